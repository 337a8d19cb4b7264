"""A number takes the places it needs: it never reads as something that it is not."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcenter.base.numbers.places import own_places, places_for
from perfcenter.base.numbers.rounding import exact, rounded

scores = st.decimals(0, 150, places=4, allow_nan=False)


def shown(value, **beside) -> str:
    return str(rounded(value, places_for(value, **beside)))


@pytest.mark.parametrize(
    ("value", "written"),
    [("89.997", "89.997"), ("89.9999", "89.9999"), ("89.99", "89.99"), ("90", "90.00"),
     ("90.003", "90.00"), ("84.125", "84.13")],
)  # fmt: skip
def test_what_is_short_of_a_bound_does_not_read_as_if_it_had_reached_it(value, written):
    assert shown(Decimal(value), at_least=[75, 90, 110]) == written


def test_a_float_that_is_the_bound_but_for_its_noise_is_at_it():
    assert shown(89.99999999999, at_least=[90]) == "90.00"


def test_a_bound_with_many_places_is_compared_whole():
    assert shown(Fraction("89.9942"), at_least=[Fraction("89.994")]) == "89.994"
    assert shown(Fraction("89.9938"), at_least=[Fraction("89.994")]) == "89.99"


def test_where_less_is_better_a_limit_is_not_kept_by_rounding():
    assert shown(Fraction("0.5004"), at_most=[Fraction("0.5")]) == "0.5004"


@given(value=scores, bound=scores)
def test_a_number_stands_to_every_bound_as_it_reads(value, bound):
    places = places_for(value, at_least=[bound])
    assert (rounded(value, places) < bound) == (value < bound)


@given(one=scores, other=scores)
def test_two_that_differ_read_as_different_in_the_same_order(one, other):
    places = places_for(one, apart=[other])
    first, second = rounded(one, places), rounded(other, places)
    assert (first > second, first == second) == (one > other, one == other)
    assert places == places_for(other, apart=[one])


@given(st.decimals(-1000, 1000, places=5, allow_nan=False))
def test_a_number_is_whole_at_its_own_places(value):
    places = own_places(value)
    assert exact(rounded(value, places)) == exact(value)
    assert places == 2 or exact(rounded(value, places - 1)) != exact(value)
