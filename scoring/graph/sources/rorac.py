"""Risk-adjusted profit."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.engine.ratios import Ratios, times
from scoring.graph.column import Column
from scoring.graph.formula import Formula, Number
from scoring.graph.ground import Ground
from scoring.graph.ledger import FEN, Family, row_of
from scoring.graph.node import Scope
from scoring.graph.profit import (
    Parameters,
    column_of,
    funding_cost_of,
    income_of,
    profit_of,
)
from scoring.graph.registry import sources
from scoring.graph.rows import Part, Row, Rows, signed
from scoring.graph.source import Source
from scoring.graph.states import State
from scoring.graph.text import Text
from scoring.graph.types import ProductCode

OWN_CELLS = "own cells"
"""In what is shared of one person's ground: what the run kept of each product and part."""
PARTS = (
    Part(Text("收益", "Income"), "E"),
    Part(Text("资金成本", "Funding cost"), "Cd", is_cost=True),
    Part(Text("风险成本", "Risk cost"), "Cr", is_cost=True),
    Part(Text("税金", "Tax"), "T", is_cost=True),
    Part(Text("管理成本", "Management cost"), "Cm", is_cost=True),
    Part(Text("固定成本", "Fixed cost"), "Cf", is_cost=True),
    Part(Text("存量折减", "Decay of stock"), "1−k₀", is_cost=True),
)
STOCK, INCREMENT = Text("存量，折减前", "stock, before decay"), Text("增量", "increment")


@dataclass(frozen=True)
class OwnCell:
    """A product (-1: none) and part of one person: pools' cost in fen, k0 and the age behind it."""

    product: int
    part: int
    management: int
    fixed: int
    k0: Fraction
    age: Fraction


@sources
class Rorac(Source):
    """Risk-adjusted profit of the cycle: k0 x RORAC of stock plus RORAC of increment, over
    products.

    The parameters k0 and capital are the scheme's, under [rorac].
    """

    metric: Literal["rorac"]
    families: tuple[Family, ...] = Field(
        default=(), strict=False, description="families of products|产品大类"
    )
    products: tuple[ProductCode, ...] = Field(
        default=(), strict=False, description="codes of products|产品代码"
    )
    part: Literal["stock", "increment"] | None = Field(
        default=None, description="accounts opened before or in the cycle|存量或增量账户"
    )
    title: ClassVar[Text] = Text("RORAC", "RORAC")
    kinds: ClassVar[tuple[str, ...]] = ("cycle",)
    prorated: ClassVar[bool] = True

    def read(self, scope: Scope) -> Column:
        profit = profit_of(scope, parameters_of(scope))
        found = profit.rorac
        if not (self.families or self.products or self.part):
            return column_of(Ratios.of(found.totals.num, times(found.totals.den, FEN)))
        chosen = self._chosen(
            scope.ground, [profit.products[p] if p >= 0 else -1 for p in found.book.product]
        )
        if self.part:
            chosen &= found.book.part == int(self.part == "increment")
        sums = [Fraction(0)] * len(scope.ground.people)
        for row in np.flatnonzero(chosen):
            factor = found.k0[row] if found.book.part[row] == 0 else 1
            sums[int(found.book.manager[row])] += factor * int(found.rorac[row])
        return _column(sums)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        """Her account-months and sales, and what the run's pools put on each product and part.

        The decay of stock stands beside each row, by the k0 of its product.
        """
        ground, table = scope.ground, scope.ground.ledger
        cells: list[OwnCell] = scope.shared.get(OWN_CELLS, [])
        decay = {(cell.product, cell.part): cell.k0 - 1 for cell in cells if cell.part == 0}
        columns = (
            income_of(ground, table),
            -funding_cost_of(ground, table),
            -table.column("provision"),
            -table.column("tax"),
        )
        found = []
        for row in np.flatnonzero(table.person >= 0).tolist():
            amounts = [int(column[row]) for column in columns]
            lost = decay.get((int(table.product[row]), int(table.part[row])), 0)
            rate = lost * sum(amounts) if lost else 0
            found.append(row_of(table, row, (*amounts, 0, 0, rate)))
        for cell in cells:
            if cell.management or cell.fixed:
                lost = decay.get((cell.product, cell.part), 0)
                decayed = -lost * (cell.management + cell.fixed) if lost else 0
                costs = (0, 0, 0, 0, -cell.management, -cell.fixed, decayed)
                found.append(Row(costs, "pools", cell.product, cell.part))
        kept = tuple(row for row in found if self._counts(ground, row))
        levels = ("family", "product", "part")
        rows = Rows(PARTS, kept, FEN, levels=levels, sheet="rorac")
        return replace(rows, lines=_lines(rows))

    def _counts(self, ground: Ground, row: Row) -> bool:
        if self.part and row.part != int(self.part == "increment"):
            return False
        return bool(self._chosen(ground, [row.product])[0])

    def _chosen(self, ground: Ground, products: list[int]) -> np.ndarray:
        named = {
            place
            for place, product in enumerate(ground.products)
            if not (self.families or self.products)
            or product.family in self.families
            or product.code in self.products
        }
        if not (self.families or self.products):
            named.add(-1)
        return np.array([product in named for product in products], dtype=np.bool_)


def _lines(rows: Rows) -> tuple[Formula, ...]:
    """State stock and increment, each out of its columns, and how they come to RORAC."""
    found, results = [], []
    for part, name in ((0, STOCK), (1, INCREMENT)):
        own = replace(rows, rows=tuple(row for row in rows.rows if row.part == part))
        totals = [Number(one, "yuan", p.title) for one, p in zip(own.totals, PARTS, strict=True)]
        whole = Number(
            sum((Fraction(n.value or 0) for n in totals[:-1]), Fraction(0)), "yuan", name
        )
        results += [whole, totals[-1]] if part == 0 else [whole]
        if own.rows:
            found.append(Formula(whole, signed(totals[:-1], PARTS[:-1])))
    total = Number(rows.value, "yuan", Text("RORAC", "RORAC"))
    stock, decay, increment = results
    parts = (Part(stock.name), PARTS[-1], Part(increment.name))
    return (Formula(total, signed((stock, decay, increment), parts)), *found)


def parameters_of(scope: Scope) -> Parameters:
    """Return the scheme's parameters, which the compiler leaves with the graph."""
    found: Parameters = scope.shared["rorac parameters"]
    return found


def _column(fen: list[Fraction]) -> Column:
    return Column.from_cells([[Fraction(amount) / FEN] for amount in fen], State.NO_DATA)
