"""How quickly a ledger loads: python -m benchmarks.load [--rows 1000000] [--times 3]

It makes a bank of its own in a temporary folder and loads it into a database of its own: SQLite, or
a test database on the server of DATABASE_URL. Medians of: the first load, the same set again (which
writes nothing), and a set in which every row of a month differs; beside them, in the same run, a
loop over csv.reader that checks nothing and fills the ledger's own table by executemany (SQLite) or
COPY (PostgreSQL). Peak memory is of the process.
"""

import argparse
import csv
import io
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import django

MONTHS = 12
CHUNK = 10_000
COLUMNS = "month, account_id, end_balance, average_balance, interest, fees, classification"
BRANCHES, MANAGERS = 40, 800


def main() -> None:
    """Run the measurement and print a line per case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="ledger rows (default 100,000)")
    parser.add_argument("--times", type=int, default=3, help="runs of which the median counts")
    options = parser.parse_args()
    accounts = -(-options.rows // MONTHS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["DATA_DIR"] = str(folder / "var")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
        django.setup()
        make_bank(folder / "first", accounts)
        make_bank(folder / "changed", accounts, month=MONTHS, extra=1)
        runs = [measure(folder) for _run in range(options.times)]
    report(accounts * MONTHS, runs)


def measure(folder: Path) -> dict[str, float]:
    """Load into an empty database: first, again, and with a month changed; return seconds."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from portfolio.loading import load_folder

    def seconds(case: str) -> float:
        start = time.perf_counter()
        result = load_folder(folder / case)
        taken = time.perf_counter() - start
        sizes.append(result.changed)
        return taken

    sizes: list[int] = []
    connection.settings_dict["TEST"]["NAME"] = (
        str(folder / "bench.sqlite3") if connection.vendor == "sqlite" else "bench_load"
    )
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        bare = bare_loop(folder / "first" / "ledger.csv")
        taken = {case: seconds(case.split()[0]) for case in ("first load", "first load again")}
        taken["changed month"] = seconds("changed")
    finally:
        teardown_databases(databases, verbosity=0)
    assert sizes[1] == 0
    assert 0 < sizes[2] < sizes[0]
    return {"csv loop, ledger alone": bare, **taken}


def bare_loop(ledger: Path) -> float:
    """Fill the ledger's table by a loop, empty it again; return the loop's seconds."""
    from django.db import connection, transaction

    start = time.perf_counter()
    with (
        ledger.open(encoding="utf-8", newline="") as file,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        rows = (
            (month.replace("-", ""), account, *map(_fen, amounts), "normal")
            for month, account, *amounts, _classification, _funding in islice(
                csv.reader(file), 1, None
            )
        )
        while chunk := list(islice(rows, CHUNK)):
            if connection.vendor == "postgresql":
                lines = io.StringIO()
                csv.writer(lines).writerows(chunk)
                lines.seek(0)
                copy = f"COPY portfolio_ledgerrow ({COLUMNS}) FROM STDIN (FORMAT csv)"
                cursor.copy_expert(copy, lines)
            else:
                places = ", ".join(["%s"] * len(chunk[0]))
                cursor.executemany(
                    f"INSERT INTO portfolio_ledgerrow ({COLUMNS}) VALUES ({places})",
                    chunk,
                )
    taken = time.perf_counter() - start
    with connection.cursor() as cursor:
        of_vendor = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
        cursor.execute(f"{of_vendor} portfolio_ledgerrow")
    return taken


def _fen(yuan: str) -> int:
    whole, _point, cents = yuan.partition(".")
    return int(whole) * 100 + int(cents)


def report(rows: int, runs: list[dict[str, float]]) -> None:
    """Print medians, rows a second, and the most memory the process ever held."""
    from django.db import connection

    print(f"{connection.vendor}, {rows:,} ledger rows, median of {len(runs)}")
    bare = statistics.median(run["csv loop, ledger alone"] for run in runs)
    for case in runs[0]:
        median = statistics.median(run[case] for run in runs)
        print(
            f"  {case:<24}{median:8.2f} s {rows / median:12,.0f} rows/s"
            f"{bare / median:8.2f} times the loop's speed"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory             {peak:8.0f} MB")


def make_bank(folder: Path, accounts: int, *, month: int = 0, extra: int = 0) -> None:
    """Write a set with `accounts` deposit accounts over a year; add `extra` fen in `month`."""
    folder.mkdir()
    write(folder, "branches", "code,name,parent_code", _branches())
    write(folder, "managers", "staff_no,name,branch_code,line,hired_on,supervisor_no", _managers())
    product = ("SAV", "活期储蓄", "deposit", "0.021", "0.03")
    write(folder, "products", "code,name,family,ftp_rate,tax_rate", [product])
    clients = (
        (f"C{i:07}", f"客户{i}", f"B{i % BRANCHES}", f"M{i % MANAGERS}") for i in range(accounts)
    )
    write(folder, "clients", "client_no,name,branch_code,manager_no", clients)
    deposits = ((f"D{i:07}", f"C{i:07}", "SAV", "2020-01-01") for i in range(accounts))
    write(folder, "deposits", "account_no,client_no,product_code,opened_on", deposits)
    columns = "month,account_no,end_balance,average_balance,interest,fees,classification,funding"
    write(folder, "ledger", columns, _ledger(accounts, month, extra))


def _branches() -> Iterator[tuple[Any, ...]]:
    yield "HO", "总行", ""
    yield from ((f"B{i}", f"支行{i}", "HO") for i in range(BRANCHES))


def _managers() -> Iterator[tuple[Any, ...]]:
    for i in range(MANAGERS):
        yield (
            f"M{i}",
            f"经理{i}",
            f"B{i % BRANCHES}",
            "personal",
            "2015-07-01",
            f"M{i // 10}" if i else "",
        )


def _ledger(accounts: int, changed: int, extra: int) -> Iterator[tuple[Any, ...]]:
    for month in range(1, MONTHS + 1):
        for i in range(accounts):
            fen = (i * 7919 + month * 104_729) % 100_000_000 + (extra if month == changed else 0)
            balance = f"{fen // 100}.{fen % 100:02}"
            yield f"2025-{month:02}", f"D{i:07}", balance, balance, "12.34", "0.00", "", ""


def write(folder: Path, name: str, columns: str, rows: Any) -> None:
    """Write one file of the set."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(columns.split(","))
        out.writerows(rows)


if __name__ == "__main__":
    main()
