"""Ways over months: how those of a period come together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.graph import ints
from scoring.graph.calendar import month_holding
from scoring.graph.column import Bools
from scoring.graph.ints import Ints
from scoring.graph.node import Scope


@dataclass(frozen=True)
class Way:
    """How the months of a period come together: each month's weight, over one divisor."""

    weights: dict[int, int]  # place of the month -> weight
    divisor: int = 1
    sheet: str = "flows"  # which columns an account's months show


def every_month(scope: Scope, period: int) -> Way:
    """Return the period's months, each once."""
    months = scope.ground.calendar.months
    return Way({months.index(month): 1 for month in scope.periods[period].months})


def every_day(scope: Scope, period: int, divisor: int | None = None) -> Way:
    """Return the period's months, each with its days, over the days of the period."""
    calendar = scope.ground.calendar
    months = [calendar.months.index(month) for month in scope.periods[period].months]
    days = int(scope.month_days[0, period]) if divisor is None else divisor
    return Way({place: int(calendar.month_days[place]) for place in months}, days, "average")


def whole_end(scope: Scope, period: int) -> Way:
    """Return the period's last month, whoever is still there."""
    place = scope.ground.calendar.months.index(scope.periods[period].months[-1])
    return Way({place: 1}, sheet="end")


def last_month(scope: Scope, period: int) -> Way:
    """Return the month that `at_her_end` takes; none for who left before the period."""
    places = np.arange(len(scope.ground.calendar.months), dtype=np.int64)
    by_month = np.broadcast_to(places, (len(scope.ground.people), len(places)))
    last, has = at_her_end(scope, by_month)
    return Way({int(last[0, period]): 1} if has[0, period] else {}, sheet="end")


def summed(scope: Scope, by_month: Ints) -> Ints:
    """Add the months of each period up."""
    return ints.summed(by_month, scope.ground.calendar.incidence(scope.kind))


def by_days(scope: Scope, by_month: Ints) -> Ints:
    """Add the months of each period up, each with its days."""
    calendar = scope.ground.calendar
    return ints.summed(by_month, calendar.incidence(scope.kind) * calendar.month_days[:, None])


def at_the_end(scope: Scope, by_month: Ints) -> Ints:
    """Return the last month of each period, whoever is still there."""
    months = scope.ground.calendar.months
    return by_month[:, [months.index(span.months[-1]) for span in scope.periods]]


def at_her_end(scope: Scope, by_month: Ints, held: Bools | None = None) -> tuple[Ints, Bools]:
    """Return each period's last month, a leaver's the one in which she left; and who has one.

    A leaver has none who left before the period, or, where `held` is given, had nothing that month.
    """
    months = scope.ground.calendar.months
    chosen = np.zeros(scope.shape, dtype=np.int64)
    has = np.ones(scope.shape, dtype=np.bool_)
    leavers = [(row, p) for row, p in enumerate(scope.ground.people.persons) if p.left_on]
    for period, span in enumerate(scope.periods):
        chosen[:, period] = months.index(span.months[-1])
        for row, person in leavers:
            if person.left_on is None or person.left_on >= span.ends:
                continue
            left = month_holding(person.left_on)
            has[row, period] = left >= span.months[0] and (
                held is None or held[row, months.index(left)]
            )
            if has[row, period]:
                chosen[row, period] = months.index(left)
    return np.take_along_axis(by_month, chosen, axis=1), has
