"""Months as integers: 202601 is January 2026."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

Span = tuple[int, int]
EVER: Span = (0, 999912)  # before and after every month

MONTH_PATTERN = re.compile(r"((?:19|2[0-9])[0-9]{2})-(0[1-9]|1[0-2])")


def parse_month(text: str) -> int:
    """Return 202601 for "2026-01".

    >>> parse_month("2026-01")
    202601
    >>> parse_month("2026-13")
    Traceback (most recent call last):
    ...
    ValueError: '2026-13' is not a month; expected YYYY-MM, e.g. 2026-01
    """
    match = MONTH_PATTERN.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a month; expected YYYY-MM, e.g. 2026-01")
    return int(match[1]) * 100 + int(match[2])


def month_text(month: int) -> str:
    """Return "2026-01" for 202601."""
    return f"{month // 100:04d}-{month % 100:02d}"


def month_of(day: date) -> int:
    """Return the month of a day.

    >>> month_of(date(2026, 8, 31))
    202608
    """
    return day.year * 100 + day.month


def closing_month(left_on: date | None, last_month: int) -> int:
    """Return the last month of a cycle in which somebody was in service.

    >>> closing_month(date(2026, 8, 31), 202612), closing_month(None, 202612)
    (202608, 202612)
    """
    return last_month if left_on is None else min(month_of(left_on), last_month)


def first_day(month: int) -> date:
    """Return the first day of the month."""
    return date(month // 100, month % 100, 1)


def last_day(month: int) -> date:
    """Return the last day of the month."""
    return date(month // 100, month % 100, days_in(month))


def days_in(month: int) -> int:
    """Return the number of days of the month."""
    return calendar.monthrange(month // 100, month % 100)[1]


def months_between(first: int, last: int) -> Iterator[int]:
    """Yield every month from `first` to `last`, both included.

    >>> list(months_between(202511, 202602))
    [202511, 202512, 202601, 202602]
    """
    month = first
    while month <= last:
        yield month
        month = month + 1 if month % 100 < 12 else month + 89


def month_after(month: int) -> int:
    """Return the next month.

    >>> month_after(202612)
    202701
    """
    return month + 1 if month % 100 < 12 else (month // 100 + 1) * 100 + 1


def month_before(month: int) -> int:
    """Return the month before.

    >>> month_before(202601)
    202512
    """
    return month - 1 if month % 100 > 1 else (month // 100 - 1) * 100 + 12
