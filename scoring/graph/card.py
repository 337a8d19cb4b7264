"""The scorecard as nodes: weights as spread, contributions, dimensions, composite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np

from scoring.engine.bands import units
from scoring.graph.column import Column
from scoring.graph.following import Reads
from scoring.graph.formula import (
    CLOSE,
    MINUS,
    OPEN,
    OVER,
    PLUS,
    TIMES,
    Formula,
    Number,
    Piece,
    joined,
    parameter,
)
from scoring.graph.node import Cell, Node, Scope
from scoring.graph.points import Points
from scoring.graph.states import State
from scoring.graph.text import Text, in_digits
from scoring.graph.weighing import Weighing


@dataclass(frozen=True)
class CardPart:
    """One column of the scorecard: `part` names the field, `place` the measure or dimension."""

    weighing: Weighing
    part: str
    place: int | None = None
    beside: tuple[str, ...] = ()  # other columns of the card that its formula names
    title: ClassVar[Text] = Text("计分卡", "scorecard")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Points:
        found = getattr(self.weighing.card(scope, inputs), self.part)
        return Points.of(found if self.place is None else found[:, self.place])

    def reads(self, node: Node) -> Reads:
        """Return of which scores it is made; weights ask only which measures have one."""
        weighed = range(len(self.weighing.within))
        numbers: Sequence[int] = range(len(node.inputs))
        if self.part in {"weight", "dimension_weight", "weight_with_data"}:
            numbers = ()
        elif self.part == "contribution":
            numbers = (self.place or 0,)
        elif self.part.startswith("dimension_"):
            numbers = self.weighing.members(self.place or 0)
        elif self.part != "composite":
            return self._reads_of_points(node)
        return Reads(
            tuple(node.inputs[place] for place in numbers),
            tuple(node.inputs[place] for place in weighed),
        )

    def _reads_of_points(self, node: Node) -> Reads:
        begin, count, cap = self._span
        if self.place is not None and cap is None:
            begin, count = begin + self.place, 1
        read = node.inputs[begin : begin + count]
        return Reads(read, read)

    def formula(self, cell: Cell) -> Formula | None:
        """State a number of the card by the scores and weights that were put together."""
        stated = {
            "weight": self._weight,
            "dimension_weight": self._dimension_weight,
            "dimension_score": self._dimension_score,
            "dimension_contribution": self._product,
            "weight_with_data": self._with_data,
            "bonus": self._points,
            "deduction": self._points,
            "bonus_contribution": self._part_of_points,
            "deduction_contribution": self._part_of_points,
        }.get(self.part)
        return None if stated is None or cell.result.value is None else stated(cell)

    def _weight(self, cell: Cell) -> Formula | None:
        """A measure's share of its dimension, of what has data there, times the dimension's."""
        weighing, place = self.weighing, self.place or 0
        if not cell.result.value:
            return None
        same = weighing.members(weighing.dimension[place])
        whole = sum(weighing.within[k] for k in same)
        own = parameter(
            weighing.within[place] / whole, "考核方案所定权重", "weight of the scheme", "ratio"
        )
        with_data = [k for k in same if cell.input(k).is_there]
        pieces: tuple[Piece, ...] = (own,)
        if len(with_data) < len(same):
            left = sum(weighing.within[k] for k in with_data) / whole
            known = parameter(left, "本维度有数据的权重", "weight with data there", "ratio")
            pieces = (own, OVER, known)
        return Formula(cell.result, (*pieces, TIMES, self._beside(cell, 0)))

    def _dimension_weight(self, cell: Cell) -> Formula | None:
        weighing = self.weighing
        if not cell.result.value:
            return None
        whole = sum(weighing.dimensions)
        has = [
            d
            for d in range(len(weighing.dimensions))
            if any(cell.input(k).is_there for k in weighing.members(d))
        ]
        share = weighing.dimensions[self.place or 0] / whole
        own = parameter(share, "考核方案所定权重", "weight of the scheme", "ratio")
        if len(has) == len(weighing.dimensions):
            return Formula(cell.result, (own,))
        left = sum(weighing.dimensions[d] for d in has) / whole
        known = parameter(left, "有数据的维度的权重", "weight of dimensions with data", "ratio")
        return Formula(cell.result, (own, OVER, known))

    def _dimension_score(self, cell: Cell) -> Formula | None:
        """The mean of its measures by their effective weights."""
        _whole, *weights = self.beside
        terms: list[tuple[Piece, ...]] = []
        for k, key in zip(self.weighing.members(self.place or 0), weights, strict=True):
            score = cell.input(k)
            if score.value is not None:
                terms.append((score, TIMES, cell.cells.number(key, cell.person)))
        pieces: tuple[Piece, ...] = terms[0]
        for term in terms[1:]:
            pieces = (*pieces, PLUS, *term)
        if len(terms) == 1:
            return Formula(cell.result, pieces[:1])
        return Formula(cell.result, (OPEN, *pieces, CLOSE, OVER, self._beside(cell, 0)))

    def _product(self, cell: Cell) -> Formula | None:
        score, weight = self._beside(cell, 0), self._beside(cell, 1)
        return None if score.value is None else Formula(cell.result, (score, TIMES, weight))

    def _with_data(self, cell: Cell) -> Formula | None:
        """All of the weight less that of the measures that are out."""
        pieces: tuple[Piece, ...] = (parameter(1, "全部权重", "all of the weight", "ratio"),)
        for k in range(len(self.weighing.within)):
            score = cell.input(k)
            if not score.is_there:
                pieces = (*pieces, MINUS, Number(self.weighing.nominal(k), "ratio", score.name))
        return Formula(cell.result, pieces)

    def _points(self, cell: Cell) -> Formula | None:
        """The points of all of them together, up to the cap."""
        begin, count, cap = self._span
        given = [cell.input(begin + one) for one in range(count)]
        known = [number for number in given if number.value is not None]
        if not known:
            return None
        total = sum(float(number.value or 0) for number in known)
        note = None
        if cap is not None and total > cap:
            limit = in_digits(Fraction(repr(cap)))
            note = Text(f"合计上限 {limit}", f"at most {limit} together")
        return Formula(cell.result, joined(known, PLUS), note)

    @property
    def _span(self) -> tuple[int, int, float | None]:
        """Return the first input of the bonus or the deductions, how many there are, the cap."""
        weighing, first = self.weighing, len(self.weighing.within)
        if self.part.startswith("bonus"):
            return first, weighing.bonus, weighing.bonus_cap
        return first + weighing.bonus, weighing.deductions, weighing.deduction_cap

    def _beside(self, cell: Cell, place: int) -> Number:
        return cell.cells.number(self.beside[place], cell.person)

    def _part_of_points(self, cell: Cell) -> Formula | None:
        """A bonus or deduction: its points, which shrink with all of them beyond the cap."""
        place = self.place or 0
        begin, count, cap = self._span
        taken = self.part == "deduction_contribution"
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
        known = [part for part in parts if part.value is not None and not _is_out(cell, part)]
        if not known:
            return None
        plus = known[: len(known) - self.less] if self.less else known
        pieces = joined(plus, PLUS)
        for part in known[len(plus) :]:
            pieces = (*pieces, MINUS, part)
        return Formula(cell.result, pieces)


def _is_out(cell: Cell, part: Number) -> bool:
    """Whether a contribution is of a measure without a score: it is 0 and says nothing."""
    node = cell.cells.graph[part.node]
    if not isinstance(node.operation, Contribution):
        return False
    return cell.cells.number(node.inputs[0], cell.person).value is None


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
