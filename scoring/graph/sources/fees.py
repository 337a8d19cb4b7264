"""Fees of accounts and sales."""

from dataclasses import replace
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.graph import ints
from scoring.graph.column import Column
from scoring.graph.ledger import FEN, Family, Filtered, Linear, of_ledger
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.rows import Part, Rows
from scoring.graph.source import Source
from scoring.graph.text import Text
from scoring.graph.ways import every_month, summed


@sources
class Fees(Source):
    """Ledger fees of all accounts plus the sales income of the families named."""

    metric: Literal["fees"]
    families: tuple[Family, ...] = Field(
        min_length=1,
        strict=False,
        description="families whose sales income counts|计入销售收入的大类",
    )
    title: ClassVar[Text] = Text("手续费收入", "Fees")
    prorated: ClassVar[bool] = True

    def linears(self) -> tuple[Linear, Linear]:
        accounts = Filtered.model_construct()
        sales = Filtered.model_construct(families=self.families)
        return Linear(accounts, (("fees", 1),)), Linear(sales, (("sales_income", 1),))

    def rows(self, scope: Scope, period: int) -> Rows | None:
        accounts, sales = self.linears()
        parts = (
            (Part(Text("账户手续费", "Fees of accounts")), accounts),
            (Part(Text("销售收入", "Sales income")), sales),
        )
        found = of_ledger(scope, parts, every_month(scope, period), levels=("family", "product"))
        # An account without a fee says nothing here.
        rows = tuple(row for row in found.rows if any(row.amounts))
        return replace(found, rows=rows, sheet="fees")

    def read(self, scope: Scope) -> Column:
        total = np.zeros(
            (len(scope.ground.people), len(scope.ground.calendar.months)), dtype=np.int64
        )
        for linear in self.linears():
            total = ints.add(total, linear.by_month(scope)[0])
        return Column.of(summed(scope, total), FEN)
