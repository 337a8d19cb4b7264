"""A measure on the sheet: how far a plan was reached, and whether the cap cut the score."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from scoring.models import MeasureScore
from scoring.scheme.measures import Measure
from scoring.sheet.first_layout import before_bounds
from scoring.sheet.lines import capped_at

WORDS = {"title": "M", "title_zh": "指标", "meaning": "m", "meaning_zh": "说明"}
COMPLETION = {"name": "completion", "cap": 150}
VALUE = {"name": "value", "cap": 100}


def measure(rule: dict[str, Any] = COMPLETION, direction: str = "higher") -> Measure:
    given = {"code": "M", "unit": "points", "source": {"metric": "value"}, "dimension": "d"}
    return Measure.model_validate(
        {**WORDS, **given, "weight": 100, "direction": direction, "rule": rule}
    )


def exact(number: float | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def cap_of(of: Measure, value: float, target: float | None, status: str = "scored") -> float | None:
    uncapped, _completion = before_bounds(of, exact(value), exact(target))
    return capped_at(of, MeasureScore(status=status, uncapped=uncapped))


def completion(of: Measure, value: float | None, target: float | None) -> Fraction | None:
    return before_bounds(of, exact(value), exact(target))[1]


@pytest.mark.parametrize(
    ("direction", "value", "target", "met"),
    [
        ("higher", 5, 4, 1.25),
        ("higher", 0, 4, 0.0),
        ("higher", -1, 4, -0.25),
        ("lower", 5, 4, Fraction(4, 5)),
        ("lower", 4, 4, 1.0),
        ("lower", Fraction(1, 4), 4, 16),
    ],
)
def test_completion_is_value_over_target_or_where_lower_is_better_target_over_value(
    direction, value, target, met
):
    assert completion(measure(direction=direction), value, target) == met


@pytest.mark.parametrize("value", [0, -1])
def test_where_lower_is_better_nothing_or_less_has_no_completion_and_scores_the_cap(value):
    """Nothing can be divided by it: the score is beyond any cap, the completion no number."""
    of = measure(direction="lower")
    assert completion(of, value, 4) is None
    assert before_bounds(of, exact(value), Fraction(4)) == (None, None)
    assert cap_of(of, value, 4) == 150


@pytest.mark.parametrize("direction", ["higher", "lower"])
@pytest.mark.parametrize(("value", "target"), [(None, 4), (5, None), (5, 0), (5, -1), (0, 0)])
def test_without_a_value_or_a_target_above_zero_there_is_no_completion(direction, value, target):
    assert completion(measure(direction=direction), value, target) is None


def test_a_rule_without_a_plan_has_no_completion():
    assert completion(measure(VALUE), 5, 4) is None


@pytest.mark.parametrize(
    ("direction", "value", "cap"),
    [
        ("higher", 150, None),
        ("higher", 150.01, 150),
        ("higher", 99, None),
        ("lower", Fraction(10_000, 150), None),
        ("lower", 66, 150),
        ("lower", 100, None),
    ],
)
def test_a_score_on_the_cap_is_not_cut_and_one_above_it_is(direction, value, cap):
    assert cap_of(measure(direction=direction), value, 100) == cap


@pytest.mark.parametrize(("value", "cap"), [(100, None), (100.5, 100)])
def test_a_value_taken_as_the_score_is_cut_above_its_cap(value, cap):
    assert cap_of(measure(VALUE), value, None) == cap


def test_without_a_cap_nothing_is_cut():
    assert cap_of(measure({"name": "completion"}), 900, 1) is None


@pytest.mark.parametrize("status", ["no_data", "no_target", "zero_target"])
def test_a_measure_that_is_out_is_not_cut(status):
    assert cap_of(measure(), 900, 1, status) is None
