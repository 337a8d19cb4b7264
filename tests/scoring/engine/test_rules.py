"""From a value and a target to a score: the stated result of every case."""

from fractions import Fraction

import numpy as np
import pytest

from scoring.engine import rules
from tests.scoring.engine.builders import exact


def _one(value, target, **options) -> tuple[float | None, str]:
    result = rules.completion(exact(value), exact(target), **options)
    score = float(result.score[0])
    return (None if np.isnan(score) else score), str(result.status[0])


def test_completion_is_the_ratio_in_percent() -> None:
    """83 of 80 score 103.75."""
    assert _one(83, 80) == (103.75, "scored")


@pytest.mark.parametrize(("value", "score"), [(-5, 0), (200, 150), (119, 119)])
def test_completion_is_kept_between_floor_and_cap(value, score) -> None:
    """A loss scores the floor, twice the target the cap."""
    assert _one(value, 100, floor=0, cap=150) == (score, "scored")


def test_completion_without_floor_goes_below_zero() -> None:
    """With no floor a loss scores below zero."""
    assert _one(-5, 100, floor=None) == (-5, "scored")


@pytest.mark.parametrize(
    ("value", "score"), [(50, 150), (100, 100), (200, 50), (0, 150), (-1, 150)]
)
def test_completion_where_lower_is_better_turns_the_ratio_round(value, score) -> None:
    """Half of the planned cost scores the cap, twice of it 50; nothing at all the cap."""
    assert _one(value, 100, cap=150, lower_is_better=True) == (score, "scored")


def test_completion_without_value_is_out() -> None:
    """No value is told before no target."""
    assert _one(None, None) == (None, "no_data")


@pytest.mark.parametrize(("policy", "score"), [("out", None), ("zero", 0)])
def test_completion_without_target_does_as_the_scheme_says(policy, score) -> None:
    """A missing target is out or scores 0."""
    assert _one(5, None, missing_target=policy) == (score, "no_target")


def test_completion_with_a_default_target_is_scored_against_it() -> None:
    """A default takes the place of a missing target only."""
    targets = rules.with_default(exact(None, 10), Fraction(20))
    assert rules.completion(exact(5, 5), targets).score.tolist() == [25, 50]


@pytest.mark.parametrize(
    ("value", "target", "policy", "score"),
    [
        (5, 0, "out", None),
        (0, 0, "hundred", 100),
        (-1, 0, "hundred", 0),
        (-50, -100, "hundred", 100),
        (-150, -100, "hundred", 0),
    ],
)
def test_completion_of_a_zero_target_is_out_or_all_or_nothing(value, target, policy, score) -> None:
    """A target of zero or below has no ratio; reached it may count 100."""
    assert _one(value, target, zero_target=policy) == (score, "zero_target")


def test_completion_where_lower_is_better_needs_a_cap() -> None:
    """Otherwise a value of 0 would score without end."""
    with pytest.raises(ValueError, match="needs a cap"):
        _one(1, 1, lower_is_better=True)


def test_a_floor_above_the_cap_is_refused() -> None:
    """A range that holds nothing is a mistake of the scheme."""
    with pytest.raises(ValueError, match="floor 150 is above cap 100"):
        _one(1, 1, floor=150, cap=100)


NPL = ((Fraction(5, 1000), 100), (Fraction(5, 100), 0))


@pytest.mark.parametrize(
    ("ratio", "score"), [("0", 100), ("0.005", 100), ("0.0275", 50), ("0.05", 0), ("0.7", 0)]
)
def test_a_falling_line_scores_between_its_anchors(ratio, score) -> None:
    """The bad-loan ratio: 100 up to 0.5%, 0 from 5%, half-way between them 50."""
    assert rules.linear(exact(ratio), NPL).score[0] == pytest.approx(score, abs=1e-12)


def test_a_line_does_not_care_which_anchor_comes_first() -> None:
    """The anchors may be given in either order."""
    values = exact("0.001", "0.01", "0.049")
    turned = rules.linear(values, (NPL[1], NPL[0])).score
    assert turned == pytest.approx(rules.linear(values, NPL).score, abs=1e-12)


def test_a_line_through_one_value_is_refused() -> None:
    """Two anchors at one value are no line."""
    with pytest.raises(ValueError, match="both anchors"):
        rules.linear(exact(1), ((1, 0), (1, 100)))


STEPS = [(Fraction(1, 3), 60), (1, 100), (2, 120)]


@pytest.mark.parametrize(
    ("value", "score"), [("0.333333", 0), ("1/3", 60), ("0.999999", 60), ("1", 100), ("9", 120)]
)
def test_a_step_is_reached_exactly(value, score) -> None:
    """A third is reached by a third, not by 0.333333."""
    assert rules.tiers(exact(value), STEPS).score.tolist() == [score]


@pytest.mark.parametrize(("value", "score"), [("1/3", 60), ("0.5", 100), ("2", 120), ("3", 7)])
def test_steps_may_be_read_as_up_to(value, score) -> None:
    """Where lower is better a bound says up to, and beyond the last there is a score too."""
    found = rules.tiers(exact(value), STEPS, beyond=7, lower_is_better=True)
    assert found.score.tolist() == [score]


def test_two_steps_at_one_bound_are_refused() -> None:
    """Nobody could say which holds."""
    with pytest.raises(ValueError, match="different bounds"):
        rules.tiers(exact(1), [(1, 2), (Fraction(1), 3)])


@pytest.mark.parametrize(("value", "points"), [("2.9", 0.4), ("-2.9", -0.4), ("0.99", 0)])
def test_whole_units_are_cut_towards_zero(value, points) -> None:
    """2.9 units count as 2, cancelled 2.9 as -2."""
    found = rules.points_per_unit(exact(value), Fraction(1, 5), whole=True)
    assert found.score.tolist() == [points]


def test_points_are_capped() -> None:
    """Most points and least points hold for each measure."""
    found = rules.points_per_unit(exact(90, -90), 1, unit=10, floor=-2, cap=5)
    assert found.score.tolist() == [5, -2]


def test_units_of_nothing_are_refused() -> None:
    """A unit of 0 cannot be counted."""
    with pytest.raises(ValueError, match="unit is 0"):
        rules.points_per_unit(exact(1), 1, unit=0)


def test_deductions_start_from_a_hundred_and_stop_at_the_floor() -> None:
    """Two points an event: 100, 96, and 0 after sixty."""
    assert rules.deduct_per_unit(exact(0, 2, 60), 2).score.tolist() == [100, 96, 0]


def test_a_value_is_its_own_score() -> None:
    """93.2 is 93.2; without a mark a judgment is not judged yet."""
    found = rules.value(exact("93.2", None), missing="not_judged")
    assert found.score[0] == 93.2
    assert found.status.tolist() == ["scored", "not_judged"]


@pytest.mark.parametrize(
    "rule",
    [
        lambda v: rules.value(v),
        lambda v: rules.linear(v, NPL),
        lambda v: rules.tiers(v, STEPS),
        lambda v: rules.points_per_unit(v, 1),
        lambda v: rules.deduct_per_unit(v, 1),
    ],
)
def test_without_a_value_every_rule_is_out(rule) -> None:
    """No rule makes a score out of nothing, and none minds an empty column."""
    found = rule(exact(None))
    assert np.isnan(found.score).all()
    assert found.status.tolist() == ["no_data"]
    assert len(rule(exact()).score) == 0


@pytest.mark.parametrize("whole", [True, False])
def test_before_its_bounds_a_score_is_exactly_what_its_formula_comes_to(whole) -> None:
    values = exact("90", "-27/10", None)
    targets = exact("30", "3", "3")
    assert rules.completion(values, targets, cap=150).uncapped.tolist() == [300, -90, None]
    assert rules.value(values, floor=0, cap=50).uncapped.tolist() == values.tolist()
    units = [90, -2 if whole else Fraction(-27, 10)]
    points = rules.points_per_unit(values, 2, whole=whole, floor=0, cap=50).uncapped
    assert points.tolist() == [2 * units[0], 2 * units[1], None]
    left = rules.deduct_per_unit(values, 2, whole=whole).uncapped
    assert left.tolist() == [100 - 2 * units[0], 100 - 2 * units[1], None]


def test_a_value_of_0_where_lower_is_better_is_without_bound_before_its_cap() -> None:
    result = rules.completion(exact("0", "4"), exact("2", "2"), cap=150, lower_is_better=True)
    assert (result.score[0], result.uncapped.tolist()) == (150.0, [None, 50])


def test_tables_and_lines_between_anchors_have_no_score_before_bounds() -> None:
    values = exact("7", "900")
    assert rules.tiers(values, [(5, 60)]).uncapped.tolist() == [None, None]
    assert rules.linear(values, ((10, 100), (0, 0))).uncapped.tolist() == [None, None]
