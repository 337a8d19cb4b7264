"""Daily averages of balances."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.graph import ints, states
from scoring.graph.column import Column
from scoring.graph.formula import OVER, Formula, Number
from scoring.graph.ledger import Filtered, Linear
from scoring.graph.node import Cell, Scope
from scoring.graph.registry import sources
from scoring.graph.states import State
from scoring.graph.text import Text
from scoring.graph.ways import Way, by_days, every_day


@sources
class DailyAverage(Filtered):
    """Sum of average balance x days, divided by the days of the period, or by the days in service.

    Formula: sum over the months of average_balance x days of the month / days.
    `average_balance` spans the whole calendar month, also when the account opens or closes in it; a
    month without a row counts 0.
    """

    metric: Literal["daily_average"]
    days: Literal["period", "in_service"] = Field(
        default="period", description="what the sum is divided by|除以期间天数或在职天数"
    )
    title: ClassVar[Text] = Text("日均余额", "Daily average")
    targets: ClassVar[str] = "mean"
    prorated: ClassVar[bool] = True

    def linear(self) -> Linear:
        return Linear(self, (("average_balance", 1),))

    def way(self, scope: Scope, period: int) -> Way:
        served = max(int(scope.served[0, period]), 1)
        return every_day(scope, period, None if self.days == "period" else served)

    def read(self, scope: Scope) -> Column:
        by_month, unit = self.linear().by_month(scope)
        sums = by_days(scope, by_month)
        if self.days == "period":
            return Column.of(sums, scope.month_days * unit)
        served = scope.months_served
        state = states.where(served == 0, State.NOT_IN_SERVICE, states.values(scope.shape))
        return Column.of(sums, ints.multiply(np.maximum(served, 1), np.asarray(unit)), state)

    def formula(self, cell: Cell) -> Formula | None:
        result = cell.result
        if result.value is None:
            return None
        days = self._days(cell)
        total = Number(
            result.value * days,
            "yuan_days",
            Text("日均余额×天数之和", "sum of average balance × days"),
        )
        words = (
            Text("期间天数", "days of the period")
            if self.days == "period"
            else Text("在职天数", "days in service")
        )
        return Formula(result, (total, OVER, Number(days, "days", words)))

    def _days(self, cell: Cell) -> int:
        scope = cell.scope
        if self.days == "in_service":
            return int(scope.months_served[cell.person, cell.period])
        return int(scope.month_days[0, cell.period])
