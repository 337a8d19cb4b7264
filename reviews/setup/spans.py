"""From when to when a cycle goes, and what it is called unless somebody says otherwise."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from portfolio.months import month_of
from reviews.models import Setup
from scoring.cycles.titles import span_title
from scoring.models import Cycle

Kind = Setup.Kind
PARTS = {Kind.YEAR: 1, Kind.HALF: 2, Kind.QUARTER: 4, Kind.MONTH: 12}
LONGEST = 12 * 3  # months of a probation
FRIDAY = 4


@dataclass(frozen=True)
class Span:
    """The time of a cycle: months, or days where it begins or ends inside one."""

    kind: str
    first_month: int
    last_month: int
    first_on: date | None = None
    last_on: date | None = None

    @property
    def year(self) -> int:
        return self.last_month // 100

    @property
    def number(self) -> int:
        """Which half, quarter or month of its year it is."""
        return (self.first_month % 100 - 1) * PARTS.get(Kind(self.kind), 1) // 12 + 1

    @property
    def code(self) -> str:
        """The code that is proposed for it."""
        year = self.year
        if self.kind == Kind.YEAR:
            return f"{year}"
        if self.kind == Kind.HALF:
            return f"{year}H{self.number}"
        if self.kind == Kind.QUARTER:
            return f"{year}Q{self.number}"
        if self.kind == Kind.MONTH:
            return f"{year}-{self.number:02d}"
        return f"probation-{self.first_on:%Y%m%d}"

    def title(self, language: str) -> str:
        """The title that is proposed for it."""
        cycle = Cycle(
            first_month=self.first_month, last_month=self.last_month,
            first_on=self.first_on, last_on=self.last_on,
        )  # fmt: skip
        with translation.override(language):
            named = span_title(cycle)
            if self.kind == Kind.DAYS:
                return _("Probation, %(span)s") % {"span": named}
            return named

    @classmethod
    def of(cls, setup: Setup) -> Span:
        return cls(setup.kind, setup.first_month, setup.last_month, setup.first_on, setup.last_on)


def span_of(kind: str, year: int, number: int) -> Span:
    """Return a year, or the half, quarter or month of it with this number."""
    parts = PARTS[Kind(kind)]
    number = 1 if parts == 1 else number
    if not 1 <= number <= parts:
        raise Refused(
            _("The number is %(number)s; expected 1 to %(most)s")
            % {"number": number, "most": parts}
        )
    months = 12 // parts
    first = (number - 1) * months + 1
    return Span(kind, year * 100 + first, year * 100 + first + months - 1)


def span_of_days(first_on: date, last_on: date) -> Span:
    """Return a probation from a day to a day, both included."""
    if last_on < first_on:
        raise Refused(
            _("The cycle ends on %(last)s, before it begins on %(first)s")
            % {"last": last_on.isoformat(), "first": first_on.isoformat()}
        )
    first, last = month_of(first_on), month_of(last_on)
    if (last // 100 - first // 100) * 12 + last % 100 - first % 100 >= LONGEST:
        raise Refused(_("A probation lasts at most three years"))
    return Span(Kind.DAYS, first, last, first_on, last_on)


def kind_of(cycle: Cycle) -> str:
    """Return the kind of a cycle that is there."""
    first, last = cycle.first_month, cycle.last_month
    if not cycle.is_of_days and first // 100 == last // 100:
        for kind, parts in PARTS.items():
            months = 12 // parts
            if last - first == months - 1 and (first % 100 - 1) % months == 0:
                return kind
    return Kind.DAYS


def a_year_on(day: date) -> date:
    """Return the same day of the next year; of 29 February the last of the month.

    >>> a_year_on(date(2028, 2, 29))
    datetime.date(2029, 2, 28)
    """
    year = day.year + 1
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def is_weekend(day: date) -> bool:
    return day.weekday() > FRIDAY


def next_span(cycle: Cycle) -> Span:
    """Return the time of a cycle, a year on."""
    kind = kind_of(cycle)
    if kind == Kind.DAYS:
        first, last = a_year_on(cycle.begins), a_year_on(cycle.ends)
        if cycle.last_on is None:  # the month's end moves with the month
            last = last.replace(day=monthrange(last.year, last.month)[1])
        return span_of_days(first, last)
    return Span(kind, cycle.first_month + 100, cycle.last_month + 100)
