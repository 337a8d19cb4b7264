"""Balances at the end of a period."""

from typing import ClassVar, Literal

import numpy as np

from scoring.graph import states
from scoring.graph.column import Column
from scoring.graph.ledger import Filtered, Linear, of_ledger
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.rows import Part, Rows
from scoring.graph.states import State
from scoring.graph.text import Text
from scoring.graph.ways import Way, at_her_end, last_month


@sources
class EndBalance(Filtered):
    """Balance at the end of the period's last month.

    A leaver's is the one of the month in which she left; she has none where nothing was hers then,
    or where she left before the period.
    """

    metric: Literal["end_balance"]
    title: ClassVar[Text] = Text("时点余额", "End balance")
    targets: ClassVar[str] = "last"

    @property
    def is_scale_at_a_date(self) -> bool:
        return True

    def linear(self) -> Linear:
        return Linear(self, (("end_balance", 1),))

    def way(self, scope: Scope, period: int) -> Way:
        return last_month(scope, period)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        """Name the month where it is not the period's last: a leaver's."""
        way = self.way(scope, period)
        months = [scope.ground.calendar.months[place] for place in way.weights]
        left = [month for month in months if month != scope.periods[period].months[-1]]
        symbol = f"{left[0] // 100}-{left[0] % 100:02d}" if left else ""
        parts = ((Part(self.title, symbol), self.linear()),)
        return of_ledger(scope, parts, way)

    def read(self, scope: Scope) -> Column:
        linear = self.linear()
        by_month, unit = linear.by_month(scope)
        last, has = at_her_end(scope, by_month, linear.held(scope))
        state = np.where(has, np.int8(State.VALUE), np.int8(State.NO_DATA))
        return Column.of(last, unit, states.joined(state))
