"""The formula of one cell: numbers that were computed, what they mean, where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scoring.graph.states import State
from scoring.graph.text import Text, plain

Value = Fraction | float | None


@dataclass(frozen=True)
class Number:
    """A number in a formula: of a cell of another node (`node`), of a parameter, or of rows."""

    value: Value
    unit: str
    name: Text
    node: str = ""  # the node whose cell it is; its own formula explains it
    period: int = 0
    why_none: str = ""  # the code of the state, where there is no value

    @property
    def is_there(self) -> bool:
        """Whether there is a number, be it one that is not told yet."""
        return self.value is not None or self.why_none == State.AT_PUBLICATION.code


@dataclass(frozen=True)
class Sign:
    """An operator or a bracket between numbers; `words` where it is more than a sign."""

    text: Text


Piece = Number | Sign


@dataclass(frozen=True)
class Formula:
    """result = pieces, with the sentence that says what was done where the signs do not."""

    result: Number
    pieces: tuple[Piece, ...]
    note: Text | None = None


PLUS, MINUS, TIMES, OVER = (Sign(plain(sign)) for sign in ("+", "−", "×", "÷"))
OPEN, CLOSE, COMMA = Sign(plain("(")), Sign(plain(")")), Sign(Text("，", ", "))


def parameter(value: Value, zh: str, en: str, unit: str = "") -> Number:
    """Return a number of the scheme itself."""
    return Number(value, unit, Text(zh, en))


def joined(numbers: list[Number], sign: Sign) -> tuple[Piece, ...]:
    """Return numbers with a sign between them.

    >>> [type(p).__name__ for p in joined([parameter(1, "", ""), parameter(2, "", "")], PLUS)]
    ['Number', 'Sign', 'Number']
    """
    pieces: list[Piece] = []
    for number in numbers:
        pieces += [sign, number] if pieces else [number]
    return tuple(pieces)
