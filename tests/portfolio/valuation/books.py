"""Books for the tests of the valuation, and their facts by key."""

import random
from collections import Counter
from datetime import date, timedelta

import pandas as pd

from portfolio.loading.book import touch
from portfolio.models import LedgerRow, Manager, Ownership, Rate
from portfolio.months import EVER, months_between
from portfolio.valuation import Base, MonthFiles, facts_of, read_facts, valued_months
from tests.factories import (
    make_account,
    make_client,
    make_ledger_row,
    make_manager,
    make_product,
    make_sale,
    make_share,
)
from tests.portfolio.valuation.oracle import AMOUNTS, Key

BASE = date(2024, 1, 1)


def files(first_month: int = 202401, last_month: int = 0) -> list[MonthFiles]:
    """Value the months as the database now is."""
    touch(EVER)
    return valued_months(list(months_between(first_month, last_month or first_month)))


def frame(first_month: int = 202401, last_month: int = 0, *, base: date = BASE) -> pd.DataFrame:
    return read_facts(facts_of(Base(base), files(first_month, last_month)))


def the_facts(
    first_month: int = 202401, last_month: int = 0, *, base: date = BASE
) -> dict[Key, dict[str, int]]:
    """Value the months; return their facts by (month, manager, product, part, class)."""
    found: dict[Key, Counter[str]] = {}
    for row in frame(first_month, last_month, base=base).to_dict("records"):
        key = tuple(row[name] for name in ("month", "manager", "product", "part", "classification"))
        fact = found.setdefault(key, Counter())
        for name in AMOUNTS:
            fact[name] += row[name]
    return {key: {name: fact[name] for name in AMOUNTS} for key, fact in found.items()}


def make_book(seed: int = 0) -> None:
    """Everything at once over January to March 2024: families, shares, nobody's clients, signs."""
    chance = random.Random(seed)
    managers = [make_manager(no) for no in ("M1", "M10", "M2", "m0", "张一")]
    products = [
        make_product("D1", ftp_rate=25_500),
        make_product("D2", ftp_rate=-1_750, tax_rate=33_333),
        make_product("L1", family="loan", ftp_rate=31_000, provision_rate=12_345),
        make_product("F1", family="fee", ftp_rate=0),
        make_product("S1", family="settlement", ftp_rate=1_000, provision_rate=500),
    ]
    Rate.objects.create(product=products[0], from_month=202402, ftp_rate=19_999, tax_rate=61_000)
    Rate.objects.create(product=products[2], from_month=202403, provision_rate=777)
    for number in range(24):
        client = make_client(f"C{number}", manager=chance.choice([*managers, None]))
        if chance.random() < 0.3:
            taker = chance.choice([*managers, None])
            month = chance.choice([202312, 202402, 202403, 202404])
            Ownership.objects.create(client=client, from_month=month, manager=taker)
        account = make_account(
            f"A{number}" if number % 7 else f'A",{number}',
            client=client,
            product=chance.choice(products),
            opened_on=BASE + timedelta(days=chance.randint(-400, 60)),
        )
        make_shares(chance, account, managers)
        for month in (202401, 202402, 202403):
            if chance.random() < 0.85:
                make_random_row(chance, account, month)
    for _ in range(8):
        product = chance.choice(products)
        month = chance.choice([202401, 202403])
        make_sale(chance.choice(managers), product, month, income=chance.randint(-9999, 99999))


def make_shares(chance: random.Random, account, managers: list[Manager]) -> None:
    """Some shares, together at most 1 in every month, often leaving something over."""
    left = 1_000_000
    for manager in chance.sample(managers, chance.choice([0, 0, 1, 2, 3])):
        share = min(left, chance.choice([333_333, 500_000, 250_001, 1, 0]))
        from_month = chance.choice([None, 202401, 202402])
        make_share(
            account, manager, share, from_month=from_month, to_month=chance.choice([None, 202402])
        )
        left -= share


def make_random_row(chance: random.Random, account, month: int) -> LedgerRow:
    return make_ledger_row(
        account,
        month,
        average_balance=chance.choice([chance.randint(-(10**6), 10**9), 73_000, -73_000, 10**14]),
        end_balance=chance.randint(-(10**6), 10**9),
        interest=chance.randint(-100, 10**6),
        fees=chance.choice([0, chance.randint(0, 5000)]),
        classification=chance.choice(["normal", "normal", "substandard", "loss"]),
        funding=chance.choice([None, None, chance.randint(0, 10**6)]),
    )
