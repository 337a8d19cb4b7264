"""Growth of balances over a base."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ledger import Filtered, Linear
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.rows import Part
from scoring.graph.text import Text
from scoring.graph.ways import Way, at_her_end, by_days, every_day, last_month


class OverBase(Filtered):
    """What is compared with the balance of the base month."""

    base: Literal["end", "average"] = Field(
        default="end", description="the base month's end balance or its average|基期时点或日均"
    )
    base_month: int | None = Field(
        default=None,
        ge=190001,
        le=299912,
        description="202512; left out, the month before the cycle|基期月份",
    )

    @property
    def base_column(self) -> str:
        return "base_end" if self.base == "end" else "base_average"


@sources
class Increment(OverBase):
    """Daily average (or end balance) less the base, on the manager's sum.

    Formula: sum over products of coefficient x (d - b), d the daily average of the period and b the
    base month's balance, split by each month's shares and weighed with that month's days. The base
    goes with the account and stays after it is closed. Nothing is floored here.
    """

    metric: Literal["increment"]
    of: Literal["daily_average", "end_balance"] = Field(
        default="daily_average", description="what grows|日均或时点"
    )
    title: ClassVar[Text] = Text("较基期增量", "Increment over the base")
    targets: ClassVar[str] = "mean"
    prorated: ClassVar[bool] = True

    @property
    def is_scale_at_a_date(self) -> bool:
        return self.of == "end_balance"

    def linear(self) -> Linear:
        own = "average_balance" if self.of == "daily_average" else "end_balance"
        return Linear(self, ((own, 1), (self.base_column, -1)))

    def parts(self) -> Sequence[tuple[Part, Linear]]:
        own = "average_balance" if self.of == "daily_average" else "end_balance"
        title = (
            Text("日均余额", "Daily average")
            if self.of == "daily_average"
            else Text("时点余额", "End balance")
        )
        return (
            (Part(title), Linear(self, ((own, 1),))),
            (Part(Text("基期余额", "Base"), is_cost=True), Linear(self, ((self.base_column, -1),))),
        )

    def way(self, scope: Scope, period: int) -> Way:
        if self.of == "end_balance":
            return last_month(scope, period)
        return every_day(scope, period)

    def read(self, scope: Scope) -> Column:
        by_month, unit = self.linear().by_month(scope)
        if self.of == "end_balance":
            last, _has = at_her_end(scope, by_month)
            return Column.of(last, unit)
        return Column.of(by_days(scope, by_month), scope.month_days * unit)
