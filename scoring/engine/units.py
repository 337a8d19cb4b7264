"""Scoring rules by the unit: points given or taken for every unit of the value.

Values are exact (`Fraction`, or None where there is none), scores float64, NaN where out.
"""

from fractions import Fraction

import numpy as np

from scoring.engine.columns import ObjectArray, floats, objects
from scoring.engine.scored import NO_DATA, Number, Scored, check_range, kept, statuses


def points_per_unit(
    values: ObjectArray,
    points: Number,
    *,
    unit: Number = 1,
    whole: bool = False,
    floor: Number | None = None,
    cap: Number | None = None,
) -> Scored:
    """Give points for every unit of the value.

    Formula: points * value / unit, kept within floor..cap; with `whole`, value / unit is cut
    towards zero first.
    Args:
        values: Fractions or None in the measure's unit, shape (M).
        points: points a unit. unit: the size of a unit in the measure's unit, above 0.
        whole: only whole units count, on the net sum.
        floor: least points, None for none. cap: most points, None for none.
    Returns:
        Points, statuses, and the points before floor and cap, shape (M).
    Example:
        >>> from scoring.engine.columns import objects
        >>> values = objects([Fraction(27, 10), Fraction(-27, 10), None])
        >>> points_per_unit(values, Fraction(1, 5), whole=True).score
        array([ 0.4, -0.4,  nan])

    Edge cases: a negative value (cancelled sales) takes points off unless there is a floor; no
        value: out.
    Raises:
        ValueError: the unit is not above 0, or floor is above cap.
    Source: docs/engine.md, "Scores".
    """
    check_range(floor, cap)
    exact = _points(values, points, unit, whole=whole)
    earned = floats(exact)
    return Scored(kept(earned, floor, cap), statuses(np.isnan(earned), NO_DATA), exact)


def deduct_per_unit(
    values: ObjectArray,
    points: Number,
    *,
    unit: Number = 1,
    whole: bool = False,
    start: Number = 100,
    floor: Number | None = 0,
) -> Scored:
    """Take points off a start for every unit of the value.

    Formula: start - points * value / unit, at least the floor; with `whole`, value / unit is cut
    towards zero first.
    Args:
        values: Fractions or None in the measure's unit, shape (M).
        points: points a unit. unit: the size of a unit in the measure's unit, above 0.
        whole: only whole units count, on the net sum.
        start: the score without a unit. floor: least score, None for none.
    Returns:
        Scores, statuses, and the scores before start and floor bound them, shape (M).
    Example:
        >>> from scoring.engine.columns import objects
        >>> deduct_per_unit(objects([0, 3, 70, None]), 2).score
        array([100.,  94.,   0.,  nan])

    Edge cases: never above the start; no value: out. A deduction from the composite is not this
        but `points_per_unit` (points taken off are positive).
    Raises:
        ValueError: the unit is not above 0, or floor is above start.
    Source: docs/engine.md, "Scores".
    """
    check_range(floor, start)
    exact = _points(values, points, unit, whole=whole)
    taken = floats(exact)
    left = objects(None if off is None else start - off for off in exact)
    return Scored(
        kept(float(start) - taken, floor, start), statuses(np.isnan(taken), NO_DATA), left
    )


def units_counted(value: Number, unit: Number, *, whole: bool) -> Fraction:
    """Return how many units of a value count.

    Formula: value / unit; with `whole`, cut towards zero.
    Args:
        value: in the measure's unit.
        unit: the size of a unit in the measure's unit, above 0.
        whole: only whole units count.
    Returns:
        The units, exact.
    Example:
        >>> units_counted(Fraction(-27, 10), 1, whole=True), units_counted(5, 2, whole=False)
        (Fraction(-2, 1), Fraction(5, 2))

    Edge cases: a negative value counts negative units.
    Raises:
        ZeroDivisionError: the unit is 0.
    Source: docs/engine.md, "Scores".
    """
    units = Fraction(value) / unit
    return Fraction(int(units)) if whole else units


def _points(values: ObjectArray, points: Number, unit: Number, *, whole: bool) -> ObjectArray:
    if unit <= 0:
        raise ValueError(f"unit is {unit}; expected more than 0")
    return objects(
        None if amount is None else points * units_counted(amount, unit, whole=whole)
        for amount in values
    )
