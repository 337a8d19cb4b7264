"""A graph and its cells: every node computed once, after those it depends on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from scoring.graph.column import Column
from scoring.graph.formula import Formula, Number
from scoring.graph.ground import Ground
from scoring.graph.node import Cell, Node, Scope
from scoring.graph.points import Points
from scoring.graph.states import State


class Graph:
    """Nodes by their keys. A node is added after those that it reads."""

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        self._nodes: dict[str, Node] = {}
        for node in nodes:
            self.add(node)

    def add(self, node: Node) -> Node:
        """Add a node; KeyError where an input is not there yet."""
        for key in node.inputs:
            if key not in self._nodes:
                raise KeyError(f"{node.key} reads {key}, which is not in the graph")
        self._nodes[node.key] = node
        return node

    def __getitem__(self, key: str) -> Node:
        return self._nodes[key]

    def __contains__(self, key: object) -> bool:
        return key in self._nodes

    def __iter__(self) -> Iterator[Node]:
        return iter(self._nodes.values())

    def __len__(self) -> int:
        return len(self._nodes)

    def computed(self, ground: Ground, shared: Mapping[str, Any] | None = None) -> Cells:
        """Compute every node over the ground; `shared` are the scheme's own parameters."""
        cells = Cells(self, ground, shared=dict(shared or {}))
        for node in self:
            cells.column(node.key)
        return cells


@dataclass
class Cells:
    """The columns of a graph over a ground, each computed when it is first asked for."""

    graph: Graph
    ground: Ground
    columns: dict[str, Column | Points] = field(default_factory=dict)
    shared: dict[str, Any] = field(default_factory=dict)  # what several nodes are made of
    scopes: dict[tuple[Any, ...], Scope] = field(default_factory=dict)

    def scope(self, node: Node) -> Scope:
        """Return over what a node is computed."""
        key = (node.kind, node.code, node.away)
        if key not in self.scopes:
            self.scopes[key] = Scope(self.ground, node.kind, node.code, node.away, self.shared)
        return self.scopes[key]

    def column(self, key: str) -> Any:
        """Return a node's column."""
        if key not in self.columns:
            node = self.graph[key]
            inputs = [self._beside(node, self.column(name)) for name in node.inputs]
            self.columns[key] = node.operation.compute(self.scope(node), inputs)
        return self.columns[key]

    def without(self, numbers: Collection[str], presence: Collection[str] = ()) -> Cells:
        """Return the cells with the numbers of these nodes not told, and of some of them not even
        whether there is one."""
        columns = dict(self.columns)
        for key in numbers:
            column = self.column(key)
            hidden = column.has | (key in presence)
            state = np.where(hidden, np.int8(State.AT_PUBLICATION), column.state)
            columns[key] = Column.of(np.zeros(state.shape, dtype=np.int64), 1, state)
        return Cells(self.graph, self.ground, columns, self.shared)

    def number(self, key: str, person: int, period: int = 0) -> Number:
        """Return a cell as a formula shows it; a node of the cycle has one period."""
        node, column = self.graph[key], self.column(key)
        at = period if column.shape[1] > period else 0
        state = State(int(column.state[person, at]))
        why = "" if state == State.VALUE else state.code
        return Number(column.at(person, at), node.unit, node.name, key, at, why)

    def cell(self, key: str, person: int, period: int = 0) -> Cell:
        return Cell(self, self.graph[key], person, period)

    def formula(self, key: str, person: int, period: int = 0) -> Formula | None:
        """Return the formula of one cell, from the numbers that were computed."""
        cell = self.cell(key, person, period)
        found: Formula | None = cell.node.operation.formula(cell)
        return found

    def _beside(self, node: Node, column: Any) -> Any:
        """Put a number of the cycle beside every period of a node that has several."""
        periods = len(self.scope(node).periods)
        if column.shape[1] == periods or column.shape[1] != 1 or isinstance(column, Points):
            return column
        return Column(
            np.repeat(column.num, periods, axis=1),
            np.repeat(column.den, periods, axis=1),
            np.repeat(column.state, periods, axis=1),
        )


def exact(value: Fraction | float | None) -> Fraction | None:
    """Return a number of a formula exactly; a float by its shortest decimals."""
    return Fraction(repr(value)) if isinstance(value, float) else value
