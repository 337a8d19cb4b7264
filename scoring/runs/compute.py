"""All numbers of a run, for every participant at once; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.engine.bands import group_sizes, peer_medians
from scoring.graph.graph import Cells
from scoring.graph.node import Scope
from scoring.graph.profit import Profit, profit_of
from scoring.inputs.read import Inputs
from scoring.scheme.compiling import Compiled, compiled
from scoring.scheme.compiling_card import COMPOSITE
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.nodes import cycle_key

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Computed:
    """A run's numbers: the cells of the scheme's graph, and how peers compare."""

    inputs: Inputs
    compiled: Compiled
    cells: Cells
    profit: Profit
    groups: NDArray[np.int64]
    stays: NDArray[np.bool_]
    peers: NDArray[np.int64]

    @cached_property
    def staff(self) -> list[str]:
        return [person.staff_no for person in self.inputs.ground.people.persons]

    def column(self, key: str) -> Any:
        """Return a node's column, None where the graph has no such node."""
        return self.cells.column(key) if key in self.compiled.graph else None

    def of_measure(self, measure: AnyMeasure, part: str) -> Any:
        """Return a measure's column for the cycle: value, target, score, completion ..."""
        return self.column(cycle_key(self.compiled.graph, measure.code, part))

    def medians(self, *keys: str) -> Floats:
        """Return the medians of each person's peers for some nodes, shape (people, nodes)."""
        if not keys:
            return np.zeros((len(self.staff), 0))
        columns = [self.cells.column(key).floats()[:, 0] for key in keys]
        return peer_medians(np.column_stack(columns), self.groups, self.stays)


def compute(inputs: Inputs) -> Computed:
    """Score every participant of the cycle."""
    found = compiled(inputs.scheme)
    cells = found.graph.computed(inputs.ground, found.shared)
    people = inputs.ground.people
    span = inputs.ground.calendar.periods("cycle")[0]
    groups, _names = people.groups(inputs.scheme.peers, span.ends)
    stays = people.stays(span)
    scope: Scope = cells.scope(found.graph[COMPOSITE])
    return Computed(
        inputs=inputs,
        compiled=found,
        cells=cells,
        profit=profit_of(scope, found.shared["rorac parameters"]),
        groups=groups,
        stays=stays,
        peers=group_sizes(groups, stays),
    )
