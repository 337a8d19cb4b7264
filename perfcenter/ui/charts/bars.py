"""The steps of a waterfall as rectangles between levels, before anything is drawn.

A deduction hangs from the running level; levels may cross below zero. Where stock and increment of
a step have different signs they stand side by side, the stock first, so that each keeps its
direction.
"""

from collections.abc import Sequence
from dataclasses import dataclass

THIN = 1.0
"""The least breadth of a rectangle, in px: a small amount is still seen."""


@dataclass(frozen=True)
class ChartStep:
    """A step in one unit; `kind` is income, deduction or total. A total starts from zero."""

    name: str
    symbol: str
    stock: float
    increment: float
    shown: str
    kind: str = "deduction"
    row: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        return self.stock + self.increment


@dataclass(frozen=True)
class Piece:
    """One rectangle: from level to level, over a share of the bar's breadth."""

    low: float
    high: float
    pattern: str  # stock, inc, ded, ded-hatch
    from_share: float = 0.0
    to_share: float = 1.0


@dataclass(frozen=True)
class Bar:
    step: ChartStep
    start: float
    end: float
    pieces: tuple[Piece, ...]

    @property
    def high(self) -> float:
        return max([self.start, self.end, *(piece.high for piece in self.pieces)])

    @property
    def low(self) -> float:
        return min([self.start, self.end, *(piece.low for piece in self.pieces)])


def bars_of(steps: Sequence[ChartStep]) -> list[Bar]:
    level, bars = 0.0, []
    for step in steps:
        start = 0.0 if step.kind == "total" else level
        end = start + step.total
        bars.append(Bar(step, start, end, tuple(_split(step, start))))
        level = end
    return bars


def _split(step: ChartStep, start: float) -> list[Piece]:
    solid, hatched = ("ded", "ded-hatch") if step.kind == "deduction" else ("stock", "inc")
    stock, increment = step.stock, step.increment
    if stock * increment < 0:
        turn = start + stock
        return [
            Piece(*_span(start, turn), solid, 0, 0.5),
            Piece(*_span(turn, turn + increment), hatched, 0.5, 1),
        ]
    # A deduction hangs with its increment first, an income stands with its stock first.
    first, second = (increment, stock) if step.kind == "deduction" else (stock, increment)
    patterns = (hatched, solid) if step.kind == "deduction" else (solid, hatched)
    turn = start + first
    pieces = [
        Piece(*_span(start, turn), patterns[0]),
        Piece(*_span(turn, turn + second), patterns[1]),
    ]
    kept = [piece for piece in pieces if piece.high > piece.low]
    return kept or [pieces[0]]


def _span(one: float, other: float) -> tuple[float, float]:
    return min(one, other), max(one, other)


def fill_of(pattern: str, key: str) -> tuple[str, str | None]:
    """Return the class and the pattern reference of a piece."""
    return {
        "stock": ("stock", None),
        "ded": ("ded", None),
        "inc": ("inc", f"url(#{key}-inc)"),
        "ded-hatch": ("ded-hatch", f"url(#{key}-ded)"),
    }[pattern]
