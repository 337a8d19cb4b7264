"""Scoring rules: from a value (and a target) to a score, for every manager at once.

Values and targets are exact (`Fraction`, or None where there is none), scores float64. A measure
is out exactly where its score is NaN; the status says what happened. The rules that count units
live in `units` and are named here too.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import numpy as np

from scoring.engine.columns import BoolArray, ObjectArray, floats, nothing
from scoring.engine.scored import (
    NO_DATA,
    NO_TARGET,
    SCORED,
    ZERO_TARGET,
    Missing,
    Number,
    Scored,
    check_range,
    kept,
    statuses,
)
from scoring.engine.units import deduct_per_unit, points_per_unit

__all__ = [
    "Scored",
    "completion",
    "deduct_per_unit",
    "linear",
    "points_per_unit",
    "tiers",
    "value",
    "with_default",
]

ZeroTarget = Literal["out", "hundred"]
MissingTarget = Literal["out", "zero"]


def completion(
    values: ObjectArray,
    targets: ObjectArray,
    *,
    floor: Number | None = 0,
    cap: Number | None = None,
    lower_is_better: bool = False,
    zero_target: ZeroTarget = "out",
    missing_target: MissingTarget = "out",
) -> Scored:
    """Score the completion of a target.

    Formula: 100 * value / target, or 100 * target / value where lower is better, kept within
    floor..cap.
    Args:
        values: Fractions or None in the measure's unit, shape (M).
        targets: Fractions or None in the same unit, shape (M); a default target is put in
            before (`with_default`).
        floor: least score, None for none. cap: greatest score, None for none.
        lower_is_better: a smaller value scores more.
        zero_target: "out", or "hundred": 100 if value >= target (<= where lower is better) else 0.
        missing_target: "out", or "zero": scores 0.
    Returns:
        Scores on the 100 scale, statuses, and 100 times the ratio before floor and cap, shape (M).
    Example:
        >>> from scoring.engine.columns import objects
        >>> result = completion(objects([90, 90, None, 5]), objects([100, 50, 80, 0]), cap=150)
        >>> result.score, result.status.tolist()
        (array([ 90., 150.,  nan,  nan]), ['scored', 'scored', 'no_data', 'zero_target'])
        >>> result.uncapped
        array([Fraction(90, 1), Fraction(180, 1), None, None], dtype=object)

    Edge cases: no value: out. A target below zero has no ratio that means anything and counts as
        a zero target. Where lower is better, a value of 0 or less scores the cap: the ratio is
        without bound, and there is none to return.
    Raises:
        ValueError: floor is above cap, or lower is better without a cap.
    Source: docs/engine.md, "Scores".
    """
    check_range(floor, cap)
    if lower_is_better and cap is None:
        raise ValueError("completion where lower is better needs a cap")
    value, target = floats(values), floats(targets)
    status = statuses(np.isnan(value), NO_DATA)
    status[(status == SCORED) & np.isnan(target)] = NO_TARGET
    status[(status == SCORED) & (target <= 0)] = ZERO_TARGET
    top, bottom = (target, value) if lower_is_better else (value, target)
    whole = (status == SCORED) & (bottom > 0)
    percent = np.divide(100 * top, bottom, out=np.full(len(value), np.inf), where=whole)
    score = np.where(status == SCORED, kept(percent, floor, cap), np.nan)
    if missing_target == "zero":
        score[status == NO_TARGET] = 0
    if zero_target == "hundred":
        met = value <= target if lower_is_better else value >= target
        score = np.where(status == ZERO_TARGET, np.where(met, 100.0, 0.0), score)
    exact = (targets, values) if lower_is_better else (values, targets)
    return Scored(score, status, _percents(*exact, whole))


def _percents(top: ObjectArray, bottom: ObjectArray, whole: BoolArray) -> ObjectArray:
    percents = nothing(len(whole))
    for i in np.flatnonzero(whole):
        percents[i] = Fraction(100 * top[i]) / bottom[i]
    return percents


def with_default(targets: ObjectArray, default: Number) -> ObjectArray:
    """Put a default in the place of missing targets.

    Formula: target, or the default where there is none.
    Args:
        targets: Fractions or None in the measure's unit, shape (M).
        default: in the same unit.
    Returns:
        Fractions, shape (M).
    Example:
        >>> from scoring.engine.columns import objects
        >>> with_default(objects([None, 3]), 40)
        array([40, 3], dtype=object)

    Edge cases: a target of 0 is a target, and stays.
    Raises: nothing.
    Source: docs/scheme.md, Rules: a missing target takes the default.
    """
    filled = targets.copy()
    filled[[target is None for target in targets]] = default
    return filled


def value(
    values: ObjectArray,
    *,
    floor: Number | None = None,
    cap: Number | None = None,
    missing: Missing = "no_data",
) -> Scored:
    """Take the value itself as the score.

    Formula: score = value, kept within floor..cap.
    Args:
        values: Fractions or None, in points, shape (M).
        floor: least score, None for none. cap: greatest score, None for none.
        missing: the status without a value: "no_data", or "not_judged" for a judgment.
    Returns:
        Scores, statuses, and the values as they were before floor and cap, shape (M).
    Example:
        >>> from fractions import Fraction
        >>> from scoring.engine.columns import objects
        >>> value(objects([Fraction(187, 2), None]), missing="not_judged").status.tolist()
        ['scored', 'not_judged']

    Edge cases: no value: out.
    Raises:
        ValueError: floor is above cap.
    Source: docs/engine.md, "Scores".
    """
    check_range(floor, cap)
    score = floats(values)
    return Scored(kept(score, floor, cap), statuses(np.isnan(score), missing), values)


def linear(
    values: ObjectArray, anchors: tuple[tuple[Number, Number], tuple[Number, Number]]
) -> Scored:
    """Score on a straight line between two anchors, level beyond them.

    Formula: s0 + (s1 - s0) * (x - x0) / (x1 - x0), x kept between x0 and x1.
    Args:
        values: x, Fractions or None in the measure's unit, shape (M).
        anchors: (x0, s0) and (x1, s1): a value in that unit and its score; either order, either
            direction.
    Returns:
        Scores and statuses, shape (M).
    Example:
        >>> from fractions import Fraction
        >>> from scoring.engine.columns import objects
        >>> ratios = objects([Fraction(1, 1000), Fraction(1, 100), Fraction(9, 100), None])
        >>> linear(ratios, ((Fraction(5, 1000), 100), (Fraction(5, 100), 0))).score.round(4)
        array([100.    ,  88.8889,   0.    ,      nan])

    Edge cases: no value: out.
    Raises:
        ValueError: both anchors have the same value.
    Source: docs/engine.md, "Scores".
    """
    (x0, s0), (x1, s1) = anchors
    if x0 == x1:
        raise ValueError(f"both anchors are at {x0}; expected two values")
    x = floats(values)
    way = np.clip((x - float(x0)) / float(x1 - x0), 0, 1)
    score = float(s0) + float(s1 - s0) * way
    return Scored(score, statuses(np.isnan(x), NO_DATA), nothing(len(x)))


def tiers(
    values: ObjectArray,
    steps: Sequence[tuple[Number, Number]],
    *,
    beyond: Number = 0,
    lower_is_better: bool = False,
) -> Scored:
    """Score by a table of steps.

    Formula: the score of the highest bound <= value; where lower is better, of the lowest
    bound >= value; `beyond` if there is none.
    Args:
        values: Fractions or None in the measure's unit, shape (M).
        steps: (bound, score), in any order.
        beyond: the score of a value that reaches no step.
        lower_is_better: bounds are read as "up to" instead of "from".
    Returns:
        Scores and statuses, shape (M).
    Example:
        >>> from scoring.engine.columns import objects
        >>> tiers(objects([4, 5, 11, None]), [(5, 60), (10, 100)]).score
        array([  0.,  60., 100.,  nan])

    Edge cases: a value on a bound has reached it, compared exactly; no value: out.
    Raises:
        ValueError: there are no steps, or two at one bound.
    Source: docs/engine.md, "Scores".
    """
    if not steps or len({bound for bound, _ in steps}) != len(steps):
        raise ValueError("expected one or more steps at different bounds")
    score = np.array([np.nan if v is None else float(beyond) for v in values], dtype=np.float64)
    for bound, reached in sorted(steps, reverse=lower_is_better):
        at = _at_most(values, bound) if lower_is_better else _at_least(values, bound)
        score[at] = float(reached)
    return Scored(score, statuses(np.isnan(score), NO_DATA), nothing(len(score)))


def _at_least(values: ObjectArray, bound: Number) -> BoolArray:
    return np.array([v is not None and v >= bound for v in values], dtype=np.bool_)


def _at_most(values: ObjectArray, bound: Number) -> BoolArray:
    return np.array([v is not None and v <= bound for v in values], dtype=np.bool_)
