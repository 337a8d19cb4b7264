"""Where the parts of a waterfall's steps lie.

Stacked columns pile positive values up from zero and negative ones down from it, so every part of
a step is cut at zero and laid on its side in the order of its distance from zero. Where a falling
step meets zero in its increment, its stock lies outside: the slot `beyond` takes that piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from perfcenter.base.money import FEN
from scoring.sheet.model import Step

INCOME, TOTAL = "income", "rorac"
SLOTS = ("stock", "increment", "beyond")
INC_UP, INC_DOWN = "(MAX([ihi],0)-MAX([ilo],0))", "(MIN([ilo],0)-MIN([ihi],0))"
STOCK_UP, STOCK_DOWN = "(MAX([shi],0)-MAX([slo],0))", "(MIN([slo],0)-MIN([shi],0))"
FIRST_UP = f"AND({INC_UP}>0,MAX([ilo],0)<MAX([slo],0))"  # the increment is nearer to zero
FIRST_DOWN = f"AND({INC_DOWN}<0,MIN([ihi],0)>MIN([shi],0))"
PIECES = {
    (1, "stock"): f"IF({FIRST_UP},0,{STOCK_UP})",
    (1, "increment"): INC_UP,
    (1, "beyond"): f"IF({FIRST_UP},{STOCK_UP},0)",
    (-1, "stock"): f"IF({FIRST_DOWN},0,{STOCK_DOWN})",
    (-1, "increment"): INC_DOWN,
    (-1, "beyond"): f"IF({FIRST_DOWN},{STOCK_DOWN},0)",
}
"""A piece by side and slot, as the workbook computes it of the stretches of both parts."""
BASE = (
    f"IF({INC_UP}>0,IF({STOCK_UP}>0,MIN(MAX([ilo],0),MAX([slo],0)),MAX([ilo],0)),"
    f"IF({STOCK_UP}>0,MAX([slo],0),"
    f"IF({INC_DOWN}<0,IF({STOCK_DOWN}<0,MAX(MIN([ihi],0),MIN([shi],0)),MIN([ihi],0)),"
    f"IF({STOCK_DOWN}<0,MIN([shi],0),0))))"
)


@dataclass(frozen=True)
class Bar:
    """A step's pieces by side (+1, -1) and slot, as lengths; and where its level ends."""

    pieces: dict[tuple[int, str], Fraction]
    base: Fraction
    top: Fraction
    bottom: Fraction
    start: Fraction
    change: Fraction

    @property
    def level(self) -> Fraction:
        """Where the step ends."""
        return self.start + self.change


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
    return Bar(pieces, bases[0] if bases else start, max(ends), min(ends), start, step.total)


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


def helpers(
    steps: Sequence[Step], laid: Sequence[Bar], stands: Sequence[bool]
) -> list[tuple[str, str, list[str], list[float]]]:
    """The columns between amounts and pieces: name, head, a formula and a value a row; in yuan."""
    drawn = [_drawn(step, stands=stand) for step, stand in zip(steps, stands, strict=True)]
    begins = [
        _begin(one, bar.start, stands=stand)
        for one, bar, stand in zip(drawn, laid, stands, strict=True)
    ]
    smaller = "IF([stock]*[increment]<0,IF(ABS([increment])>ABS([stock]),{0},{1}),{2})"
    hanging = {
        "dstock": smaller.format("0", "[total]", "[stock]"),
        "dinc": smaller.format("[total]", "0", "[increment]"),
        "finc": "[start]",
        "fstock": "[start]+[dinc]",
    }
    standing = {
        "dstock": "[stock]",
        "dinc": "[increment]",
        "finc": "IF([stock]*[increment]<0,0,[stock])",
        "fstock": "0",
    }
    both = [standing if stand else hanging for stand in stands]
    starts = ["0" if stand else "[level-]" for stand in stands]
    ends = [
        (min(f, f + d), max(f, f + d)) for pair in zip(begins, drawn, strict=True)
        for f, d in [*zip(*pair, strict=True)]
    ]  # fmt: skip
    stocks, increments = ends[::2], ends[1::2]
    return [
        ("start", "start", starts, _yuan([bar.start for bar in laid])),
        ("level", "level", ["[start]+[total]"] * len(steps), _yuan([bar.level for bar in laid])),
        ("dstock", "stock drawn", [f["dstock"] for f in both], _yuan([s for s, _i in drawn])),
        ("dinc", "increment drawn", [f["dinc"] for f in both], _yuan([i for _s, i in drawn])),
        ("finc", "increment from", [f["finc"] for f in both], _yuan([i for _s, i in begins])),
        ("fstock", "stock from", [f["fstock"] for f in both], _yuan([s for s, _i in begins])),
        *(
            (name, head, [formula] * len(steps), _yuan([pair[place] for pair in pairs]))
            for name, head, formula, pairs, place in (
                ("slo", "stock low", "MIN([fstock],[fstock]+[dstock])", stocks, 0),
                ("shi", "stock high", "MAX([fstock],[fstock]+[dstock])", stocks, 1),
                ("ilo", "increment low", "MIN([finc],[finc]+[dinc])", increments, 0),
                ("ihi", "increment high", "MAX([finc],[finc]+[dinc])", increments, 1),
            )
        ),
        ("base_yuan", "base", [BASE] * len(steps), _yuan([_base(bar) for bar in laid])),
    ]


def _drawn(step: Step, *, stands: bool) -> tuple[Fraction, Fraction]:
    """Stock and increment as they are drawn: parts that pull against each other as one."""
    if stands or step.stock * step.increment >= 0:
        return step.stock, step.increment
    if abs(step.increment) > abs(step.stock):
        return Fraction(0), step.total
    return step.total, Fraction(0)


def _begin(
    drawn: tuple[Fraction, Fraction], start: Fraction, *, stands: bool
) -> tuple[Fraction, Fraction]:
    """Where stock and increment begin."""
    stock, increment = drawn
    if stands:
        return Fraction(0), Fraction(0) if stock * increment < 0 else stock
    return start + increment, start


def _base(bar: Bar) -> Fraction:
    return bar.base if bar.pieces else Fraction(0)


def _yuan(fen: Sequence[Fraction]) -> list[float]:
    return [value.numerator / (value.denominator * FEN) for value in fen]
