"""Nodes and operations: what is computed from what, over all people and periods at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from scoring.graph.calendar import Kind, Period
from scoring.graph.column import Column
from scoring.graph.formula import Formula, Number
from scoring.graph.ground import Ground
from scoring.graph.text import Text

if TYPE_CHECKING:
    from scoring.graph.graph import Cells


@dataclass(frozen=True)
class Scope:
    """Over what a node is computed: the ground, the kind of its periods, its measure."""

    ground: Ground
    kind: Kind
    code: str
    away: tuple[str, ...] = ()  # kinds of absence that are taken off the days in service
    shared: dict[str, Any] = field(default_factory=dict, compare=False)  # of the whole graph

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        return self.ground.calendar.periods(self.kind)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.ground.people), len(self.periods)

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """Days of each period, shape (1, periods)."""
        return np.array([[period.days for period in self.periods]], dtype=np.int64)

    @cached_property
    def month_days(self) -> NDArray[np.int64]:
        """Days of the whole months of each period, shape (1, periods)."""
        calendar = self.ground.calendar
        return (calendar.month_days @ calendar.incidence(self.kind))[None, :]

    @cached_property
    def served(self) -> NDArray[np.int64]:
        """Days in service, shape (people, periods)."""
        return self.ground.people.served([(p.begins, p.ends) for p in self.periods], self.away)

    @cached_property
    def months_served(self) -> NDArray[np.int64]:
        """Days in service in the whole months of each period, shape (people, periods)."""
        return self.ground.people.served([p.whole_months for p in self.periods], self.away)


class Operation(Protocol):
    """What a node does. `compute` makes the column, `formula` states one cell of it."""

    title: ClassVar[Text]

    def compute(self, scope: Scope, inputs: Sequence[Column]) -> Column: ...

    def formula(self, cell: Cell) -> Formula | None: ...


@dataclass(frozen=True)
class Node:
    """A column of the graph. `inputs` are the keys of the nodes that it reads."""

    key: str
    operation: Any
    unit: str
    name: Text
    inputs: tuple[str, ...] = ()
    kind: Kind = "cycle"
    code: str = ""  # the measure or dimension that it belongs to
    away: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """One cell of a node, as its operation sees it when it states the formula."""

    cells: Cells
    node: Node
    person: int
    period: int

    @property
    def scope(self) -> Scope:
        return self.cells.scope(self.node)

    @property
    def column(self) -> Column:
        found: Column = self.cells.column(self.node.key)
        return found

    @property
    def result(self) -> Number:
        """The cell's own number."""
        return self.cells.number(self.node.key, self.person, self.period)

    def input(self, place: int, period: int | None = None) -> Number:
        """Return the number of an input's cell; one of the cycle stands beside every period."""
        return self.cells.number(
            self.node.inputs[place], self.person, self.period if period is None else period
        )

    def inputs(self) -> Iterator[Number]:
        for place in range(len(self.node.inputs)):
            yield self.input(place)
