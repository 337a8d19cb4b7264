"""Pools of the scheme: a sum cut into parts, each part to people by a measure's values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from scoring.graph import ints
from scoring.graph.among import Among, Compared
from scoring.graph.column import Column
from scoring.graph.formula import PLUS, Formula, Number, joined
from scoring.graph.ledger import FEN
from scoring.graph.node import Cell, Node, Scope
from scoring.graph.rule import among_peers
from scoring.graph.rules.pool_share import common_weights, part_of_pool
from scoring.graph.split import largest_remainder
from scoring.graph.text import Text

if TYPE_CHECKING:
    from scoring.graph.graph import Cells

ZERO = Fraction(0)


@dataclass(frozen=True)
class Allocation:
    """What became of a part of a pool in a group. Money in fen; `sum` in the measure's unit.

    Of a run kept in blocks each block knows its own people's, and they add up.
    """

    pool: str
    group: str
    part: str
    amount: int
    sum: Fraction  # of the values that took part
    allocated: int

    def __add__(self, other: Allocation) -> Allocation:
        total, allocated = self.sum + other.sum, self.allocated + other.allocated
        return replace(self, sum=total, allocated=allocated)

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

    @cached_property
    def cut(self) -> int:
        """What the part has of the pool in each group, in fen."""
        unit = int(np.lcm.reduce([share.denominator for share in self.shares]))
        weights = [int(share * unit) for share in self.shares]
        return largest_remainder(int(self.amount * FEN), weights)[self.place]

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        (value,) = inputs
        num = np.zeros(scope.shape, dtype=object)
        for period, rows in among_peers(scope, self.group):
            present = rows[value.has[rows, period]]
            weights = common_weights(value, present, period)
            if weights and sum(weights):
                num[present, period] = largest_remainder(self.cut, weights)
        return Column.of(ints.narrow(num), FEN)

    def allocations(self, scope: Scope, value: Column, share: Column) -> Iterator[Allocation]:
        """Yield what the people there are had in each group, from what was computed."""
        _number, names = scope.ground.people.groups(self.group, scope.periods[-1].ends)
        for name, (period, rows) in zip(names, among_peers(scope, self.group), strict=True):
            taking = [max(value.at(int(row), period) or ZERO, ZERO) for row in rows]
            fen = sum((share.at(int(row), period) or ZERO for row in rows), ZERO) * FEN
            part = self.parts[self.place]
            yield Allocation(self.pool, name, part, self.cut, sum(taking, ZERO), int(fen))

    def among(self, node: Node) -> Among:
        return Among(self.group, node.inputs[0], amount=self.cut)

    def stated(self, share: Number, own: Number, others: Compared) -> Formula | None:
        return part_of_pool(share, own, others)

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


def allocations(cells: Cells) -> Iterator[Allocation]:
    """Yield what became of every part of the graph's pools, among the people of these cells."""
    for node in cells.graph:
        if isinstance(node.operation, PoolPart):
            value = cells.column(node.inputs[0])
            yield from node.operation.allocations(cells.scope(node), value, cells.column(node.key))
