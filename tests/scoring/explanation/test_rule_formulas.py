"""From value to score for every rule, in its cuts and corners too: it comes out as shown."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcenter.base.numbers.rounding import rounded
from scoring.explanation.formulas import Formula, anchored
from scoring.explanation.score_formulas import points_formula, score_formula
from scoring.graph.column import Column
from scoring.graph.states import State
from scoring.scheme.compiling import policy_of
from scoring.scheme.model import Measure, PointsMeasure
from scoring.scheme.reading import parse
from scoring.scheme.shipped import BALANCED
from scoring.sheet.first_layout import NOBODY_ELSE, before_bounds
from scoring.sheet.model import MeasureLine
from scoring.sheet.samples import sample_sheet
from tests.scoring.explanation.arithmetic import is_true, written

WORDS = {"title": "M", "title_zh": "指标", "meaning": "m", "meaning_zh": "说明"}
CENTS = st.integers(-(10**12), 10**12).map(lambda n: Fraction(n, 100))
SMALL = st.integers(1, 10**7).map(lambda n: Fraction(n, 10**4))


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def measure(rule: dict[str, Any], unit: str, direction: str = "higher", *, bonus: bool = False):
    metric = {"yuan": "fees", "ratio": "npl_ratio", "count": "sales_quantity"}.get(unit, "value")
    source = {"metric": metric}
    if metric in {"fees", "sales_quantity"}:
        source |= {"families": ["fee"]}
    common = {"code": "M", "unit": unit, "direction": direction, "source": source, "rule": rule}
    if bonus:
        return PointsMeasure.model_validate({**WORDS, **common})
    return Measure.model_validate({**WORDS, **common, "dimension": "d", "weight": 100})


def line(of, value, target=None, score=None) -> MeasureLine:
    values, targets = (
        Column.from_cells([[cell]], state)
        for cell, state in ((value, State.NO_DATA), (target, State.NO_TARGET))
    )
    scored = of.rule.score(NOBODY_ELSE, values, targets, policy_of(of)).at(0, 0)
    uncapped, _completion = before_bounds(of, value, target)
    points = scored if score is None else score
    return MeasureLine(
        code="M", title="M", unit=of.unit, lower_is_better=of.lower_is_better, status="scored",
        value=value, target=target, score=float(points), weight=0.5, contribution=1.0,
        completion=None, capped_at=None, peer_median=None, previous_value=None,
        rule=of.rule.name, meaning="", uncapped=uncapped,
    )  # fmt: skip


def read(of, value, target=None, score=None) -> str:
    return written(score_formula(of, line(of, value, target, score)))


@settings(max_examples=200, deadline=None)
@given(value=CENTS, target=SMALL.map(lambda n: n * 1000), unit=st.sampled_from(["yuan", "points"]))
def test_a_completion_is_written_so_that_it_comes_out(value, target, unit):
    of = measure({"name": "completion", "floor": 0, "cap": 150}, unit)
    formula = score_formula(of, line(of, value, target))
    assert is_true(formula), written(formula)


@settings(max_examples=200, deadline=None)
@given(value=SMALL, target=SMALL)
def test_so_is_one_where_lower_is_better(value, target):
    of = measure({"name": "completion", "cap": 150}, "points", "lower")
    formula = score_formula(of, line(of, value, target))
    assert is_true(formula), written(formula)


@settings(max_examples=200, deadline=None)
@given(value=st.fractions(0, Fraction(6, 100), max_denominator=10**9))
def test_between_two_anchors_the_rate_has_as_many_places_as_it_takes(value):
    rule = {"name": "linear", "best": Fraction(1, 200), "worst": Fraction(1, 20)}
    of = measure(rule, "ratio", "lower")
    share = min(max((Fraction(1, 20) - value) / Fraction(9, 200), Fraction(0)), Fraction(1))
    formula = score_formula(of, line(of, value, score=100 * share))
    assert is_true(formula), written(formula)


@settings(max_examples=100, deadline=None)
@given(value=SMALL, per=st.sampled_from([1, 3, 10]), whole=st.booleans(), bonus=st.booleans())
def test_points_a_unit_come_out_whole_units_or_not(value, per, whole, bonus):
    name = "points_per_unit" if bonus else "deduct_per_unit"
    rule = {"name": name, "points": Fraction(3, 10), "per": per, "whole_units": whole}
    of = measure(rule, "hours", bonus=bonus)
    formula = score_formula(of, line(of, value))
    assert is_true(formula), written(formula)


def test_amounts_share_a_unit_in_which_their_quotient_can_be_recomputed():
    of = measure({"name": "completion"}, "yuan")
    plan = read(of, Fraction("137175629.63"), Fraction(127_700_000))
    assert plan == "Score: 107.42 = CNY 137,175.6 k ÷ CNY 127,700.0 k × 100"
    small = read(of, Fraction("6438.11"), Fraction(6200))
    assert small == "Score: 103.84 = CNY 6,438.11 ÷ CNY 6,200.00 × 100"


def test_a_score_that_was_cut_says_what_it_was_before():
    of = measure({"name": "completion", "floor": 0, "cap": 150}, "points")
    assert read(of, Fraction(90), Fraction(30)) == (
        "Score: 150.00 ← 300.00 = 90.00 points ÷ 30.00 points × 100"
    )
    assert read(of, Fraction(-15), Fraction(30)).startswith("Score: 0.00 ← −50.00 = ")


def test_at_or_beyond_an_anchor_the_line_says_on_which_side():
    rule = {"name": "linear", "best": Fraction(1, 200), "worst": Fraction(1, 20)}
    of = measure(rule, "ratio", "lower")
    captions = [
        score_formula(of, line(of, Fraction(value), score=score)).pieces[2].caption
        for value, score in ((0, 100), (1, 0))
    ]
    assert captions == ["0.50% or less: full score", "5.00% or more: 0"]
    up = measure({"name": "linear", "best": 95, "worst": 60, "worst_score": 10}, "points")
    captions = [
        score_formula(up, line(up, Fraction(value), score=score)).pieces[2].caption
        for value, score in ((95, 100), (20, 10))
    ]
    assert captions == ["95.00 points or more: full score", "60.00 points or less: 10"]


def test_nothing_where_lower_is_better_scores_the_cap_and_divides_by_nothing():
    of = measure({"name": "completion", "cap": 150}, "points", "lower")
    assert read(of, Fraction(0), Fraction(5), score=150) == "Score: 150.00 = 150.00 ← 0.00 points"


@pytest.mark.parametrize(
    ("brought", "said"),
    [
        (Fraction(3), "Contribution: +3.00 = 3.00"),
        (Fraction(5, 2), "Contribution: +2.50 = 3.00 × 5 ÷ 6.00"),
    ],
)
def test_a_bonus_that_the_limit_cut_says_how_and_one_that_it_did_not_says_nothing(brought, said):
    """Two of three points each: beyond five together they shrink alike."""
    of = measure({"name": "points_per_unit", "points": 1}, "points", bonus=True)
    one = replace(line(of, Fraction(3)), contribution=float(brought))
    sheet = replace(sample_sheet(), bonus=(one, replace(one, code="N")), bonus_cap=5.0)
    scheme = parse(BALANCED.read_bytes(), file="balanced.toml")
    formula = points_formula(scheme, sheet, one, rounded(brought))
    assert written(formula) == said


@pytest.mark.parametrize(("with_line", "place"), [(True, "#value"), (False, "#records")])
def test_a_value_leads_to_its_own_line_or_to_its_records(with_line, place):
    of = measure({"name": "completion"}, "points")
    lines = [score_formula(of, line(of, Fraction(9), Fraction(10)))]
    lines += [Formula("M", (), "", "value")] if with_line else []
    terms = [piece for piece in anchored(lines, "#records")[0].pieces if not piece.is_sign]
    assert [piece.href for piece in terms] == ["", place, "", ""]
