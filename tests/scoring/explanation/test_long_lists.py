"""A tree names the twenty largest accounts and the one that is open; the rest are one row."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import translation

from scoring.explanation import Opening, explain
from scoring.explanation.leaves import Leaf
from scoring.explanation.tree import Row, _leaf_groups
from scoring.runs.write import score
from tests import factories as make

pytestmark = pytest.mark.once

BRANCH = ("deposit", "D1", "increment")
THOUSAND = 1_000 * 100  # yuan, in fen


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def rows(cast):
    """The rows under the one product of a book of so many accounts.

    A99 has 99 thousand and is the largest, A98 comes second.
    """
    manager = cast.manager.manager

    def of_book(count: int, *path: str, shows_all: bool = False) -> list[Row]:
        client, product = make.make_client(manager=manager), make.make_product(tax_rate=0)
        for size in range(99, 99 - count, -1):
            account = make.make_account(f"A{size}", client=client, product=product)
            make.make_ledger_row(account, 202601, average_balance=0, fees=size * THOUSAND)
        cycle = make.make_cycle(managers=[manager], first_month=202601, last_month=202601)
        run = score(cycle=cycle)
        opening = Opening((*BRANCH, *path), shows_all)
        found = explain(run, manager, "RORAC", opening, viewer=cast.hr)
        return [row for row in found.tree.rows if row.level == len(BRANCH) + 1]

    return of_book


def largest(count: int) -> list[str]:
    return [f"A{size}" for size in range(99, 99 - count, -1)]


def figures(rows: list[Row]) -> list[float]:
    """The last column, in thousands."""
    return [float(row.cells[-1]) for row in rows]


def titles(rows: list[Row]) -> list[str]:
    return [row.title for row in rows]


@pytest.mark.parametrize("count", [1, 20, 21])
def test_up_to_twenty_one_accounts_are_all_named(rows, count):
    """A row for the rest would take as much room as the one account that it stands for."""
    assert titles(rows(count)) == largest(count)


def test_beyond_that_the_twenty_largest_are_named_and_the_rest_is_one_row(rows):
    found = rows(22)
    assert titles(found) == [*largest(20), "2 more accounts"]
    assert [row.kind for row in found[-2:]] == ["account", "rest"]
    assert figures(found[-2:]) == [80, 79 + 78]
    assert not any(row.is_open for row in found)


@pytest.mark.parametrize("opened", ["A99", "A80"])
def test_an_open_account_among_the_twenty_changes_no_row(rows, opened):
    found = rows(22, opened)
    assert titles(found) == [*largest(20), "2 more accounts"]
    assert [row.title for row in found if row.is_open] == [opened]


@pytest.mark.parametrize(
    ("opened", "figure", "rest"),
    [("A79", 79, 78 + 77), ("A78", 78, 79 + 77), ("A77", 77, 79 + 78)],
)
def test_the_account_that_is_open_is_named_also_beyond_the_twenty(rows, opened, figure, rest):
    """It stands behind them, and is no longer in the rest."""
    found = rows(23, opened)
    assert titles(found) == [*largest(20), opened, "2 more accounts"]
    assert [row.title for row in found if row.is_open] == [opened]
    assert figures(found[-2:]) == [figure, rest]


def test_with_the_open_one_named_the_rest_may_be_a_single_account(rows):
    assert titles(rows(22, "A78"))[-2:] == ["A78", "1 more account"]


@pytest.mark.parametrize("opened", [(), ("A98",), ("A75",)])
def test_asked_for_whole_the_list_names_every_account_once_by_size(rows, opened):
    assert titles(rows(25, *opened, shows_all=True)) == largest(25)


@pytest.mark.parametrize("opened", [(), ("A75",)])
def test_however_many_rows_there_are_they_add_up_to_the_same(rows, opened):
    assert sum(figures(rows(25, *opened))) == sum(range(75, 100))


def test_an_account_that_is_not_there_opens_nothing(rows):
    assert titles(rows(22, "A99")) == [*largest(20), "2 more accounts"]


def test_the_page_of_an_account_beyond_the_twenty_shows_its_row_and_its_months(rows, cast, login):
    rows(25)
    address = reverse("scoring:explanation", args=["2026", "M1", "RORAC"])
    query = "&".join(f"open={key}" for key in (*BRANCH, "A75"))
    page = login(cast.manager).get(f"{address}?{query}").content.decode()
    assert "A75" in page
    assert "A76" not in page


def test_a_loss_is_as_large_as_a_gain_and_equals_go_by_their_numbers():
    def leaf(number: str, *amounts: int) -> Leaf:
        return Leaf((*BRANCH, number), "account", number, "", tuple(map(Fraction, amounts)))

    leaves = [leaf("B", 5), leaf("A", 2, 3), leaf("C", 1, -10), leaf("D", 0)]
    painter = SimpleNamespace(opening=Opening())
    found = _leaf_groups(painter, BRANCH, leaves)
    assert [key for key, _members in found] == ["C", "A", "B", "D"]
