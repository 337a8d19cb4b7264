"""A measure's value: what its source gives, and what is said of odd cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Literal

import numpy as np

from scoring.graph import ints
from scoring.graph.column import Column, compare, scaled
from scoring.graph.formula import Formula
from scoring.graph.node import Cell, Node, Scope
from scoring.graph.rows import Rows
from scoring.graph.source import Source
from scoring.graph.states import State
from scoring.graph.text import Text

Missing = Literal["out", "zero", "zero_once_anybody_has"]
TOO_LARGE = 10**18
TOO_FINE = 4096  # binary digits of a denominator
NOTHING = (State.NO_DATA, State.ZERO_DIVISOR, State.TOO_FEW)


@dataclass(frozen=True)
class Odd:
    """What a measure says of a value that is missing, negative, or of somebody not in service."""

    missing: Missing | Fraction = "out"
    negative: Literal["as_is", "zero", "out"] = "as_is"
    not_in_service: Literal["as_is", "out", "zero"] = "as_is"

    def applied(self, scope: Scope, column: Column, *, anybody_has: bool) -> Column:
        """Return the column after what is said of its odd cells."""
        nothing = _in(column, NOTHING)
        if isinstance(self.missing, Fraction):
            column = column.filled(nothing, self.missing)
        elif self.missing == "zero" or (self.missing == "zero_once_anybody_has" and anybody_has):
            column = column.filled(nothing, 0)
        negative = column.has & (column.num < 0)
        if self.negative == "zero":
            column = column.filled(negative, 0)
        elif self.negative == "out":
            column = column.out(negative, State.LEFT_OUT)
        if self.not_in_service == "out":
            column = column.out(scope.served == 0, State.NOT_IN_SERVICE)
        elif self.not_in_service == "zero":
            column = column.filled(scope.served == 0, 0)
        return column


@dataclass(frozen=True)
class Valued:
    """The value of a source, with what the measure says of odd cases."""

    source: Source
    odd: Odd
    title: ClassVar[Text] = Text("实际值", "value")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        column = self.source.compute(scope, inputs)
        has = self.odd.missing == "zero_once_anybody_has" and self.source.anybody_has(
            scope.ground, scope.code
        )
        return corrected(scope, self.odd.applied(scope, column, anybody_has=has))

    def formula(self, cell: Cell) -> Formula | None:
        return self.source.formula(cell)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        return self.source.rows(scope, period)


@dataclass(frozen=True)
class Settled:
    """The value of a formula, with what the measure says of odd cases.

    What is too large for any amount of a bank, or too fine, is left out: products of products would
    fill the memory.
    """

    odd: Odd
    title: ClassVar[Text] = Text("实际值", "value")

    def loses_by(self, node: Node) -> tuple[str, ...]:
        return node.inputs if self.odd.negative == "out" else ()

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        found = _reduced(inputs[0])
        if ints.largest(found.num) < TOO_LARGE:
            return corrected(scope, self.odd.applied(scope, found, anybody_has=True))
        bound = Column.constant(TOO_LARGE, found.shape)
        above = compare(found, bound) >= 0
        below = compare(found, scaled(bound, -1)) <= 0
        kept = found.out(above | below, State.LEFT_OUT)
        return corrected(scope, self.odd.applied(scope, kept, anybody_has=True))

    def formula(self, cell: Cell) -> Formula | None:
        return Formula(cell.result, (cell.input(0),))


def corrected(scope: Scope, column: Column) -> Column:
    """Return the column with the values that an amendment puts in the place of what was found."""
    for (person, code, period), value in scope.ground.corrected.items():
        if code == scope.code:
            here = np.zeros(column.shape, dtype=np.bool_)
            here[person, period] = True
            column = column.filled(here, value)
    return column


def _reduced(column: Column) -> Column:
    """Return the column in lowest terms where its denominators are long; the longest are out."""
    if column.den.dtype != object:
        return column
    den = np.broadcast_to(column.den, column.shape)
    common = np.gcd(ints.wide(column.num), den)
    num, den = ints.wide(column.num) // common, den // common
    fine = np.vectorize(lambda n: int(n).bit_length() > TOO_FINE, otypes=[bool])(den)
    lowest = Column(ints.narrow(num), ints.narrow(np.where(fine, 1, den)), column.state)
    return lowest.out(fine, State.LEFT_OUT)


def _in(column: Column, found: tuple[State, ...]) -> Any:
    chosen = column.state == found[0]
    for state in found[1:]:
        chosen = chosen | (column.state == state)
    return chosen
