"""Account-months, sales rows and loan losses: what a number opens down to."""

from collections import Counter
from dataclasses import asdict
from datetime import date

import pytest

from portfolio.valuation import (
    AccountMonth,
    LoanLoss,
    SalesRow,
    account_months,
    book_rows,
    loan_losses,
    sales_rows,
)
from tests.factories import (
    make_account,
    make_client,
    make_ledger_row,
    make_manager,
    make_product,
    make_sale,
    make_share,
)
from tests.portfolio.valuation.books import BASE, files, frame, make_book
from tests.portfolio.valuation.oracle import SPLIT

pytestmark = pytest.mark.django_db

FIRST, LAST = 202401, 202403
RATES = {"substandard": 300_000, "doubtful": 500_000, "loss": 1_000_000}


def months(manager: str, last: int = LAST, **only: str) -> list[AccountMonth]:
    return account_months(BASE, files(FIRST, last), manager=manager, **only)


def sales(manager: str) -> list[SalesRow]:
    return sales_rows(files(FIRST, LAST), manager=manager)


def losses(rates: dict[str, int] = RATES) -> dict[str, int]:
    return loan_losses(files(LAST)[0], rates)


def loss_rows(manager: str) -> list[LoanLoss]:
    return book_rows(BASE, files(LAST), manager=manager, loss_rates=RATES).losses


@pytest.fixture
def loan(db):
    """A loan of M1's client, a tenth of it M2's."""
    product = make_product("L1", family="loan", ftp_rate=30_000, provision_rate=10_000)
    client = make_client("C9", manager=make_manager("M1"))
    account = make_account("L9", client=client, product=product, opened_on=date(2023, 7, 5))
    make_share(account, make_manager("M2"), 100_000)
    return account


def test_an_account_month_shows_the_account_and_the_managers_own_part(loan):
    make_ledger_row(
        loan, FIRST, average_balance=10_000_000, end_balance=9_000_000, interest=50_000, fees=100
    )

    (row,) = months("M2")

    assert asdict(row) == {
        "account_no": "L9",
        "client_no": "C9",
        "client_name": "Client C9",
        "opened_on": date(2023, 7, 5),
        "product": "L1",
        "family": "loan",
        "part": 0,
        "month": 202401,
        "days": 31,
        "classification": "normal",
        "ftp_rate": 30_000,
        "provision_rate": 10_000,
        "tax_rate": 60_000,
        "funding_given": False,
        "end_balance": 9_000_000,
        "average_balance": 10_000_000,
        "interest": 50_000,
        "fees": 100,
        "transfer": 25_479,
        "risk_cost": 8_493,
        "tax": 3_006,
        "income": 50_100,
        "funding_cost": 25_479,
        "share": 100_000,
        "own_end_balance": 900_000,
        "own_average_balance": 1_000_000,
        "own_interest": 5_000,
        "own_fees": 10,
        "own_transfer": 2_548,
        "own_risk_cost": 849,
        "own_tax": 301,
        "own_income": 5_010,
        "own_funding_cost": 2_548,
        "segment": "",
        "client_kind": "",
        "closed_on": None,
        "matures_on": None,
    }


def test_funding_given_is_told(loan):
    make_ledger_row(loan, FIRST, average_balance=100, funding=7)

    (row,) = months("M1")

    assert (row.funding_given, row.transfer) == (True, 7)


@pytest.mark.parametrize("seed", range(3))
def test_account_months_and_sales_add_up_to_the_facts(seed):
    """For everybody, nobody too, every amount of every product and part."""
    make_book(seed)
    held = frame(FIRST, LAST)

    for manager in ("", "M1", "M10", "M2", "m0", "张一"):
        added: Counter = Counter()
        for row in months(manager):
            for name in SPLIT:
                added[row.product, row.part, name] += getattr(row, f"own_{name}")
            added[row.product, row.part, "accounts"] += row.share
        for sale in sales(manager):
            added[sale.product, 1, "sales_income"] += sale.income
            added[sale.product, 1, "tax"] += sale.tax
        facts: Counter = Counter()
        for fact in held[held["manager"] == manager].to_dict("records"):
            for name in (*SPLIT, "accounts", "sales_income"):
                facts[fact["product"], fact["part"], name] += fact[name]
        assert {k: v for k, v in added.items() if v} == {k: v for k, v in facts.items() if v}


def test_product_and_account_narrow_the_rows(db):
    """A narrowed question gets the same rows as the wide one, without the others."""
    make_book(2)
    everything = months("M1")
    one = everything[0]

    narrowed = months("M1", product=one.product)
    single = months("M1", account=one.account_no)

    assert narrowed == [r for r in everything if r.product == one.product]
    assert single == [r for r in everything if r.account_no == one.account_no]


def test_rows_come_by_month_product_part_and_account(db):
    make_book(2)

    rows = months("M1")

    assert rows == sorted(rows, key=lambda r: (r.month, r.product, r.part, r.account_no))


def test_a_book_without_accounts_has_no_rows(db):
    make_manager("M1")

    assert months("M1") == []
    assert sales("M1") == []


def test_a_sales_row_carries_its_own_tax(db):
    manager, product = make_manager("M1"), make_product("F1", family="fee")
    make_sale(manager, product, FIRST, income=75)
    make_sale(make_manager("M2"), product, FIRST, income=99)

    (row,) = sales("M1")

    assert asdict(row) == {
        "month": FIRST,
        "product": "F1",
        "family": "fee",
        "quantity": None,
        "amount": None,
        "income": 75,
        "tax_rate": 60_000,
        "tax": 4,
    }


def test_loan_loss_is_rounded_per_loan_and_split_by_the_months_shares(loan):
    """30% of 0.15 is 0.045, half-even 0.04: M1 has nine tenths of it."""
    make_ledger_row(loan, LAST, average_balance=0, end_balance=15, classification="substandard")

    assert losses() == {"M1": 4, "M2": 0}


def test_classes_without_a_rate_and_deposits_lose_nothing(loan):
    make_ledger_row(loan, LAST, average_balance=100, classification="special_mention")
    account = make_account("D", client=loan.client, product=make_product("D1"))
    make_ledger_row(account, LAST, average_balance=100, classification="loss")

    assert losses() == {}


def test_loan_loss_without_rates_is_nothing(loan):
    make_ledger_row(loan, LAST, average_balance=100, classification="loss")

    assert losses({}) == {}


def test_loan_loss_opens_to_its_loans(loan):
    make_ledger_row(loan, LAST, average_balance=0, end_balance=1_005, classification="doubtful")

    (row,) = loss_rows("M2")

    assert asdict(row) == {
        "account_no": "L9",
        "client_no": "C9",
        "client_name": "Client C9",
        "product": "L1",
        "classification": "doubtful",
        "end_balance": 1_005,
        "rate": 500_000,
        "loss": 502,
        "share": 100_000,
        "own_loss": 50,
    }


@pytest.mark.parametrize("seed", range(3))
def test_rows_of_loan_loss_add_up_to_everybodys_total(seed):
    make_book(seed)

    total = losses()

    assert total == {manager: sum(row.own_loss for row in loss_rows(manager)) for manager in total}


@pytest.mark.parametrize("seed", range(2))
def test_a_book_read_at_once_is_what_is_read_one_by_one(seed):
    make_book(seed)

    for manager in ("M1", "M2"):
        rows = book_rows(BASE, files(FIRST, LAST), manager=manager, loss_rates=RATES)

        assert rows.months == months(manager)
        assert rows.sales == sales(manager)
        assert rows.losses == loss_rows(manager)


def test_a_book_without_rates_has_no_losses(loan):
    make_ledger_row(loan, LAST, average_balance=100, classification="loss")

    assert book_rows(BASE, files(FIRST, LAST), manager="M1").losses == []
