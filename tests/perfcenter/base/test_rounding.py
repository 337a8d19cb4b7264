"""Numbers at the places the eye gets, and parts that add up to their total."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcenter.base.numbers.rounding import apportion, exact, rounded

amounts = st.fractions(min_value=-1000, max_value=1000, max_denominator=997)
places = st.integers(min_value=0, max_value=4)


def test_ties_go_away_from_zero():
    assert [rounded(Fraction(n, 8), 2) for n in (1, 3, 5, -1, -5)] == [
        Decimal("0.13"), Decimal("0.38"), Decimal("0.63"), Decimal("-0.13"), Decimal("-0.63"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "shown"),
    [("84.125", "84.13"), ("-84.125", "-84.13"), ("2.675", "2.68"), ("1.005", "1.01"),
     ("1234.5", "1234.50"), ("0.004999", "0.00"), ("-0.005", "-0.01")],
)  # fmt: skip
def test_a_decimal_and_its_float_are_rounded_alike(value, shown):
    assert str(rounded(Decimal(value))) == str(rounded(float(value))) == shown


@given(st.decimals(-(10**9), 10**9, places=6, allow_nan=False), st.integers(0, 5))
def test_it_is_what_decimals_call_half_up(value, places):
    unit = Decimal(1).scaleb(-places)
    assert rounded(value, places) == value.quantize(unit, rounding=ROUND_HALF_UP)


def test_a_float_just_off_a_tie_is_a_tie():
    assert rounded(2.6749999999999998) == rounded(Fraction("2.675")) == Decimal("2.68")


def test_nothing_is_ever_a_negative_zero():
    assert str(rounded(-0.0001)) == "0.00"


def test_numbers_of_any_size_keep_every_digit():
    assert rounded(Fraction(10**40, 3), 1) == Decimal("3" * 40 + ".3")


@given(parts=st.lists(amounts, min_size=1, max_size=12), at=places)
def test_shown_parts_add_up_to_the_shown_total(parts, at):
    whole = sum(parts, Fraction())
    assert sum(apportion(whole, parts, at)) == rounded(whole, at)


@given(parts=st.lists(amounts, min_size=1, max_size=12), at=places)
def test_no_shown_part_is_a_whole_unit_away_from_the_truth(parts, at):
    unit = Fraction(1, 10**at)
    for part, shown in zip(parts, apportion(sum(parts, Fraction()), parts, at), strict=True):
        assert abs(exact(shown) - part) < unit


@given(parts=st.lists(amounts, min_size=1, max_size=8), at=places)
def test_where_plain_rounding_adds_up_it_is_what_is_shown(parts, at):
    whole = sum(parts, Fraction())
    plain = [rounded(part, at) for part in parts]
    ties = [part for part in parts if (abs(part) * 10**at) % 1 == Fraction(1, 2)]
    if sum(plain) == rounded(whole, at) and not ties:
        assert apportion(whole, parts, at) == plain


def test_parts_that_are_not_parts_of_the_total_are_rounded_each_for_itself():
    assert apportion(100, [Fraction("1.005"), Fraction("2.004")]) == [
        Decimal("1.01"), Decimal("2.00"),
    ]  # fmt: skip


def test_parts_start_from_the_total_as_it_is_shown():
    """84.125 is shown as 84.13, and so its parts come to 84.13."""
    parts = [Fraction("40.0625"), Fraction("44.0625")]
    assert [str(part) for part in apportion(Fraction("84.125"), parts)] == ["40.07", "44.06"]
