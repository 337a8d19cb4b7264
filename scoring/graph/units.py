"""Whole units of a value, counted product by product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np

from scoring.graph import column, states
from scoring.graph.column import Column
from scoring.graph.formula import Formula
from scoring.graph.ground import MILLION
from scoring.graph.node import Cell, Scope
from scoring.graph.rows import Head, Part, Row, Rows
from scoring.graph.rules.per_unit import whole
from scoring.graph.source import Source
from scoring.graph.text import Text
from scoring.graph.value import Odd

HEADS = (
    Head(Text("产品", "Product")),
    Head(Text("净额", "Net sum"), "count"),
    Head(Text("整数单位", "Whole units"), "count"),
    Head(Text("系数", "Coefficient"), "count"),
)


@dataclass(frozen=True)
class WholeUnits:
    """Units cut towards zero per product and period on net sums, then times the coefficient.

    What the measure says of odd cases holds for the units too; without a value there are none.
    Input: the value.
    """

    source: Source
    per: Fraction
    odd: Odd
    title: ClassVar[Text] = Text("整数单位", "whole units")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        (value,) = inputs
        total = Column.constant(0, scope.shape)
        for place in range(len(scope.ground.products)):
            sold = self.source.of_product(scope, place)
            if sold is not None and np.any(sold.num != 0):
                units = whole(column.scaled(sold, 1 / self.per))
                total = column.add(total, column.multiply(units, self._coefficient(scope, place)))
        settled = self.odd.applied(scope, total, anybody_has=False)
        return settled.with_state(states.joined(value.state, settled.state))

    def _coefficient(self, scope: Scope, place: int) -> Column:
        """Return the product's coefficient in each period: that of the period's last month."""
        months = scope.ground.calendar.months
        found = [
            self.source.coefficient(scope.ground, place, months.index(span.months[-1]))
            for span in scope.periods
        ]
        num = np.broadcast_to(np.array([found], dtype=np.int64), scope.shape)
        return Column.of(num, MILLION)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        """Return a row a product: its net sum, the whole units in it, its coefficient."""
        found = []
        for place, product in enumerate(scope.ground.products):
            sold = self.source.of_product(scope, place)
            if sold is None or not sold.at(0, period):
                continue
            units = whole(column.scaled(sold, 1 / self.per)).at(0, period) or Fraction(0)
            factor = self._coefficient(scope, place).at(0, period) or Fraction(0)
            found.append(
                Row((units * factor,), cells=(product.name, sold.at(0, period), units, factor))
            )
        return Rows((Part(self.title),), tuple(found), 1, "count", heads=HEADS, title=self.title)

    def formula(self, cell: Cell) -> Formula | None:
        return None
