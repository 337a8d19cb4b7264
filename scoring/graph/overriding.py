"""A computed score that the reviewer may override within bounds, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from scoring.graph import column
from scoring.graph.column import Column
from scoring.graph.formula import MINUS, PLUS, Formula, parameter
from scoring.graph.node import Cell, Scope
from scoring.graph.states import State
from scoring.graph.text import Text


@dataclass(frozen=True)
class Overriding:
    """The score that counts: the reviewer's where it lies within bounds, else the computed one.

    Formula: low = max(c - by, min(floor, c)), high = min(c + by, max(cap, c));
    score = o where low <= o <= high, else c; c is the computed score, o the reviewer's.
    A measure without a computed score has nothing to override, and stays out.

    >>> Overriding(Fraction(5), cap=Fraction(100)).bounds(Fraction(98))
    (Fraction(93, 1), Fraction(100, 1))
    """

    by: Fraction
    floor: Fraction | None = None
    cap: Fraction | None = None
    title: ClassVar[Text] = Text("得分", "score")

    def bounds(self, computed: Fraction) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest score that may stand in its place."""
        low, high = computed - self.by, computed + self.by
        if self.floor is not None:
            low = max(low, min(self.floor, computed))
        if self.cap is not None:
            high = min(high, max(self.cap, computed))
        return low, high

    def takes(self, computed: Fraction | None, score: Fraction) -> bool:
        """Whether a score may stand in the place of the computed one."""
        if computed is None:
            return False
        low, high = self.bounds(computed)
        return low <= score <= high

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        computed: Column = inputs[0]
        taken = {
            person: one.score
            for (person, code), one in scope.ground.overrides.items()
            if code == scope.code and person >= 0 and self.takes(computed.at(person, 0), one.score)
        }
        if not taken:
            return computed
        cells = [[taken.get(person)] for person in range(computed.shape[0])]
        other = Column.from_cells(cells, State.NO_DATA)
        return column.choose(other.has, other, computed)

    def formula(self, cell: Cell) -> Formula | None:
        """State the score by the computed one and what the reviewer put on it or took off."""
        computed, score = cell.input(0), cell.result.value
        if score is None or computed.value is None:
            return None
        apart = Fraction(score) - Fraction(computed.value)
        if not apart:
            return Formula(cell.result, (computed,))
        changed = parameter(abs(apart), "审核人改定", "by the reviewer")
        sign = PLUS if apart > 0 else MINUS
        return Formula(cell.result, (computed, sign, changed))
