"""Numbers that come by month or for the whole cycle, put together over periods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.graph import ints
from scoring.graph.column import Column
from scoring.graph.ground import Dated, Given, OfMeasure
from scoring.graph.ints import Ints
from scoring.graph.node import Scope
from scoring.graph.states import State

WHOLE_CYCLE = 0
GIVEN = "given"
EMPTY = np.array([], dtype=np.int64)
NOTHING = OfMeasure(EMPTY, EMPTY, EMPTY)


def put_together(
    scope: Scope,
    dated: Dated,
    code: str,
    how: str,
    den: int,
    missing: State = State.NO_DATA,
    *,
    undated_everywhere: bool = False,
) -> Column:
    """Return each period's number: its months' by sum, mean or last; for the cycle its own row
    first.

    `undated_everywhere`: a row without a month is every period's, where the period has none of its
    own.
    """
    given = given_of(scope, dated, code)
    by_month, has = given.by_month
    counts = has.astype(np.int64) @ scope.ground.calendar.incidence(scope.kind)
    num, divisor = ints.summed(by_month, scope.ground.calendar.incidence(scope.kind)), None
    if how == "last":
        num = _last(scope, by_month, has)
    elif how == "mean" and bool(np.any(counts > 1)):
        divisor = np.maximum(counts, 1)
    state = np.where(counts > 0, np.int8(State.VALUE), np.int8(missing))
    if scope.kind == "cycle" or undated_everywhere:
        whole = np.repeat(given.has_whole[:, None], scope.shape[1], axis=1)
        if scope.kind != "cycle":
            whole &= counts == 0
        num = np.where(whole, given.whole[:, None], num)
        state = np.where(whole, np.int8(State.VALUE), state)
        if divisor is not None:
            divisor = np.where(whole, 1, divisor)
    num = ints.narrow(num)
    if divisor is None:
        return Column.of(num, den, state).reduced()
    return Column.of(num, ints.multiply(divisor, np.asarray(den)), state).reduced()


@dataclass(frozen=True)
class OfPeople:
    """What a measure was given: by month of the calendar and for the whole cycle, and who has it.

    Shapes (people, months) and (people).
    """

    by_month: tuple[Ints, NDArray[np.bool_]]
    whole: Ints
    has_whole: NDArray[np.bool_]


def given_of(scope: Scope, dated: Dated, code: str) -> OfPeople:
    """Return what everybody was given of a measure."""
    key = f"{GIVEN} {id(dated)}"
    if key not in scope.shared:
        scope.shared[key] = dated, Given.of(dated)  # kept, so that no other gets its id
    found = scope.shared[key][1].by_measure.get(code, NOTHING)
    months = scope.ground.calendar.months
    people, kind = len(scope.ground.people), found.number.dtype
    by_month = np.zeros((people, len(months)), dtype=kind)
    has = np.zeros((people, len(months)), dtype=np.bool_)
    for place, month in enumerate(months):
        own = found.month == month
        by_month[found.person[own], place] = found.number[own]
        has[found.person[own], place] = True
    own = found.month == WHOLE_CYCLE
    whole, has_whole = np.zeros(people, dtype=kind), np.zeros(people, dtype=np.bool_)
    whole[found.person[own]], has_whole[found.person[own]] = found.number[own], True
    return OfPeople((by_month, has), whole, has_whole)


def _last(scope: Scope, by_month: Ints, has: NDArray[np.bool_]) -> Ints:
    """Return the number of each period's last month that has one."""
    inside = scope.ground.calendar.incidence(scope.kind)
    found = np.zeros(scope.shape, dtype=by_month.dtype)
    for month in range(inside.shape[0]):
        for period in np.flatnonzero(inside[month]):
            found[:, period] = np.where(has[:, month], by_month[:, month], found[:, period])
    return found
