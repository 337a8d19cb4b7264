"""Amounts of the ledger that are added up over the months."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ledger import Filtered, Linear
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.rows import Part
from scoring.graph.text import Text
from scoring.graph.ways import summed

NAMES = {
    "interest": Text("利息", "interest"),
    "fees": Text("手续费", "fees"),
    "transfer": Text("资金转移", "funding"),
    "provision": Text("风险成本", "risk cost"),
    "tax": Text("税金", "tax"),
    "sales_income": Text("销售收入", "sales income"),
}
Amount = Literal["interest", "fees", "transfer", "provision", "tax", "sales_income"]


@sources
class Amounts(Filtered):
    """One or more amounts of the ledger, added up over the months of the period.

    `transfer` is the funding of the account-month: what the treasury pays for a deposit and takes
    for a loan. `less` are taken off: a simulated profit is a sum of these.
    """

    metric: Literal["amounts"]
    of: tuple[Amount, ...] = Field(
        min_length=1, strict=False, description="amounts that are added|相加的金额"
    )
    less: tuple[Amount, ...] = Field(
        default=(), strict=False, description="amounts that are taken off|扣减的金额"
    )
    title: ClassVar[Text] = Text("台账金额", "Amounts of the ledger")
    prorated: ClassVar[bool] = True

    def linear(self) -> Linear:
        plus = tuple((name, 1) for name in self.of)
        return Linear(self, plus + tuple((name, -1) for name in self.less))

    def parts(self) -> Sequence[tuple[Part, Linear]]:
        plus = [(Part(NAMES[name]), Linear(self, ((name, 1),))) for name in self.of]
        taken = [
            (Part(NAMES[name], is_cost=True), Linear(self, ((name, -1),))) for name in self.less
        ]
        return (*plus, *taken)

    def read(self, scope: Scope) -> Column:
        by_month, unit = self.linear().by_month(scope)
        return Column.of(summed(scope, by_month), unit)
