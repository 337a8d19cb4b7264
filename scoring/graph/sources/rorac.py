"""Risk-adjusted profit."""

from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ground import Ground
from scoring.graph.ledger import FEN, Family
from scoring.graph.node import Scope
from scoring.graph.profit import Parameters, profit_of
from scoring.graph.registry import sources
from scoring.graph.source import Source
from scoring.graph.states import State
from scoring.graph.text import Text
from scoring.graph.types import ProductCode


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
            return _column(list(found.total))
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


def parameters_of(scope: Scope) -> Parameters:
    """Return the scheme's parameters, which the compiler leaves with the graph."""
    found: Parameters = scope.shared["rorac parameters"]
    return found


def _column(fen: list[Fraction]) -> Column:
    return Column.from_cells([[Fraction(amount) / FEN] for amount in fen], State.NO_DATA)
