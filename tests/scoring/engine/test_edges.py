"""Edges of books, sums, losses, capital and service: what is refused, and what is empty."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from scoring.engine.capital import economic_capital
from scoring.engine.cells import Book
from scoring.engine.exact import fixed, scaled, times_rate
from scoring.engine.pools import Pool, allocate
from scoring.engine.profit import loan_loss, responsibility_profit
from scoring.engine.rorac import rorac
from scoring.engine.service import full_years, served_days
from scoring.engine.split import largest_remainder
from tests.scoring.engine.builders import make_book, make_pool

NONE = np.zeros(0, dtype=np.int64)


def test_an_empty_bank_scores_nothing() -> None:
    """No cells, no managers, no pools: empty columns, no error."""
    assert len(rorac(make_book(), [], managers=0).total) == 0


def test_a_manager_without_a_book_has_a_rorac_of_zero() -> None:
    """She is there, with nothing."""
    assert rorac(make_book({"manager": 1, "income": 5}), [], managers=3).total.tolist() == [0, 5, 0]


def test_stock_without_balance_does_not_age() -> None:
    """n is 0 where the balances add up to 0, so the result counts in full."""
    result = rorac(make_book({"part": 0, "income": 7, "age_weight": 10**9}), [], managers=1)
    assert (result.age.tolist(), result.total.tolist()) == ([0], [7])


def test_a_book_out_of_order_is_refused() -> None:
    """Ties follow the order of rows, so a book must be in it, one row a cell."""
    twice = np.zeros(2, dtype=np.int64)
    with pytest.raises(ValueError, match="one a cell"):
        Book(*[twice] * 10)


def test_columns_of_different_lengths_are_refused() -> None:
    """A book is a table."""
    with pytest.raises(ValueError, match="different lengths"):
        Book(np.zeros(1, dtype=np.int64), *[NONE] * 9)


def test_a_book_too_large_for_the_database_is_refused() -> None:
    """Sums beyond 64 bits are refused by name, never wrapped."""
    with pytest.raises(OverflowError, match="income"):
        make_book({"income": 2**62}, {"income": 2**62})


def test_an_unknown_driver_is_refused() -> None:
    """A driver is never guessed."""
    pool = Pool(kind="fixed", driver="profit", amount=1, members=np.ones(1, dtype=bool))
    with pytest.raises(ValueError, match="'profit' is no driver"):
        allocate(make_book({"income": 1}), [pool])


def test_a_pool_of_nothing_is_allocated_without_rows() -> None:
    """Zero fen with a driver is no pool left over."""
    result = allocate(make_book({"income": 1}), [make_pool(0, "income", [0])])
    assert (len(result.cell), result.unallocated) == (0, ())


def test_headcount_only_adds_lines_where_they_are_needed() -> None:
    """Who has income keeps her book as it is."""
    result = allocate(make_book({"income": 1}), [make_pool(5, "headcount", [0])])
    assert result.book.product.tolist() == [0]


@pytest.mark.parametrize(("decay", "floor"), [(-1, 0), (0, 2), (0, -1)])
def test_parameters_of_decay_out_of_range_are_refused(decay, floor) -> None:
    """A negative decay or a floor outside 0..1 is a mistake of the scheme."""
    with pytest.raises(ValueError, match="expected decay"):
        rorac(make_book(), [], 0, Fraction(decay), Fraction(floor))


def test_loan_loss_is_rounded_per_loan_and_then_split() -> None:
    """30% of 1,005 fen is 301.5, a tie: 302; by thirds 101, 101, 100."""
    loss = loan_loss(
        np.array([1_005]),
        np.array([300_000]),
        np.array([0, 0, 0, 0]),
        np.array([333_333, 333_333, 333_333, 1]),
    )
    assert loss.tolist() == [101, 101, 100, 0]


def test_a_loss_without_holder_is_refused() -> None:
    """Nobody's part needs a holding of its own."""
    with pytest.raises(ValueError, match="nobody to go to"):
        loan_loss(np.array([100]), np.array([1_000_000]), NONE, NONE)


def test_responsibility_profit_leaves_pools_risk_and_tax_out() -> None:
    """E - Cd - loan loss, by manager."""
    book = make_book({"income": 90, "funding_cost": 30, "risk_cost": 5, "tax": 3})
    assert responsibility_profit(book, 1, np.array([4]), np.array([0])).tolist() == [56]


def test_no_loans_no_capital() -> None:
    """Without capital there is nothing to divide by."""
    capital = economic_capital(NONE, NONE, NONE, 1, 365, Fraction(8, 100))
    assert capital.texts() == ["0/1"]


def test_capital_does_not_overflow() -> None:
    """A loan book of 10**17 fen days at a full risk weight leaves int64 on the way."""
    capital = economic_capital(
        np.array([10**17]), np.array([1_000_000]), np.array([0]), 1, 365, Fraction(1, 10)
    )
    assert capital.fractions().tolist() == [Fraction(10**16, 365)]


@pytest.mark.parametrize(
    ("hired", "left", "days"),
    [
        (None, None, 365),
        (date(2020, 1, 1), None, 365),
        (date(2026, 12, 31), None, 1),
        (None, date(2026, 1, 1), 1),
        (date(2026, 3, 1), date(2026, 3, 31), 31),
        (None, date(2025, 6, 30), 0),
    ],
)
def test_both_ends_of_service_count(hired, left, days) -> None:
    """The day hired and the day left are served."""
    found = served_days([hired], [left], date(2026, 1, 1), date(2026, 12, 31))
    assert found.tolist() == [days]


@pytest.mark.parametrize(
    ("hired", "left", "years"),
    [
        (date(2020, 1, 1), None, 6),
        (date(2020, 1, 2), None, 5),
        (date(2020, 2, 29), date(2025, 2, 28), 5),
        (date(2020, 2, 29), date(2025, 2, 27), 4),
        (date(2027, 5, 1), None, 0),
        (None, None, None),
    ],
)
def test_full_years_count_the_last_day(hired, left, years) -> None:
    """From 1 January to 31 December is a full year."""
    assert full_years([hired], [left], date(2025, 12, 31)).tolist() == [years]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_written(value) -> None:
    """NaN has no decimals."""
    with pytest.raises(ValueError, match="not a number"):
        fixed(value, 2)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.045, 2, "0.04"),
        (Fraction(-5, 1000), 2, "0.00"),
        (0.0882, 12, "0.088200000000"),
        (-12, 1, "-12.0"),
    ],
)
def test_numbers_are_written_with_fixed_places(value, places, text) -> None:
    """Ties to the even digit, no minus before a zero, twelve places for weights."""
    assert fixed(value, places) == text


def test_negative_places_are_refused() -> None:
    """Decimals are counted from 0."""
    with pytest.raises(ValueError, match="places is -1"):
        scaled(1, -1)


def test_an_amount_without_weights_is_refused() -> None:
    """There is nobody to split it to."""
    with pytest.raises(ValueError, match="nobody"):
        largest_remainder(5, [0, 0])
    with pytest.raises(ValueError, match="negative"):
        largest_remainder(5, [2, -1])


@pytest.mark.parametrize(("rate", "per"), [(-1, 10), (1, 3), (1, 0)])
def test_rates_that_cannot_be_applied_are_refused(rate, per) -> None:
    """Negative rates and odd divisors have no place in the formula."""
    with pytest.raises(ValueError):
        times_rate(np.array([1]), np.array([rate]), per)


def test_products_beyond_64_bits_are_refused() -> None:
    """A rate of a million times 2**62 is no amount."""
    with pytest.raises(OverflowError):
        times_rate(np.array([2**62]), np.array([10**12]))
