"""Numbers at the places the eye gets, and parts that add up to their total."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from perfcenter.base.numbers.rounding import apportion, exact, rounded

amounts = st.fractions(min_value=-1000, max_value=1000, max_denominator=997)
places = st.integers(min_value=0, max_value=4)


def test_ties_go_to_the_even_neighbour():
    assert [rounded(Fraction(n, 8), 2) for n in (1, 3, 5)] == [
        Decimal("0.12"), Decimal("0.38"), Decimal("0.62"),
    ]  # fmt: skip


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
        Decimal("1.00"), Decimal("2.00"),
    ]  # fmt: skip
