"""Responsibility profit."""

from typing import ClassVar, Literal

import numpy as np

from scoring.graph import ints
from scoring.graph.column import Column
from scoring.graph.ledger import FEN, Filtered, Linear, row_of
from scoring.graph.node import Scope
from scoring.graph.profit import funding_cost_of, income_of
from scoring.graph.registry import sources
from scoring.graph.rows import Part, Row, Rows
from scoring.graph.source import Source, per_cell
from scoring.graph.text import Text
from scoring.graph.ways import every_month, summed

OWN_LOSSES = "own losses"
"""In what is shared of one person's ground: a function of the month that gives (account, product,
part, loss in fen)."""


@sources
class ResponsibilityProfit(Source):
    """Responsibility income - responsibility cost - loan loss at the end of the period's last
    month.

    Income: loan interest, deposit transfer, fees, sales. Cost: deposit interest, the funding of
    loans and of everything else. Loan loss by class at the scheme's rates, rounded per loan.
    """

    metric: Literal["responsibility_profit"]
    title: ClassVar[Text] = Text("责任利润", "Responsibility profit")
    prorated: ClassVar[bool] = True

    def linears(self) -> tuple[Linear, Linear]:
        """Return what deposits give, and what everything else gives."""
        deposits = Filtered.model_construct(families=("deposit",))
        others = Filtered.model_construct(families=("loan", "fee", "settlement", "other"))
        plus = (("fees", 1), ("sales_income", 1))
        return (
            Linear(deposits, (("transfer", 1), ("interest", -1), *plus)),
            Linear(others, (("interest", 1), ("transfer", -1), *plus)),
        )

    def rows(self, scope: Scope, period: int) -> Rows | None:
        ground, table = scope.ground, scope.ground.ledger
        way = every_month(scope, period)
        income, cost = income_of(ground, table), funding_cost_of(ground, table)
        chosen = np.flatnonzero(np.isin(table.month, list(way.weights))).tolist()
        found = [row_of(table, row, (int(income[row]), -int(cost[row]), 0)) for row in chosen]
        last = max(way.weights)
        found += [
            Row((0, 0, -fen), "account", product, part, account, last)
            for account, product, part, fen in scope.shared[OWN_LOSSES](last)
        ]
        parts = (
            Part(Text("收益", "Income"), "E"),
            Part(Text("资金成本", "Funding cost"), "Cd", is_cost=True),
            Part(Text("贷款损失", "Loan loss"), is_cost=True),
        )
        levels = ("family", "product")
        return Rows(parts, tuple(found), FEN, levels=levels, sheet="profit")

    def read(self, scope: Scope) -> Column:
        earned = np.zeros(scope.shape, dtype=np.int64)
        for linear in self.linears():
            earned = ints.add(earned, summed(scope, linear.by_month(scope)[0]))
        return Column.of(ints.subtract(earned, self.losses(scope)), FEN)

    def losses(self, scope: Scope) -> ints.Ints:
        """Return the loan loss of each period's last month, in fen."""
        months = scope.ground.calendar.months
        last = {months.index(span.months[-1]): p for p, span in enumerate(scope.periods)}
        found: ints.Ints = per_cell(
            scope,
            [
                (person, last[month], fen)
                for (person, month), fen in scope.ground.losses.items()
                if month in last
            ],
        )
        return found
