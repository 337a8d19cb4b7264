"""One number has one rounding, and it never contradicts its colour, its target or its median."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from perfcenter.base.numbers.comparing import is_below
from scoring.sheet.places import completion_of, gap_of, median_of, percent_of, score_of
from scoring.sheet.printed import printed_sheet
from scoring.sheet.samples import sample_sheet
from scoring.sheet.scales import change_in_percent, goal_text, scale_of, scales, telling_apart

scores = st.integers(0, 2_000_000).map(lambda n: n / 10_000)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def line(**changes):
    """A mark that is its own score, without a target."""
    first = sample_sheet().measures[0]
    plain = {"unit": "points", "rule": "value", "target": None, "completion": None,
             "previous_value": None, "peer_median": None, "capped_at": None}  # fmt: skip
    return replace(first, **{**plain, **changes})


def completed(value, target, **changes):
    share = float(Fraction(value) / Fraction(target))
    return line(
        rule="completion", value=Fraction(value), target=Fraction(target), completion=share,
        score=100 * share, **changes,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("score", "median", "written"),
    [
        (89.997, None, "89.997"),
        (94.887, None, "94.89"),
        (94.887, 94.893, "94.887"),
        (94.887, 94.887, "94.89"),
        (84.125, None, "84.13"),
    ],
)
def test_a_score_takes_two_places_or_as_many_as_it_needs(score, median, written):
    assert score_of(line(score=score, peer_median=median)) == written


@given(score=scores, median=scores)
def test_a_score_reads_as_good_only_if_it_is_and_at_the_median_only_if_it_is(score, median):
    one = line(score=score, peer_median=median)
    assert (Decimal(score_of(one)) < 90) == is_below(score, 90)
    assert (gap_of(one) > 0, gap_of(one) == 0) == (score > median, score == median)
    assert gap_of(one) == Decimal(score_of(one)) - Decimal(median_of(one))


@given(value=st.integers(1, 10**7), target=st.integers(1, 10**7))
def test_a_completion_is_the_score_that_it_makes(value, target):
    one = completed(value, target, unit="count")
    assert completion_of(one) == f"{score_of(one)}%"
    assert (percent_of(one) < 100) == (value < target)


@given(value=st.integers(1, 10**10), target=st.integers(1, 10**10))
def test_a_value_that_misses_its_target_reads_as_if_it_did(value, target):
    one = completed(Fraction(value, 100), Fraction(target, 100), unit="yuan")
    scale = scale_of(one)
    assert (scale.shown(one.value) < scale.shown(one.target)) == (value < target)


def test_a_mark_that_is_the_score_reads_as_the_score_does():
    one = line(value=Fraction("89.997"), score=89.997)
    assert scale_of(one).text(one.value) == score_of(one) == "89.997"


@pytest.mark.parametrize(("value", "written"), [("9.997", "9.997"), ("10", "10"), ("9.5", "9.50")])
def test_a_value_short_of_a_step_does_not_read_as_if_it_had_reached_it(value, written):
    one = line(unit="count", rule="tiers", value=Fraction(value), bounds=(Fraction(10),), score=60)
    assert scale_of(one).text(one.value) == written


def test_contributions_add_up_at_the_places_of_the_composite():
    """A composite of 99.9978 under a bound of 100 takes three places, and so do its parts."""
    sheet = sample_sheet()
    first, *others = sheet.dimensions
    lower = replace(first, contribution=first.contribution - 2.2313)
    sheet = replace(sheet, composite=Fraction("99.9978"), dimensions=(lower, *others))
    figures = printed_sheet(sheet)
    assert (figures.composite, figures.adds_up) == (Decimal("99.998"), True)
    assert {-d.contribution.as_tuple().exponent for d in figures.dimensions} == {3}


def test_a_goal_is_written_as_it_was_typed():
    scale = next(scales("yuan"))
    assert goal_text(scale, Fraction(1_234_500)) == "CNY 1,234.5 k"
    assert goal_text(scale, Fraction("1234567.89")) == "CNY 1,234.56789 k"


def test_two_values_that_differ_are_told_apart():
    scale = next(scales("ratio"))
    fine = telling_apart(scale, Fraction("0.00501"), Fraction("0.00502"))
    assert (fine.text(Fraction("0.00501")), fine.text(Fraction("0.00502"))) == ("0.501", "0.502")


def test_a_change_is_nothing_only_if_nothing_changed():
    assert change_in_percent(Fraction(100_000), Fraction(100_001)) == Decimal("0.001")
    assert change_in_percent(Fraction(7), Fraction(7)) == 0


def test_beside_a_median_in_whole_points_a_score_keeps_its_two_places():
    one = line(score=91.003, peer_median=91.0, median_places=0)
    assert (score_of(one), median_of(one), gap_of(one)) == ("91.00", "91", Decimal(0))
    assert (score_of(replace(one, median_places=2)), median_of(one)) == ("91.003", "91")
