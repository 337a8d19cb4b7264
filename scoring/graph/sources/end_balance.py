"""Balances at the end of a period."""

from typing import ClassVar, Literal

import numpy as np

from scoring.graph import states
from scoring.graph.column import Column
from scoring.graph.ledger import Filtered, Linear, at_her_end
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.states import State
from scoring.graph.text import Text


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

    def read(self, scope: Scope) -> Column:
        linear = self.linear()
        by_month, unit = linear.by_month(scope)
        last, has = at_her_end(scope, by_month, linear.held(scope))
        state = np.where(has, np.int8(State.VALUE), np.int8(State.NO_DATA))
        return Column.of(last, unit, states.joined(state))
