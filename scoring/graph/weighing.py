"""How scores become a composite: the weights, and the scorecard that is computed once a graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scoring.engine.scorecard import Scorecard, scorecard
from scoring.graph.node import Scope

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

    def members(self, dimension: int) -> list[int]:
        """Return the places of a dimension's measures."""
        return [k for k, one in enumerate(self.dimension) if one == dimension]

    def nominal(self, place: int) -> float:
        """Return a measure's share of the composite when everything has data."""
        dimension = self.dimension[place]
        inside = sum(self.within[k] for k in self.members(dimension))
        share = self.dimensions[dimension] / sum(self.dimensions)
        return self.within[place] / inside * share

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
