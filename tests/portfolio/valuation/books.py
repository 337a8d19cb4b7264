"""Books for the tests of the valuation, and their facts by key."""

import random
from datetime import date, timedelta

from portfolio.models import LedgerRow, Manager
from portfolio.valuation import load_facts, refresh_facts
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


def the_facts(
    first_month: int = 202401, last_month: int = 0, *, base: date = BASE
) -> dict[Key, dict[str, int]]:
    """Value the months; return their facts by (month, manager, product, part, class)."""
    refresh_facts(base, first_month, last_month or first_month)
    frame = load_facts(base, first_month, last_month or first_month)
    return {
        (row["month"], row["manager"], row["product"], row["part"], row["classification"]): {
            name: row[name] for name in AMOUNTS
        }
        for row in frame.to_dict("records")
    }


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
    for number in range(24):
        client = make_client(f"C{number}", manager=chance.choice([*managers, None]))
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
