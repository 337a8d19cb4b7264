"""Bad loans recovered."""

from typing import ClassVar, Literal

from scoring.graph.column import Column
from scoring.graph.ledger import FEN
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.rows import Head, Part, Row, Rows
from scoring.graph.source import Source, counted, in_months
from scoring.graph.text import Text


@sources
class Recoveries(Source):
    """Amounts recovered of bad loans in the period."""

    metric: Literal["recoveries"]
    title: ClassVar[Text] = Text("不良清收", "Recoveries")
    concern: ClassVar[str] = "risk"
    prorated: ClassVar[bool] = True

    def rows(self, scope: Scope, period: int) -> Rows | None:
        months = scope.ground.calendar.months
        found = [
            Row((row.amount,), cells=(months[row.month], row.contract_no))
            for row in scope.ground.recoveries
            if row.person == 0 and months[row.month] in scope.periods[period].months
        ]
        heads = (Head(Text("月份", "Month"), "month"), Head(Text("合同号", "Contract")))
        return Rows((Part(Text("清收金额", "Recovered")),), tuple(found), FEN, heads=heads)

    def read(self, scope: Scope) -> Column:
        rows = ((row.person, row.month, row.amount) for row in scope.ground.recoveries)
        return counted(scope, in_months(scope, rows), FEN)
