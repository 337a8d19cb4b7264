"""From a scheme to its graph: a node for every number, each after those it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scoring.graph.expression.parsing import names_in, parse
from scoring.graph.graph import Graph
from scoring.graph.profit import Parameters, TotalOf
from scoring.scheme.compiling_card import add_card, add_grades
from scoring.scheme.compiling_measures import add_measure, add_pool
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.model import Pool, SchemeDefinition
from scoring.scheme.nodes import add


@dataclass(frozen=True)
class Compiled:
    """A scheme's graph, and what its cells have to know besides."""

    scheme: SchemeDefinition
    graph: Graph
    shared: dict[str, Any]


def compiled(scheme: SchemeDefinition) -> Compiled:
    """Return the graph of a scheme that has been checked."""
    graph = Graph()
    for item in in_order(scheme):
        if isinstance(item, Pool):
            add_pool(graph, item)
        else:
            add_measure(graph, item, takes_off=item in scheme.deduction_measures)
    parameters = Parameters(scheme.rorac.decay, scheme.rorac.floor, scheme.rorac.capital_ratio)
    add(graph, "rorac", TotalOf(parameters), "yuan", TotalOf.title, (), {})
    add(graph, "rorac.ratio", TotalOf(parameters, ratio=True), "ratio", TotalOf.title, (), {})
    add_card(graph, scheme)
    add_grades(graph, scheme)
    return Compiled(scheme, graph, {"rorac parameters": parameters})


class CircleError(ValueError):
    """Measures that need each other in a circle, named in its order."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(" → ".join(codes))
        self.codes = codes


def in_order(scheme: SchemeDefinition) -> list[AnyMeasure | Pool]:
    """Return measures and pools so that each comes after those it reads; CircleError."""
    items: dict[str, AnyMeasure | Pool] = {m.code: m for m in scheme.all_measures()}
    items |= {f"pool {pool.code}": pool for pool in scheme.pools}
    done: dict[str, AnyMeasure | Pool] = {}
    path: list[str] = []

    def visit(key: str) -> None:
        if key in done or key not in items:
            return
        if key in path:
            raise CircleError([*path[path.index(key) :], key])
        path.append(key)
        for needed in reads(items[key]):
            visit(needed)
        path.pop()
        done[key] = items[key]

    for key in items:
        visit(key)
    return list(done.values())


def reads(item: AnyMeasure | Pool) -> list[str]:
    """Return what a measure's formula or a pool's parts read."""
    if isinstance(item, Pool):
        return [part.measure for part in item.parts]
    if item.formula is None:
        return []
    found = names_in(parse(item.formula))
    return [f"pool {n.code}" if n.part == "pool" else n.code for n in found]
