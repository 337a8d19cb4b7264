"""The scorecard as nodes: weights as spread, contributions, dimensions, composite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from scoring.engine.bands import units
from scoring.engine.scorecard import Scorecard, scorecard
from scoring.graph.column import Column
from scoring.graph.formula import (
    MINUS,
    OVER,
    PLUS,
    TIMES,
    Formula,
    Piece,
    joined,
    parameter,
)
from scoring.graph.node import Cell, Scope
from scoring.graph.points import Points
from scoring.graph.states import State
from scoring.graph.text import Text

CARD = "card"


@dataclass(frozen=True)
class Weighing:
    """How scores become a composite. Inputs are scores of measures, then bonus, then deductions."""

    within: tuple[float, ...]
    dimension: tuple[int, ...]
    dimensions: tuple[float, ...]
    bonus: int
    deductions: int
    bonus_cap: float | None
    deduction_cap: float | None
    least_weight: float

    def card(self, scope: Scope, inputs: Sequence[Any]) -> Scorecard:
        """Return the scorecard of everybody, computed once a graph."""
        if CARD not in scope.shared:
            scope.shared[CARD] = self._made(scope, inputs)
        found: Scorecard = scope.shared[CARD]
        return found

    def _made(self, scope: Scope, inputs: Sequence[Any]) -> Scorecard:
        people = len(scope.ground.people)
        columns = [one.floats()[:, 0] for one in inputs]
        measures, extra = len(self.within), len(self.within) + self.bonus

        def together(chosen: list[Any]) -> Any:
            return np.column_stack(chosen) if chosen else np.zeros((people, 0))

        return scorecard(
            together(columns[:measures]),
            np.array(self.within),
            np.array(self.dimension, dtype=np.int64),
            np.array(self.dimensions),
            bonus=together(columns[measures:extra]),
            deductions=together(columns[extra:]),
            bonus_cap=self.bonus_cap,
            deduction_cap=self.deduction_cap,
            least_weight=self.least_weight,
        )


@dataclass(frozen=True)
class CardPart:
    """One column of the scorecard: `part` names the field, `place` the measure or dimension."""

    weighing: Weighing
    part: str
    place: int | None = None
    shows: tuple[int, ...] = ()  # inputs whose numbers make it up
    title: ClassVar[Text] = Text("计分卡", "scorecard")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Points:
        found = getattr(self.weighing.card(scope, inputs), self.part)
        return Points.of(found if self.place is None else found[:, self.place])

    def formula(self, cell: Cell) -> Formula | None:
        """State a bonus or deduction: its points, which shrink with all of them beyond the cap."""
        weighing, place = self.weighing, self.place
        if place is None or self.part not in {"bonus_contribution", "deduction_contribution"}:
            return None
        first = len(weighing.within)
        taken = self.part == "deduction_contribution"
        begin, count, cap = first, weighing.bonus, weighing.bonus_cap
        if taken:
            begin, count, cap = first + count, weighing.deductions, weighing.deduction_cap
        own = cell.input(begin + place)
        if own.value is None:
            return None
        minus: tuple[Piece, ...] = (MINUS,) if taken and own.value else ()
        given = abs(float(cell.result.value or 0))
        if cap is None or abs(float(own.value)) - given <= 1e-9:
            return Formula(cell.result, (*minus, own))
        everything = [cell.input(begin + one).value or 0 for one in range(count)]
        total = parameter(float(sum(everything)), "合计", "all of them together", "points")
        limit = parameter(cap, "合计上限", "limit of all", "points")
        return Formula(cell.result, (*minus, own, TIMES, limit, OVER, total))


@dataclass(frozen=True)
class Contribution:
    """A measure's contribution: score x effective weight. Inputs: score, weight, itself."""

    title: ClassVar[Text] = Text("贡献", "contribution")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Points:
        found: Points = inputs[2]
        return found

    def formula(self, cell: Cell) -> Formula | None:
        score, weight = cell.input(0), cell.input(1)
        return None if score.value is None else Formula(cell.result, (score, TIMES, weight))


@dataclass(frozen=True)
class Total:
    """What adds up: inputs are the total itself, then its parts; the last `less` are taken off."""

    less: int = 0
    title: ClassVar[Text] = Text("合计", "total")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Any:
        return inputs[0]

    def formula(self, cell: Cell) -> Formula | None:
        _whole, *parts = cell.inputs()
        known = [part for part in parts if part.value is not None]
        if not known:
            return None
        plus = known[: len(known) - self.less] if self.less else known
        pieces = joined(plus, PLUS)
        for part in known[len(plus) :]:
            pieces = (*pieces, MINUS, part)
        return Formula(cell.result, pieces)


@dataclass(frozen=True)
class Rounded:
    """The composite at the scheme's places, half-even: what bands, quotas and ranks go by."""

    places: int
    title: ClassVar[Text] = Text("综合得分", "composite")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        num, has = units(inputs[0].floats()[:, 0], self.places)
        state = np.where(has, np.int8(State.VALUE), np.int8(State.NO_DATA))
        return Column.of(num[:, None], 10**self.places, state[:, None])

    def formula(self, cell: Cell) -> Formula | None:
        return Formula(
            cell.result,
            (cell.input(0),),
            Text("按考核方案位数取整", "rounded to the scheme's places"),
        )
