"""The operators of formulas: each a node that says what it did with which numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np

from scoring.graph import column, ints, states
from scoring.graph.column import Column
from scoring.graph.formula import CLOSE, COMMA, OPEN, Formula, Number, Piece, Sign
from scoring.graph.node import Cell, Node, Scope
from scoring.graph.rules.per_unit import whole
from scoring.graph.text import Text, plain

Computed = Callable[..., Column]


@dataclass(frozen=True)
class Literal:
    """A number of the formula's text."""

    value: Fraction
    title: ClassVar[Text] = Text("常数", "number")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        return Column.constant(self.value, scope.shape)

    def formula(self, cell: Cell) -> Formula | None:
        return None


@dataclass(frozen=True)
class Apply:
    """An operator or function applied to its inputs."""

    function: str
    title: ClassVar[Text] = Text("公式", "formula")

    def loses_by(self, node: Node) -> tuple[str, ...]:
        """A divisor may be 0, and a condition choose what has no number."""
        decides = {"/": node.inputs[1:], "if": node.inputs[:1]}
        return decides.get(self.function, ())

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        return OPERATORS[self.function](*inputs)

    def formula(self, cell: Cell) -> Formula | None:
        numbers = list(cell.inputs())
        if self.function in SIGNS:
            sign = Sign(plain(SIGNS[self.function]))
            pieces: tuple[Piece, ...] = (
                (sign, *numbers) if len(numbers) == 1 else _between(numbers, sign)
            )
        else:
            name = Sign(WORDS.get(self.function, plain(self.function)))
            pieces = (name, OPEN, *_between(numbers, COMMA), CLOSE)
        return Formula(cell.result, pieces)


@dataclass(frozen=True)
class OverAll:
    """sum_over_periods, mean_over_periods, last_period: from periods to the cycle."""

    how: str
    title: ClassVar[Text] = Text("各期合成", "over the periods")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        from scoring.graph.scored import OverPeriods

        return OverPeriods(self.how).compute(scope, inputs)  # type: ignore[arg-type]

    def formula(self, cell: Cell) -> Formula | None:
        from scoring.graph.scored import OverPeriods

        return OverPeriods(self.how).formula(cell)  # type: ignore[arg-type]


SIGNS = {
    "+": "+", "-": "−", "*": "×", "/": "÷", "negative": "−", "<": "<", "<=": "≤", ">": ">",
    ">=": "≥", "==": "=", "!=": "≠",
}  # fmt: skip
TRUTHS = ("<", "<=", ">", ">=", "==", "!=", "and", "or", "not")
"""Operators whose numbers say yes or no."""
WORDS = {
    "if": Text("若", "if"),
    "and": Text("且", "and"),
    "or": Text("或", "or"),
    "not": Text("非", "not"),
    "round": Text("四舍六入", "round"),
    "floor": Text("取整", "whole part of"),
    "clip": Text("限于", "within"),
    "default": Text("缺省", "or else"),
    "min": Text("最小", "least of"),
    "max": Text("最大", "most of"),
}


def _between(numbers: Sequence[Number], sign: Sign) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for number in numbers:
        pieces += [sign, number] if pieces else [number]
    return tuple(pieces)


def _truth(holds: Any, *inputs: Column) -> Column:
    state = states.joined(*(one.state for one in inputs))
    return Column.of(np.asarray(holds, dtype=np.int64), 1, state)


def _compared(test: Callable[[Any], Any]) -> Computed:
    return lambda left, right: _truth(test(column.compare(left, right)), left, right)


def _if(condition: Column, yes: Column, no: Column) -> Column:
    """Only the branch that is taken has to have a value."""
    chosen = column.choose(condition.num != 0, yes, no)
    return chosen.with_state(states.joined(condition.state, chosen.state))


def _and(*inputs: Column) -> Column:
    return _truth(np.logical_and.reduce([one.num != 0 for one in inputs]), *inputs)


def _or(*inputs: Column) -> Column:
    return _truth(np.logical_or.reduce([one.num != 0 for one in inputs]), *inputs)


def _round(value: Column, places: Column | None = None) -> Column:
    """Round half-even, as money is computed; the places are one whole number for all."""
    digits = 0 if places is None else int(places.at(0, 0) or 0) if places.shape[0] else 0
    unit = 10 ** min(max(digits, 0), 12)
    num = ints.wide(value.num) * unit
    den = ints.wide(np.broadcast_to(value.den, value.shape))
    floor = num // den
    twice = 2 * (num - floor * den)
    up = (twice > den) | ((twice == den) & (floor % 2 == 1))
    return Column.of(ints.narrow(floor + up.astype(int)), unit, value.state)


def _reduced(step: Computed) -> Computed:
    def over(first: Column, *rest: Column) -> Column:
        for one in rest:
            first = step(first, one)
        return first

    return over


def _default(value: Column, otherwise: Column) -> Column:
    return column.choose(value.has, value, otherwise)


def _not(value: Column) -> Column:
    return _truth(value.num == 0, value)


OPERATORS: dict[str, Computed] = {
    "+": column.add,
    "-": column.subtract,
    "*": column.multiply,
    "/": column.divide,
    "negative": lambda value: column.scaled(value, -1),
    "<": _compared(lambda sign: sign < 0),
    "<=": _compared(lambda sign: sign <= 0),
    ">": _compared(lambda sign: sign > 0),
    ">=": _compared(lambda sign: sign >= 0),
    "==": _compared(lambda sign: sign == 0),
    "!=": _compared(lambda sign: sign != 0),
    "and": _and,
    "or": _or,
    "not": _not,
    "if": _if,
    "min": _reduced(column.least),
    "max": _reduced(column.most),
    "round": _round,
    "floor": whole,
    "clip": lambda value, low, high: column.least(column.most(value, low), high),
    "default": _default,
}
