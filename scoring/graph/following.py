"""What follows from other people's numbers, read off a graph.

A percentile or a share of a pool is computed from everybody's values, and whatever reads it follows
from them too. *Whether* there is a number is another question: a measure is out for want of data of
one's own, so weights, which ask no more than that, say nothing of others. Only where a formula may
lose its number by one that follows from others (`loses_by`) do weights follow as well.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from scoring.graph.among import Among
from scoring.graph.graph import Graph
from scoring.graph.node import Node


@dataclass(frozen=True)
class Reads:
    """Of which inputs an operation reads the numbers, and of which whether there is one."""

    numbers: tuple[str, ...]
    presence: tuple[str, ...]


@dataclass(frozen=True)
class Following:
    """Nodes whose numbers follow from other people's; of those in `presence` even whether there is
    a number does."""

    numbers: frozenset[str] = frozenset()
    presence: frozenset[str] = frozenset()

    def __contains__(self, key: object) -> bool:
        return key in self.numbers

    def __bool__(self) -> bool:
        return bool(self.numbers)


NOTHING = Following()


def among_of(node: Node) -> Among | None:
    """Return whom the cells of a node are compared with; None where they are with nobody."""
    ask = getattr(node.operation, "among", None)
    found: Among | None = ask(node) if ask else None
    return found


def reads_of(node: Node) -> Reads:
    """Return what a node reads: everything of its inputs, unless the operation says otherwise."""
    ask = getattr(node.operation, "reads", None)
    found: Reads = ask(node) if ask else Reads(node.inputs, node.inputs)
    return found


def _by_nothing(_node: Node) -> tuple[str, ...]:
    return ()


def compared(graph: Graph) -> list[tuple[Node, Among]]:
    """Return the measures and pools that are compared; ranks and quotas stand for themselves."""
    found = ((node, among_of(node)) for node in graph if node.code)
    return [(node, among) for node, among in found if among is not None]


def following(graph: Graph, first: Container[str]) -> Following:
    """Return the first nodes and all whose numbers follow from theirs."""
    numbers: set[str] = set()
    presence: set[str] = set()
    for node in graph:
        reads = reads_of(node)
        loses_by = getattr(node.operation, "loses_by", _by_nothing)(node)
        if numbers.intersection(loses_by) or presence.intersection(reads.presence):
            presence.add(node.key)
            numbers.add(node.key)
        elif node.key in first or numbers.intersection(reads.numbers):
            numbers.add(node.key)
    return Following(frozenset(numbers), frozenset(presence))
