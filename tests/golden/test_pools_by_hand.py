"""Cost pools allocated by hand, one case a driver and one a rule of docs/engine.md."""

import pytest

from scoring.engine.cells import NO_PRODUCT
from scoring.engine.pools import Allocation, allocate
from tests.scoring.engine.builders import make_book, make_pool

# Three managers. Drivers by cell (manager, product, part):
#   0 0 stock      income 300  balance 5,000  accounts 12.000000
#   0 0 increment  income 100  balance 1,000  accounts  3.000000
#   1 1 stock      income 100  balance     0  accounts  1.500000
#   2 0 increment  income -90  balance -400   accounts  0
# Manager 3 has no cell at all.
BOOK = make_book(
    {"manager": 0, "part": 0, "income": 300, "average_balance": 5_000, "accounts": 12_000_000},
    {"manager": 0, "part": 1, "income": 100, "average_balance": 1_000, "accounts": 3_000_000},
    {"manager": 1, "product": 1, "part": 0, "income": 100, "accounts": 1_500_000},
    {"manager": 2, "part": 1, "income": -90, "average_balance": -400},
)
ALL = [0, 1, 2, 3]


def _rows(result: Allocation) -> list[tuple[int, int, int, int]]:
    book = result.book
    return [
        (int(book.manager[c]), int(book.product[c]), int(book.part[c]), int(amount))
        for c, amount in zip(result.cell, result.amount, strict=True)
    ]


def test_income_gives_the_fen_left_over_to_the_largest_remainder() -> None:
    """7 fen by 300 : 100 : 100 : 0 = 4.2, 1.4, 1.4 -> 4, 1, 1 and one fen left.

    Remainders 0.2, 0.4, 0.4: the tie goes to staff number 0 before 1.
    """
    result = allocate(BOOK, [make_pool(7, "income", ALL)])
    assert _rows(result) == [(0, 0, 0, 4), (0, 0, 1, 2), (1, 1, 0, 1)]


def test_average_balance_counts_a_negative_balance_as_zero() -> None:
    """600 fen by 5,000 : 1,000 : 0 : 0 = 500 and 100."""
    result = allocate(BOOK, [make_pool(600, "average_balance", ALL)])
    assert _rows(result) == [(0, 0, 0, 500), (0, 0, 1, 100)]


def test_accounts_are_account_months_by_share() -> None:
    """1,100 fen by 12 : 3 : 1.5 of 16.5 = 800, 200, 100."""
    result = allocate(BOOK, [make_pool(1_100, "accounts", ALL)])
    assert _rows(result) == [(0, 0, 0, 800), (0, 0, 1, 200), (1, 1, 0, 100)]


def test_headcount_is_equal_then_by_income_then_accounts_then_an_own_line() -> None:
    """10 fen over four heads = 3, 3, 2, 2 (ties by staff number).

    Manager 0: 3 by income 300 : 100 = 2.25, 0.75 -> 2 and 1. Manager 1: 3 on her one product.
    Manager 2 has neither income above 0 nor accounts: her own line, as has manager 3.
    """
    result = allocate(BOOK, [make_pool(10, "headcount", ALL)])
    assert _rows(result) == [
        (0, 0, 0, 2),
        (0, 0, 1, 1),
        (1, 1, 0, 3),
        (2, NO_PRODUCT, 1, 2),
        (3, NO_PRODUCT, 1, 2),
    ]


def test_headcount_falls_back_on_accounts() -> None:
    """Without income above 0 the 9 fen follow the accounts 2 : 1 = 6 and 3."""
    book = make_book(
        {"product": 0, "income": -5, "accounts": 2_000_000},
        {"product": 1, "income": 0, "accounts": 1_000_000},
    )
    result = allocate(book, [make_pool(9, "headcount", [0])])
    assert _rows(result) == [(0, 0, 1, 6), (0, 1, 1, 3)]


def test_stock_comes_before_increment_in_a_tie() -> None:
    """1 fen over two equal cells of a product goes to stock."""
    book = make_book({"part": 1, "income": 5}, {"part": 0, "income": 5})
    assert _rows(allocate(book, [make_pool(1, "income", [0])])) == [(0, 0, 0, 1)]


def test_a_branch_pool_stays_in_its_branch() -> None:
    """A pool of manager 1's branch puts all of it on her."""
    result = allocate(BOOK, [make_pool(77, "income", [1])])
    assert _rows(result) == [(1, 1, 0, 77)]


def test_a_negative_pool_splits_like_its_absolute_value() -> None:
    """-7 fen by income is the split of 7 with the sign put back."""
    result = allocate(BOOK, [make_pool(-7, "income", ALL)])
    assert _rows(result) == [(0, 0, 0, -4), (0, 0, 1, -2), (1, 1, 0, -1)]


@pytest.mark.parametrize(
    ("driver", "members"), [("income", [2]), ("average_balance", [1]), ("headcount", [])]
)
def test_a_pool_without_driver_or_members_stays_unallocated(driver, members) -> None:
    """Nothing above 0 to go by, or nobody there: the pool is listed, not allocated."""
    result = allocate(BOOK, [make_pool(50, driver, members)])
    assert (_rows(result), result.unallocated) == ([], (0,))
