"""Numbers that come by month or for the whole cycle, put together over periods."""

from __future__ import annotations

import numpy as np

from scoring.graph import ints
from scoring.graph.column import Column
from scoring.graph.ground import Dated
from scoring.graph.node import Scope
from scoring.graph.states import State

WHOLE_CYCLE = 0


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
    num = np.zeros(scope.shape, dtype=object)
    divisor = np.full(scope.shape, den, dtype=np.int64)
    state = np.full(scope.shape, missing, dtype=np.int8)
    for (person, name), months in dated.items():
        if name != code or person < 0:
            continue
        for period, span in enumerate(scope.periods):
            own = [months[month] for month in span.months if month in months]
            if WHOLE_CYCLE in months and (
                scope.kind == "cycle" or (undated_everywhere and not own)
            ):
                own, way = [months[WHOLE_CYCLE]], "last"
            else:
                way = how
            if not own:
                continue
            state[person, period] = State.VALUE
            num[person, period] = own[-1] if way == "last" else sum(own)
            if way == "mean":
                divisor[person, period] = den * len(own)
    return Column.of(ints.narrow(num), divisor, state)
