"""The graph read backwards: the formulas under one cell, down to its sources.

A line is a cell with the formula that its operation states. Lines come in the order in which a
reader asks for them: a number first, then what it is made of. Numbers of other measures are not
followed; they have pages of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from scoring.graph.formula import Formula, Number, Sign
from scoring.graph.graph import Cells
from scoring.graph.node import Node
from scoring.graph.rows import Rows
from scoring.graph.scored import ScoreOf

NEARLY = 1e-9


@dataclass(frozen=True)
class Line:
    """A cell of the graph: its number, its formula, and for a cut score what it was before."""

    node: Node
    number: Number
    formula: Formula | None
    before: Number | None = None

    @property
    def reads_rows(self) -> bool:
        """Whether rows of the bank stand behind the cell."""
        return hasattr(self.node.operation, "rows")

    def rows(self, scope: Any) -> Rows | None:
        """Return the rows behind the cell, over the ground of its person alone."""
        found: Rows | None = self.node.operation.rows(scope, self.number.period)
        return found


def trace(
    cells: Cells,
    key: str,
    person: int,
    period: int = 0,
    *,
    code: str = "",
    here: Callable[[str], bool] | None = None,
) -> list[Line]:
    """Return the lines under a cell of a measure (or pool), the cell's own first.

    `here` tells which nodes are explained on the same page, where the code does not say it.
    """
    lines: list[Line] = []
    seen: set[tuple[str, int]] = set()

    def follow(key: str, period: int) -> None:
        number = cells.number(key, person, period)
        if (key, number.period) in seen:
            return
        seen.add((key, number.period))
        node = cells.graph[key]
        formula = _stated(cells, node, person, number)
        before = _before(cells, node, person, number)
        lines.append(Line(node, number, formula, before))
        for one in _numbers(formula):
            below = cells.graph[one.node] if one.node else None
            if here is not None and not here(one.node):
                continue
            if below and below.kind == node.kind and below.code == code:
                follow(one.node, one.period)

    follow(key, period)
    return lines


def _stated(cells: Cells, node: Node, person: int, number: Number) -> Formula | None:
    """Return the cell's formula; one that only names the next cell is that cell's."""
    if number.value is None:
        return None
    formula = cells.formula(node.key, person, number.period)
    while formula is not None and formula.note is None and len(formula.pieces) == 1:
        (only,) = formula.pieces
        if isinstance(only, Sign) or not _is_same(cells, node, only, number):
            break
        below = cells.formula(only.node, person, only.period)
        if below is None:
            break
        formula = replace(below, result=number)
    return formula


def _is_same(cells: Cells, node: Node, only: Number, number: Number) -> bool:
    if not only.node or only.value != number.value:
        return False
    below = cells.graph[only.node]
    taken = ".formula." in below.key or below.key.endswith(".computed")
    return below.code == node.code and taken


def _before(cells: Cells, node: Node, person: int, number: Number) -> Number | None:
    """Return the score before floor and cap, where they changed it."""
    part = node.key.rpartition(".")[2]
    if part not in {"score", "computed"} or not isinstance(node.operation, ScoreOf):
        return None
    key = f"{node.key.removesuffix(part)}uncapped"
    if key not in cells.graph or number.value is None:
        return None
    before = cells.number(key, person, number.period)
    return None if before.value is None or before.value == number.value else before


def _numbers(formula: Formula | None) -> Iterator[Number]:
    for piece in formula.pieces if formula else ():
        if isinstance(piece, Number):
            yield piece


def comes_to(formula: Formula) -> Fraction | float | None:
    """Return what the pieces come to as arithmetic; None where they are no arithmetic."""
    return evaluated([p if isinstance(p, Sign) else p.value for p in formula.pieces])


def holds(formula: Formula) -> bool:
    """Whether the pieces, worked out, are the result."""
    found = comes_to(formula)
    if found is None or formula.result.value is None:
        return False
    if isinstance(found, Fraction) and isinstance(formula.result.value, Fraction | int):
        return found == formula.result.value
    size = max(1.0, abs(float(formula.result.value)))
    return abs(float(found) - float(formula.result.value)) <= NEARLY * size


def evaluated(pieces: list[Any]) -> Fraction | float | None:
    """Work out values with the signs + − × ÷ ( ) between them.

    >>> from scoring.graph.text import plain
    >>> evaluated([Fraction(1), Sign(plain("÷")), Fraction(4)])
    Fraction(1, 4)
    """
    try:
        value, rest = _sum(pieces)
    except (ValueError, ZeroDivisionError, TypeError, IndexError):
        return None
    return None if rest else value


def _sum(pieces: list[Any]) -> tuple[Any, list[Any]]:
    value, rest = _product(pieces)
    while rest and _sign(rest[0]) in {"+", "−"}:
        sign, (right, rest) = _sign(rest[0]), _product(rest[1:])
        value = value + right if sign == "+" else value - right
    return value, rest


def _product(pieces: list[Any]) -> tuple[Any, list[Any]]:
    value, rest = _factor(pieces)
    while rest and _sign(rest[0]) in {"×", "÷"}:
        sign, (right, rest) = _sign(rest[0]), _factor(rest[1:])
        value = value * right if sign == "×" else value / right
    return value, rest


def _factor(pieces: list[Any]) -> tuple[Any, list[Any]]:
    first, rest = pieces[0], pieces[1:]
    if _sign(first) == "−":
        value, rest = _factor(rest)
        return -value, rest
    if _sign(first) == "(":
        value, rest = _sum(rest)
        if not rest or _sign(rest[0]) != ")":
            raise ValueError
        return value, rest[1:]
    if isinstance(first, Sign) or first is None:
        raise ValueError
    return (Fraction(first) if isinstance(first, int) else first), rest


def _sign(piece: Any) -> str:
    return piece.text.en if isinstance(piece, Sign) else ""
