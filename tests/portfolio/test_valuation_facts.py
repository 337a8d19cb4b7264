"""Monthly facts of small books, against amounts worked out by hand."""

from datetime import date

import pytest

from portfolio.valuation import load_facts, refresh_facts
from tests.factories import (
    make_account,
    make_client,
    make_ledger_row,
    make_manager,
    make_product,
)

BASE = date(2026, 1, 1)

pytestmark = pytest.mark.django_db


def the_facts(first: int = 202601, last: int = 0, base: date = BASE) -> list[dict]:
    """Value the months and return their facts as dictionaries."""
    refresh_facts(base, first, last or first)
    return load_facts(base, first, last or first).to_dict("records")


def test_deposit_earns_its_transfer_and_costs_its_interest():
    """100,000.00 at 2.5% for 31 days of 365: 212.33; tax 6% of transfer + fees."""
    client = make_client(manager=make_manager("M1"))
    account = make_account(client=client, product=make_product("D1", ftp_rate=25_000))
    make_ledger_row(account, 202601, average_balance=10_000_000, interest=8_500, fees=300)

    (fact,) = the_facts()

    assert fact == {
        "month": 202601,
        "manager": "M1",
        "product": "D1",
        "family": "deposit",
        "part": 1,
        "classification": "normal",
        "end_balance": 10_000_000,
        "average_balance": 10_000_000,
        "interest": 8_500,
        "fees": 300,
        "transfer": 21_233,
        "risk_cost": 0,
        "tax": 1_292,
        "sales_income": 0,
        "accounts": 1_000_000,
        "age_weight": 0,
    }
