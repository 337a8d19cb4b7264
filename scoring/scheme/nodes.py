"""What all compilers of a scheme need: adding nodes to its graph, and what they are called."""

from __future__ import annotations

from typing import Any

from scoring.graph.graph import Graph
from scoring.graph.node import Node
from scoring.graph.text import Text
from scoring.scheme.measures import AnyMeasure

COMPUTED = "computed"


def add(
    graph: Graph,
    key: str,
    operation: Any,
    unit: str,
    name: Text,
    inputs: tuple[str, ...],
    common: dict[str, Any],
) -> str:
    graph.add(Node(key, operation, unit, name, inputs, **common))
    return key


def cycle_key(graph: Graph, code: str, part: str) -> str:
    """Return the node of a measure's number for the cycle."""
    key = f"{code}.{part}"
    return f"{key}.cycle" if f"{key}.cycle" in graph else key


def computed_key(graph: Graph, code: str) -> str:
    """Return the node of a measure's score for the cycle before anybody overrides it."""
    key = f"{code}.{COMPUTED}"
    return key if key in graph else cycle_key(graph, code, "score")


def name_of(measure: AnyMeasure) -> Text:
    return Text(measure.title_zh, measure.title)


def score_of(name: Text) -> Text:
    return Text(f"{name.zh}得分", f"score of {name.en}")
