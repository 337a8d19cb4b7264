"""Pools of the scheme: a sum cut into parts, each part to people by a measure's values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np

from scoring.graph import ints
from scoring.graph.column import Column
from scoring.graph.formula import PLUS, Formula, joined
from scoring.graph.ledger import FEN
from scoring.graph.node import Cell, Scope
from scoring.graph.rule import among_peers
from scoring.graph.rules.pool_share import common_weights
from scoring.graph.split import largest_remainder
from scoring.graph.text import Text

ALLOCATIONS = "pool allocations"
ZERO = Fraction(0)


@dataclass(frozen=True)
class Allocation:
    """What became of a part of a pool in a group: for pools.csv. Money in fen."""

    pool: str
    group: str
    part: str
    amount: int
    sum: Fraction  # of the values that took part
    allocated: int

    @property
    def unallocated(self) -> int:
        return self.amount - self.allocated

    @property
    def unit_price(self) -> Fraction | None:
        """Fen a unit of value; None where nobody has any."""
        return Fraction(self.amount) / self.sum if self.sum else None


@dataclass(frozen=True)
class PoolPart:
    """One part of a pool, to the people of each group by a measure's values; input: the measure."""

    pool: str
    amount: Fraction
    parts: tuple[str, ...]
    shares: tuple[Fraction, ...]
    place: int
    group: str
    title: ClassVar[Text] = Text("资金池分配", "share of a pool")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        (value,) = inputs
        num = np.zeros(scope.shape, dtype=object)
        unit = int(np.lcm.reduce([share.denominator for share in self.shares]))
        cut = largest_remainder(
            int(self.amount * FEN), [int(share * unit) for share in self.shares]
        )[self.place]
        _number, names = scope.ground.people.groups(self.group, scope.periods[-1].ends)
        listed = scope.shared.setdefault(ALLOCATIONS, [])
        for name, (period, rows) in zip(names, among_peers(scope, self.group), strict=True):
            present = rows[value.has[rows, period]]
            weights = common_weights(value, present, period)
            allocated = 0
            if weights and sum(weights):
                num[present, period] = largest_remainder(cut, weights)
                allocated = cut
            total = sum((max(value.at(int(r), period) or ZERO, ZERO) for r in present), ZERO)
            listed.append(
                Allocation(self.pool, name, self.parts[self.place], cut, total, allocated)
            )
        return Column.of(ints.narrow(num), FEN)

    def formula(self, cell: Cell) -> Formula | None:
        return Formula(
            cell.result, (cell.input(0),), Text("按其占合计的比例分配", "by its part of the sum")
        )


@dataclass(frozen=True)
class PoolTotal:
    """All parts of a pool together."""

    title: ClassVar[Text] = Text("资金池合计", "of the pool")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        total = inputs[0].num
        for part in inputs[1:]:
            total = ints.add(total, part.num)
        return Column.of(total, FEN)

    def formula(self, cell: Cell) -> Formula | None:
        return Formula(cell.result, joined(list(cell.inputs()), PLUS))
