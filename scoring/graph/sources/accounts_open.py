"""Accounts open at the end of a period."""

from typing import ClassVar, Literal

from scoring.graph.column import Column
from scoring.graph.ground import MILLION
from scoring.graph.ledger import Filtered, Linear
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.text import Text
from scoring.graph.ways import Way, at_her_end, last_month


@sources
class AccountsOpen(Filtered):
    """Accounts with a row in the period's last month, not closed by its end, by share."""

    metric: Literal["accounts_open"]
    units: ClassVar[tuple[str, ...]] = ("count",)
    title: ClassVar[Text] = Text("存续户数", "Accounts open")
    targets: ClassVar[str] = "last"

    def linear(self) -> Linear:
        return Linear(self, (("open_accounts", 1),), per=MILLION)

    def way(self, scope: Scope, period: int) -> Way:
        return last_month(scope, period)

    def read(self, scope: Scope) -> Column:
        by_month, unit = self.linear().by_month(scope)
        last, _has = at_her_end(scope, by_month)
        return Column.of(last, unit)
