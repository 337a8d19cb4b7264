"""What every scoring rule returns: scores, and a status that says what happened."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from scoring.engine.columns import BoolArray, FloatArray, ObjectArray, TextArray

SCORED = "scored"
NO_DATA = "no_data"
NO_TARGET = "no_target"
ZERO_TARGET = "zero_target"
NOT_JUDGED = "not_judged"
STATUS = "<U11"

Missing = Literal["no_data", "not_judged"]
Number = Fraction | int


@dataclass(frozen=True)
class Scored:
    """Scores of one measure, a row a manager."""

    score: FloatArray  # NaN where the measure is out
    status: TextArray  # scored, no_data, no_target, zero_target, not_judged
    uncapped: ObjectArray  # exact, before floor and cap; None without formula, or without bound


def statuses(missing: BoolArray, without: str) -> TextArray:
    """Return "scored", or the status of a measure without a value.

    Formula: `without` where missing, else "scored".
    Args:
        missing: where there is no value, shape (M).
        without: the status there.
    Returns:
        Statuses, shape (M).
    Example:
        >>> statuses(np.array([False, True]), NOT_JUDGED).tolist()
        ['scored', 'not_judged']

    Edge cases: no managers give an empty column.
    Raises: nothing.
    Source: docs/engine.md, "Scores".
    """
    return np.where(missing, without, SCORED).astype(STATUS)


def kept(score: FloatArray, floor: Number | None, cap: Number | None) -> FloatArray:
    """Keep scores within a range.

    Formula: min(cap, max(floor, score)).
    Args:
        score: points, NaN where out, shape (M).
        floor: least score, None for none. cap: greatest score, None for none.
    Returns:
        Points, shape (M).
    Example:
        >>> kept(np.array([-1.0, 90.0, 170.0, np.nan]), 0, 150)
        array([  0.,  90., 150.,  nan])

    Edge cases: NaN stays NaN.
    Raises: nothing (`check_range` refuses a floor above the cap).
    Source: docs/engine.md, "Scores".
    """
    least = -np.inf if floor is None else float(floor)
    most = np.inf if cap is None else float(cap)
    inside: FloatArray = np.clip(score, least, most)
    return inside


def check_range(floor: Number | None, cap: Number | None) -> None:
    """Refuse a floor above the cap.

    Formula: floor <= cap.
    Args:
        floor: least score, None for none. cap: greatest score, None for none.
    Returns:
        Nothing.
    Example:
        >>> check_range(150, 100)
        Traceback (most recent call last):
        ...
        ValueError: floor 150 is above cap 100

    Edge cases: with either missing there is nothing to refuse.
    Raises:
        ValueError: the floor is above the cap.
    Source: a scheme's mistake, told before it scores.
    """
    if floor is not None and cap is not None and floor > cap:
        raise ValueError(f"floor {floor} is above cap {cap}")
