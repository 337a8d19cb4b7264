"""How long a year's valuation takes: python -m benchmarks.valuation [--rows 1000000] [--shared 0.1]

What PostgreSQL's own SQL takes for the same is in benchmarks.month.

On a database of its own: SQLite in a fresh folder, or the one of DATABASE_URL if that is empty, for
example python -m tests.postgres python -m benchmarks.valuation.
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from statistics import median
from typing import Any

BASE, FIRST, LAST = date(2026, 1, 1), 202601, 202612
MONTHS = range(FIRST, LAST + 1)
LOSS_RATES = {"substandard": 300_000, "doubtful": 500_000, "loss": 1_000_000}
BATCH = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument(
        "--shared", type=float, default=0.1, help="part of accounts with two shares"
    )
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
        import django

        django.setup()
        fill(options.rows, options.shared)
        measure(options.rows, options.repeat)


def fill(rows: int, shared: float) -> None:
    """Make a bank with so many ledger rows, in a database that must be empty."""
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.larger.bank import make_spans
    from portfolio import models

    call_command("migrate", verbosity=0)
    if models.LedgerRow.objects.exists():
        raise SystemExit("this database has a ledger; a benchmark fills an empty one")
    chance = random.Random(1)
    accounts, managers = rows // 12, max(10, rows // 1_500)
    make_frame(models, accounts, managers)
    save(models.Account, (an_account(models, chance, n) for n in range(accounts)))
    save(models.Share, shares(models, chance, accounts, managers, shared))
    ids = dict(models.Account.objects.values_list("account_no", "id"))
    numbered = ((n, ids[f"A{n:08d}"]) for n in range(accounts))
    save(models.LedgerRow, (r for n, id_ in numbered for r in a_year(models, chance, n, id_)))
    make_spans()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def make_frame(models: Any, accounts: int, managers: int) -> None:
    """Make a branch, products, managers and a client for every account."""
    branch = models.Branch.objects.create(code="B", name="B")
    for number in range(10):
        models.Product.objects.create(
            code=f"P{number}",
            name=f"P{number}",
            family="loan" if number % 2 else "deposit",
            ftp_rate=25_000 + number,
            provision_rate=10_000 * (number % 2),
            tax_rate=60_000,
        )
    save(
        models.Manager,
        (models.Manager(staff_no=f"M{n}", name=f"M{n}", branch=branch) for n in range(managers)),
    )
    save(
        models.Client,
        (
            models.Client(client_no=f"C{n}", name=f"C{n}", manager_id=f"M{n % managers}")
            for n in range(accounts)
        ),
    )


def an_account(models: Any, chance: random.Random, number: int) -> Any:
    return models.Account(
        account_no=f"A{number:08d}",
        kind="loan" if number % 2 else "deposit",
        client_id=f"C{number}",
        product_id=f"P{number % 10}",
        opened_on=BASE + timedelta(days=chance.randint(-900, 300)),
    )


def shares(
    models: Any, chance: random.Random, accounts: int, managers: int, part: float
) -> Iterator[Any]:
    for number in range(int(accounts * part)):
        for holder in chance.sample(range(managers), 2):
            yield models.Share(account_id=f"A{number:08d}", manager_id=f"M{holder}", share=333_333)


def a_year(models: Any, chance: random.Random, number: int, account: int) -> Iterator[Any]:
    for month in MONTHS:
        balance = chance.randint(1, 10**9)
        yield models.LedgerRow(
            month=month,
            account_id=account,
            end_balance=balance,
            average_balance=balance,
            interest=balance // 700,
            classification="loss" if number % 50 == 1 else "normal",
        )


def save(model: Any, rows: Iterator[Any]) -> None:
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def measure(rows: int, repeat: int) -> None:
    from django.db import connection
    from django.db.models import F

    from portfolio import valuation
    from portfolio.models import BookMonth, FactFile, LedgerRow

    months = list(MONTHS)
    print(f"{rows:,} ledger rows of 12 months, {connection.vendor}; medians of {repeat}")
    print(f"{'':32} {'ms':>10} {'cpu ms':>10}")

    def changed(numbers: list[int]) -> None:
        BookMonth.objects.filter(month__in=numbers).update(version=F("version") + 1)

    def anew() -> None:
        changed(months)
        valuation.valued_months(months)

    def corrected() -> None:
        row = LedgerRow.objects.filter(month=LAST)[:1]
        LedgerRow.objects.filter(month=LAST, account_id=row[0].account_id).update(
            interest=F("interest") + 1
        )
        changed([LAST])
        files = valuation.valued_months(months)
        valuation.facts_of(base, files)

    valued = tell("twelve months valued", repeat, anew)
    tell("the same, nothing changed", repeat, lambda: valuation.valued_months(months))
    base, files = valuation.Base(BASE), valuation.valued_months(months)

    def facts_anew() -> Any:
        FactFile.objects.all().delete()
        return valuation.facts_of(base, files)

    made = tell("facts of the months' files", repeat, facts_anew)
    tell("the same, nothing changed", repeat, lambda: valuation.facts_of(base, files))
    facts = valuation.facts_of(base, files)
    read = tell("a month's Parquet read whole", repeat, lambda: read_whole(files[-1]))
    print(f"  (a month valued costs {valued / 12 / read:.1f} times that)")
    tell("facts read as columns", repeat, lambda: valuation.read_facts(facts))
    again = tell("one row corrected", repeat, corrected)
    print(f"  (a month's part of valuing and of facts, {again * 12 / (valued + made):.1f} times)")
    tell(
        "account_months of one manager",
        repeat,
        lambda: valuation.account_months(BASE, files, manager="M1"),
    )
    tell("loan_losses", repeat, lambda: valuation.loan_losses(files[-1], LOSS_RATES))


def read_whole(month: Any) -> None:
    """Read every column of what a month is worth."""
    from perfcenter.base.vault import local
    from portfolio import duck

    path = local(month.holdings)
    with duck.session(readable=[path.parent]) as one:
        one.connection.execute(f"FROM read_parquet('{path}')").df()


def tell(label: str, repeat: int, work: Callable[[], Any]) -> float:
    """Print the median times of the work in milliseconds; return that of the clock."""
    walls, cpus = [], []
    for _ in range(repeat):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    print(f"{label:32} {median(walls) * 1000:10,.0f} {median(cpus) * 1000:10,.0f}")
    return median(walls)


if __name__ == "__main__":
    main()
