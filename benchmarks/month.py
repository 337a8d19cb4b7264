"""A month of a large bank: python -m benchmarks.month [--rows 300000] [--shared 0.1] [--repeat 3]

On a database of its own: SQLite in a fresh folder, or the one of DATABASE_URL if that is empty, for
example python -m tests.postgres python -m benchmarks.month --rows 3000000. It values the month from
the ledger, makes facts of it, closed and open, and on PostgreSQL lets the server's own SQL do the
same exact arithmetic, whose facts have to be equal to the fen. Seconds are of the processors, ours
and the server's together; medians, and ratios of the same run.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

BASE = date(2026, 1, 1)
BY_SQL = Path(__file__).parent / "larger" / "by_postgres"
TICKS = os.sysconf("SC_CLK_TCK")
ASKED = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--shared", type=float, default=0.1, help="accounts with two shares")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from benchmarks.larger.month import make_month
        from portfolio.models import LedgerRow

        call_command("migrate", verbosity=0)
        if LedgerRow.objects.exists():
            raise SystemExit("this database has a ledger; a benchmark fills an empty one")
        make_month(options.rows, options.shared)
        print(f"{options.rows:,} rows of a month, {connection.vendor}; medians of {options.repeat}")
        print(f"{'':36}{'cpu s':>9}{'wall s':>9}")
        measure(options.repeat)


def measure(repeat: int) -> None:
    from django.db import connection
    from django.db.models import F

    from benchmarks.larger.month import MONTH
    from portfolio import valuation
    from portfolio.models import BookMonth, FactFile

    base = valuation.Base(BASE)

    def anew() -> Any:
        BookMonth.objects.update(version=F("version") + 1)
        return valuation.valued_months([MONTH])

    def facts() -> Any:
        FactFile.objects.all().delete()
        return valuation.facts_of(base, files)

    valued = tell("valued from the ledger", repeat, anew)
    files = valuation.valued_months([MONTH])
    unchanged = tell("the same, nothing changed", repeat, lambda: valuation.valued_months([MONTH]))
    made = tell("facts of the closed month", repeat, facts)
    read = tell("its Parquet read whole", repeat, lambda: read_whole(files[0]))
    tell(
        "one manager's account-months",
        repeat,
        lambda: valuation.account_months(BASE, files, manager=f"M{ASKED}"),
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB")
    print(f"closed: {made / read:.1f} times reading it; unchanged: {unchanged:.3f} s")
    if connection.vendor == "postgresql":
        by_sql = tell("the same by PostgreSQL, kept", repeat, lambda: by_postgres(MONTH))
        assert by_postgres(MONTH) == counted(valuation.facts_of(base, files))
        print(f"valued, with facts: {by_sql / (valued + made):.1f} times as fast as PostgreSQL")


def read_whole(month: Any) -> None:
    """Read every column of what a month is worth."""
    from perfcenter.base.vault import local
    from portfolio import duck

    path = local(month.holdings)
    with duck.session(readable=[path.parent]) as one:
        names = [row[0] for row in one.connection.execute(f"DESCRIBE FROM '{path}'").fetchall()]
        every = ", ".join(f"max({name})" for name in names)
        one.connection.execute(f"SELECT {every} FROM read_parquet('{path}')").fetchall()


def by_postgres(month: int) -> set[tuple[Any, ...]]:
    """Let PostgreSQL value the month into a table, and make the facts of that."""
    from django.db import connection

    from portfolio.months import days_in, last_day

    words = {
        "month_end": f"date '{last_day(month)}'",
        "month": str(month),
        "days": str(days_in(month)),
        "base": f"date '{BASE}'",
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_valued")
        for name in ("functions", "valued", "facts"):
            text = (BY_SQL / f"{name}.sql").read_text(encoding="utf-8")
            for word, value in words.items():
                text = text.replace(f":{word}", value)
            cursor.execute(text)
        return set(cursor.fetchall())


def counted(files: Any) -> set[tuple[Any, ...]]:
    """Return our facts as PostgreSQL gives its own."""
    from portfolio import valuation

    found = valuation.read_facts(files)
    keys = ["manager", "product", "part", "classification", "segment", "client_kind", "overdue"]
    amounts = [
        "end_balance", "average_balance", "interest", "fees", "transfer", "risk_cost", "tax",
        "accounts", "open_accounts", "age_weight",
    ]  # fmt: skip
    return set(found[[*keys, *amounts]].itertuples(index=False, name=None))


def server_seconds() -> float:
    """Return what the processes of this machine's PostgreSQL have taken of the processors."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    own = _stat(backend)
    above = _stat(int(own[1]))
    # Workers of a parallel query belong to the postmaster, which counts them when they have ended.
    return (sum(map(int, own[11:13])) + sum(map(int, above[13:15]))) / TICKS


def _stat(process: int) -> list[str]:
    """Return what the kernel says of a process, from its state on."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()


def tell(label: str, repeat: int, work: Callable[[], Any]) -> float:
    """Print the median seconds of the work; return those of the processors."""
    walls, cpus = [], []
    for _ in range(repeat):
        wall, cpu = time.perf_counter(), time.process_time() + server_seconds()
        work()
        cpus.append(time.process_time() + server_seconds() - cpu)
        walls.append(time.perf_counter() - wall)
    print(f"{label:36}{median(cpus):9.2f}{median(walls):9.2f}", flush=True)
    return median(cpus)


if __name__ == "__main__":
    main()
