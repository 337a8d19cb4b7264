"""The figures of the waterfall as they are shown: one unit, columns and rows that add up."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from perfcenter.base import formats
from perfcenter.base.formats import AmountUnit
from perfcenter.base.numbers.rounding import Number, exact, of_units, units
from perfcenter.base.numbers.totals import spread, spread_rows
from scoring.sheet.model import Step

SHARE_PLACES = 2
"""Of a percentage, where the figures shown bear that many out."""


def waterfall_unit() -> AmountUnit:
    """The unit of the waterfall: that of the measure that it explains."""
    return formats.usual_unit()


def shown_steps(
    lines: tuple[Step, ...], unit: AmountUnit
) -> list[tuple[Step, Decimal, Decimal, Decimal]]:
    """Return (step, stock, increment, total) in the unit, rounded so that the page adds up.

    The last line is the total of the others in every column; each line is its stock and increment.
    """
    places = unit.places
    scale = Fraction(10) ** places / (unit.yuan * 100)
    table = [(exact(line.stock) * scale, exact(line.increment) * scale) for line in lines]
    *rows, result = table
    below = spread(units(sum(result, Fraction(0))), result)
    whole = [*spread_rows(below, rows), below]
    return [
        (line, of_units(stock, places), of_units(new, places), of_units(stock + new, places))
        for line, (stock, new) in zip(lines, whole, strict=True)
    ]


def part_of_rorac(lines: tuple[Step, ...]) -> str | None:
    """Return the increment's share of RORAC; None where RORAC is nothing, or two losses."""
    line, _stock, increment, total = shown_steps(lines, waterfall_unit())[-1]
    if not line.total:
        return None
    return agreeing_share(line.increment / line.total, increment, total)


def agreeing(
    value: Number, recomputed: Number, write: Callable[[Number, int], str], places: int
) -> str | None:
    """Write a number as finely as those it follows from bear out; None if not even as a whole.

    `recomputed` is what a reader gets from the figures shown, which are rounded.

    >>> agreeing(Fraction(2345, 10000), Fraction(2349, 10000), formats.percent, 1)
    '23.5%'
    """
    for some in range(places, -1, -1):
        if write(value, some) == write(recomputed, some):
            return write(value, some)
    return None


def agreeing_share(
    value: Fraction, part: Number, whole: Number, places: int = SHARE_PLACES
) -> str | None:
    """Return a share as finely as the part and the whole that are shown bear out."""
    if not whole:
        return None
    return agreeing(value, exact(part) / exact(whole), formats.percent, places)
