"""The periods of a cycle: whole months put together, each with its days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["cycle", "month", "quarter", "half_year", "year_to_date"]
KINDS: tuple[Kind, ...] = ("cycle", "month", "quarter", "half_year", "year_to_date")
LENGTH = {"month": 1, "quarter": 3, "half_year": 6}


def month_begins(month: int) -> date:
    """Return the first day of a month written 202601."""
    return date(month // 100, month % 100, 1)


def month_holding(day: date) -> int:
    """Return the month of a day.

    >>> month_holding(date(2024, 2, 29))
    202402
    """
    return day.year * 100 + day.month


def month_ends(month: int) -> date:
    """Return the last day of a month.

    >>> month_ends(202402)
    datetime.date(2024, 2, 29)
    """
    return month_begins(after(month)) - timedelta(days=1)


def after(month: int, months: int = 1) -> int:
    """Return the month so many months later.

    >>> after(202511, 3), after(202601, -1)
    (202602, 202512)
    """
    number = month // 100 * 12 + month % 100 - 1 + months
    return number // 12 * 100 + number % 12 + 1


def span(first: int, last: int) -> Iterator[int]:
    """Yield the months from first to last."""
    while first <= last:
        yield first
        first = after(first)


@dataclass(frozen=True)
class Period:
    """Some months on end. `begins` and `ends` are its days, which may lie inside the months.

    What is known by the day is asked of the days (`holds`), the ledger of the whole months.
    """

    code: str
    months: tuple[int, ...]
    begins: date
    ends: date

    @property
    def days(self) -> int:
        return (self.ends - self.begins).days + 1

    def holds(self, day: date | None) -> bool:
        return day is not None and self.begins <= day <= self.ends

    def holds_month_of(self, day: date) -> bool:
        """Whether the month of a day is one of the period's."""
        return day.year * 100 + day.month in self.months

    @property
    def whole_months(self) -> tuple[date, date]:
        """The first day of its first month and the last of its last."""
        return month_begins(self.months[0]), month_ends(self.months[-1])


@dataclass(frozen=True)
class Calendar:
    """The cycle's months, and the periods of every kind that they make.

    >>> probation = Calendar(202606, 202608, date(2026, 6, 17), date(2026, 8, 16))
    >>> [(p.code, p.days) for p in probation.periods("month")]
    [('2026-06', 14), ('2026-07', 31), ('2026-08', 16)]
    >>> probation.month_days.tolist()
    [30, 31, 31]
    """

    first_month: int
    last_month: int
    begins: date | None = None  # a cycle of days: records and service count these
    ends: date | None = None

    @cached_property
    def months(self) -> tuple[int, ...]:
        return tuple(span(self.first_month, self.last_month))

    @cached_property
    def month_days(self) -> NDArray[np.int64]:
        return np.array([month_ends(m).day for m in self.months], dtype=np.int64)

    def periods(self, kind: Kind) -> tuple[Period, ...]:
        """Return the periods of a kind, in order of time.

        >>> [p.code for p in Calendar(202601, 202606).periods("quarter")]
        ['2026-Q1', '2026-Q2']
        >>> [p.code for p in Calendar(202601, 202602).periods("year_to_date")]
        ['2026-01..2026-01', '2026-01..2026-02']
        """
        return self._periods[kind]

    @cached_property
    def _periods(self) -> dict[Kind, tuple[Period, ...]]:
        return {kind: tuple(self._made(kind)) for kind in KINDS}

    def _made(self, kind: Kind) -> Iterator[Period]:
        if kind == "cycle":
            yield self._period("cycle", self.months)
        elif kind == "year_to_date":
            for end in range(1, len(self.months) + 1):
                months = self.months[:end]
                yield self._period(f"{_text(months[0])}..{_text(months[-1])}", months)
        else:
            yield from self._cut(kind, LENGTH[kind])

    def _cut(self, kind: Kind, length: int) -> Iterator[Period]:
        """Cut the months at calendar quarters and halves; a cycle may begin or end inside one."""
        part: list[int] = []
        for month in self.months:
            part.append(month)
            if month % 100 % length == 0 or month == self.last_month:
                yield self._period(_code(kind, part[-1], length), tuple(part))
                part = []

    def _period(self, code: str, months: tuple[int, ...]) -> Period:
        begins, ends = month_begins(months[0]), month_ends(months[-1])
        return Period(
            code, months, max(begins, self.begins or begins), min(ends, self.ends or ends)
        )

    def incidence(self, kind: Kind) -> NDArray[np.int64]:
        """Return which months belong to which periods, shape (months, periods)."""
        periods = self.periods(kind)
        rows = [[int(month in period.months) for period in periods] for month in self.months]
        return np.array(rows, dtype=np.int64).reshape(len(self.months), len(periods))


def _text(month: int) -> str:
    return f"{month // 100}-{month % 100:02d}"


def _code(kind: Kind, month: int, length: int) -> str:
    if kind == "month":
        return _text(month)
    letter = "Q" if kind == "quarter" else "H"
    return f"{month // 100}-{letter}{(month % 100 - 1) // length + 1}"
