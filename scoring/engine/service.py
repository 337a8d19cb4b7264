"""Days and years in service: pro rata targets and bonus for long service."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import numpy as np

from scoring.engine.columns import IntArray, ObjectArray, objects


def served_days(
    hired: Sequence[date | None], left: Sequence[date | None], first: date, last: date
) -> IntArray:
    """Return how many days of a period each manager served.

    Formula: days from max(hired, first) to min(left, last), both counted.
    Args:
        hired: first day of service, None for ever since, shape (M).
        left: last day of service, None for still serving, shape (M).
        first: first day of the period. last: last day of the period.
    Returns:
        Days, 0 or more, shape (M).
    Example:
        >>> days = [date(2026, 12, 31), None, date(2027, 1, 1)]
        >>> served_days(days, [None, date(2026, 1, 2), None], date(2026, 1, 1), date(2026, 12, 31))
        array([1, 2, 0])

    Edge cases: somebody outside the period served 0 days.
    Raises:
        ValueError: the columns differ in length.
    Source: docs/engine.md, "Service".
    """
    spans = (
        (min(end or last, last) - max(begin or first, first)).days + 1
        for begin, end in zip(hired, left, strict=True)
    )
    return np.array([max(0, days) for days in spans], dtype=np.int64)


def pro_rata(targets: ObjectArray, served: IntArray, days: int) -> ObjectArray:
    """Cut targets to the days in service.

    Formula: target * served / days.
    Args:
        targets: Fractions or None in the measure's unit, shape (M).
        served: days of the period served, shape (M).
        days: days of the period.
    Returns:
        Fractions or None in the same unit, shape (M).
    Example:
        >>> pro_rata(objects([Fraction(100), None]), np.array([73, 73]), 365)
        array([Fraction(20, 1), None], dtype=object)

    Edge cases: a full period leaves the target as it is; no target stays none.
    Raises:
        ZeroDivisionError: `days` is 0.
    Source: docs/engine.md, "Service": values are not stretched, targets are cut.
    """
    return objects(
        target if target is None or n == days else target * Fraction(int(n), days)
        for target, n in zip(targets, served, strict=True)
    )


def full_years(
    hired: Sequence[date | None], left: Sequence[date | None], last: date
) -> ObjectArray:
    """Return the full years of service at the end of a period.

    Formula: the greatest n such that the n years from `hired` are over with the day
    min(left, last), which counts as served.
    Args:
        hired: first day of service, None for unknown, shape (M).
        left: last day of service, None for still serving, shape (M).
        last: last day of the period.
    Returns:
        Integers, None where `hired` is unknown, shape (M).
    Example:
        >>> begun = [date(2020, 1, 1), date(2020, 1, 2), None]
        >>> full_years(begun, [None] * 3, date(2025, 12, 31))
        array([6, 5, None], dtype=object)

    Edge cases: from 1 January to 31 December is a full year, as both days are served; hired after
        the end: 0; a year from 29 February is over with 28 February.
    Raises:
        ValueError: the columns differ in length.
    Source: docs/engine.md, "Service": hired_on and left_on both count as served.
    """
    return objects(
        None if begin is None else _years(begin, min(end or last, last))
        for begin, end in zip(hired, left, strict=True)
    )


def _years(begin: date, end: date) -> int:
    after = end + timedelta(days=1)
    turned = (after.month, after.day) >= (begin.month, begin.day)
    return max(0, after.year - begin.year - (0 if turned else 1))
