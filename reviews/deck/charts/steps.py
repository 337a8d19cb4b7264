"""Where the parts of a waterfall's steps lie.

Stacked columns pile positive values up from zero and negative ones down from it, so every part of
a step is cut at zero and laid on its side in the order of its distance from zero. Where a falling
step meets zero in its increment, its stock lies outside: the slot `beyond` takes that piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.sheet.model import Step

INCOME, TOTAL = "income", "rorac"
SLOTS = ("stock", "increment", "beyond")


@dataclass(frozen=True)
class Bar:
    """A step's pieces by side (+1, -1) and slot, as lengths; and where its level ends."""

    pieces: dict[tuple[int, str], Fraction]
    base: Fraction
    top: Fraction
    bottom: Fraction
    level: Fraction


def bar(step: Step, start: Fraction) -> Bar:
    """Where a step's parts lie when the level before it is `start`.

    >>> falling = bar(Step("tax", "T", "", Fraction(-30), Fraction(-10)), Fraction(25))
    >>> {key: int(length) for key, length in falling.pieces.items()}
    {(1, 'stock'): 15, (1, 'increment'): 10, (-1, 'stock'): 15}
    """
    stands = step.code in (INCOME, TOTAL)
    start = Fraction(0) if stands else start
    sections = _sections(step, start, stands=stands)
    pieces: dict[tuple[int, str], Fraction] = {}
    bases = []
    for side in (1, -1):
        cut = [(part, *_on_side(low, high, side)) for part, low, high in sections]
        here = sorted((near, part, far) for part, near, far in cut if far > near)
        if here:
            bases.append(here[0][0] * side)
            slots = SLOTS[1:] if [part for _n, part, _f in here] == ["increment", "stock"] else None
            for index, (near, part, far) in enumerate(here):
                pieces[side, slots[index] if slots else part] = far - near
    ends = [edge for _part, low, high in sections for edge in (low, high)] or [start]
    return Bar(pieces, bases[0] if bases else start, max(ends), min(ends), start + step.total)


def _sections(step: Step, start: Fraction, *, stands: bool) -> list[tuple[str, Fraction, Fraction]]:
    """The parts as (part, low, high): standing on zero stock first, hanging increment first."""
    parts = [("stock", step.stock), ("increment", step.increment)]
    if step.stock * step.increment < 0:
        if stands:  # opposite signs: each stands on zero for itself
            return [(name, min(Fraction(0), v), max(Fraction(0), v)) for name, v in parts]
        parts = [(max(parts, key=lambda part: abs(part[1]))[0], step.total)]
    sections = []
    for name, value in parts if stands else reversed(parts):
        sections.append((name, min(start, start + value), max(start, start + value)))
        start += value
    return sections


def _on_side(low: Fraction, high: Fraction, side: int) -> tuple[Fraction, Fraction]:
    """The stretch of low..high on one side of zero, as distances from it."""
    near, far = sorted((low * side, high * side))
    return max(near, Fraction(0)), max(far, Fraction(0))


def bars(steps: Sequence[Step]) -> list[Bar]:
    level = Fraction(0)
    laid = []
    for step in steps:
        laid.append(bar(step, level))
        level = laid[-1].level
    return laid
