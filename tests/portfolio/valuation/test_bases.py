"""The base of an increment: what an account had before the cycle, by who holds it now."""

from datetime import date

import pytest

from portfolio.models import Account, Ownership
from portfolio.valuation import Base, facts_of, read_facts
from tests.factories import (
    make_account,
    make_client,
    make_ledger_row,
    make_manager,
    make_product,
    make_share,
)
from tests.portfolio.valuation.books import BASE, files

pytestmark = pytest.mark.django_db

DECEMBER, JANUARY, FEBRUARY = 202312, 202401, 202402


@pytest.fixture
def deposit(db) -> Account:
    """A deposit of M1's client with 1,000.00 in December."""
    account = make_account(
        client=make_client(manager=make_manager("M1")),
        product=make_product("D1"),
        opened_on=date(2023, 3, 1),
    )
    make_ledger_row(account, DECEMBER, average_balance=80_000, end_balance=100_000)
    return account


def bases(*months: int) -> list[tuple[int, str, int, int]]:
    """Month, holder, end balance now and in December."""
    before, *later = files(DECEMBER, max(months))
    chosen = [month for month in later if month.month in months]
    facts = read_facts(facts_of(Base(BASE, before), chosen))
    columns = ["month", "manager", "end_balance", "base_end"]
    return [tuple(row) for row in facts[columns].itertuples(index=False, name=None)]


def test_what_an_account_had_in_december_stands_beside_its_balance(deposit):
    make_ledger_row(deposit, JANUARY, average_balance=0, end_balance=130_000)

    assert bases(JANUARY) == [(JANUARY, "M1", 130_000, 100_000)]


def test_who_takes_a_client_over_takes_the_base_with_her(deposit):
    make_manager("M2")
    Ownership.objects.create(client=deposit.client, from_month=FEBRUARY, manager_id="M2")
    for month in (JANUARY, FEBRUARY):
        make_ledger_row(deposit, month, average_balance=0, end_balance=130_000)

    assert bases(JANUARY, FEBRUARY) == [
        (JANUARY, "M1", 130_000, 100_000),
        (FEBRUARY, "M2", 130_000, 100_000),
    ]


def test_a_base_without_a_row_of_the_month_has_fallen_to_nothing(deposit):
    """An account that the month's ledger leaves out has lost all it had."""
    assert bases(JANUARY) == [(JANUARY, "M1", 0, 100_000)]


def test_a_base_is_shared_as_the_month_shares_the_account(deposit):
    """A third of 1,000.01 and what it leaves: largest remainder, no fen lost."""
    deposit.ledger.update(end_balance=100_001)
    make_share(deposit, make_manager("M2"), 333_333, from_month=JANUARY)

    assert bases(JANUARY) == [(JANUARY, "M1", 0, 66_667), (JANUARY, "M2", 0, 33_334)]


def test_an_account_opened_since_has_no_base(deposit):
    young = make_account("A2", client=deposit.client, product=deposit.product, opened_on=BASE)
    make_ledger_row(young, JANUARY, average_balance=0, end_balance=7)

    assert sorted(bases(JANUARY)) == [(JANUARY, "M1", 0, 100_000), (JANUARY, "M1", 7, 0)]
