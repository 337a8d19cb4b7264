"""How quickly a ledger loads: python -m benchmarks.load [--rows 1000000] [--times 3]

It makes a bank in a temporary folder and loads it into a database of its own: SQLite, or a test
database on the server of DATABASE_URL. A bank without ledger is loaded first. Then the same rows
come twice into the ledger's own table: by a loop over csv.reader that checks nothing, through
executemany (SQLite) or COPY (PostgreSQL), and by `load`; after that the same set again (which
writes nothing), and one in which every row of a month differs. Medians, by the clock and of
processor time; that of PostgreSQL's process is in it where the server runs on this machine. Peak
memory is of our process.
"""

import argparse
import csv
import io
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import django

MONTHS = 12
CHUNK = 10_000
COLUMNS = "month, account_id, end_balance, average_balance, interest, fees, classification"
BRANCHES, MANAGERS = 40, 800
LOOP = "ledger by a csv loop"
Taken = tuple[float, float]
"""Seconds by the clock, seconds of processors."""


def main() -> None:
    """Run the measurement and print a line per case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="ledger rows (a million)")
    parser.add_argument("--times", type=int, default=3, help="runs of which the median counts")
    options = parser.parse_args()
    accounts = -(-options.rows // MONTHS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["DATA_DIR"] = str(folder / "var")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
        django.setup()
        make_bank(folder / "bank", accounts)
        make_ledger(folder / "ledger", accounts)
        make_ledger(folder / "changed", accounts, month=MONTHS, extra=1)
        runs = [measure(folder) for _run in range(options.times)]
    report(accounts * MONTHS, runs)


def measure(folder: Path) -> dict[str, Taken]:
    """Load into an empty database: the bank, its ledger, that again, and a month changed."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from portfolio.loading import load_folder

    sizes: list[int] = []

    def load(case: str) -> Callable[[], object]:
        return lambda: sizes.append(load_folder(folder / case).changed)

    connection.settings_dict["TEST"]["NAME"] = (
        str(folder / "bench.sqlite3") if connection.vendor == "sqlite" else "bench_load"
    )
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        taken = {"bank without ledger": timed(load("bank"))}
        taken[LOOP] = timed(lambda: csv_loop(folder / "ledger" / "ledger.csv"))
        empty_ledger()
        taken["ledger loaded"] = timed(load("ledger"))
        taken["ledger loaded again"] = timed(load("ledger"))
        taken["a month changed"] = timed(load("changed"))
    finally:
        teardown_databases(databases, verbosity=0)
    assert sizes[2] == 0
    assert 0 < sizes[3] < sizes[1]
    return taken


def timed(work: Callable[[], object]) -> Taken:
    """Do the work; return what it took."""
    processors, start = processor_seconds(), time.perf_counter()
    work()
    return time.perf_counter() - start, processor_seconds() - processors


def processor_seconds() -> float:
    """Return what this process has taken so far, and the server's that works for it."""
    from django.db import connection

    ours = time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ours += sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
    return ours


def csv_loop(ledger: Path) -> None:
    """Fill the ledger's table by a loop that checks nothing."""
    from django.db import connection, transaction

    from portfolio.models import Account

    with (
        ledger.open(encoding="utf-8", newline="") as file,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        ids = dict(Account.objects.values_list("account_no", "id"))
        rows = (
            (month.replace("-", ""), ids[account], *map(_fen, amounts), "normal")
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


def empty_ledger() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        of_vendor = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
        cursor.execute(f"{of_vendor} portfolio_ledgerrow")


def _fen(yuan: str) -> int:
    whole, _point, cents = yuan.partition(".")
    return int(whole) * 100 + int(cents)


def report(rows: int, runs: list[dict[str, Taken]]) -> None:
    """Print medians, rows a second, and the most memory the process ever held."""
    from django.db import connection

    def median(case: str, which: int) -> float:
        return statistics.median(run[case][which] for run in runs)

    print(f"{connection.vendor}, {rows:,} ledger rows, median of {len(runs)}")
    print(f"  {'':<22}{'clock':>10}{'rows/s':>12}{'processors':>12}   times the loop's speed")
    for case in runs[0]:
        clock, processors = median(case, 0), median(case, 1)
        print(
            f"  {case:<22}{clock:8.2f} s{rows / clock:12,.0f}{processors:10.2f} s"
            f"{median(LOOP, 0) / clock:8.2f} by the clock"
            f"{median(LOOP, 1) / processors:7.2f} by processors"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory           {peak:8.0f} MB")


def make_bank(folder: Path, accounts: int) -> None:
    """Write a set with `accounts` deposit accounts, without a ledger."""
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


def make_ledger(folder: Path, accounts: int, *, month: int = 0, extra: int = 0) -> None:
    """Write the ledger of a year; add `extra` fen in `month`."""
    folder.mkdir()
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
