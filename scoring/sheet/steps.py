"""The figures of the waterfall as they are shown: one unit, columns and rows that add up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from perfcenter.base import formats
from perfcenter.base.formats import AmountUnit
from perfcenter.base.numbers.rounding import exact, of_units
from perfcenter.base.numbers.totals import spread, spread_rows
from scoring.sheet.model import Sheet, Step


def waterfall_unit(sheet: Sheet) -> AmountUnit:
    """The unit of the waterfall, for its heading."""
    return formats.amount_unit([exact(step.total) / 100 for step in sheet.waterfall])


def shown_steps(
    lines: tuple[Step, ...], unit: AmountUnit
) -> list[tuple[Step, Decimal, Decimal, Decimal]]:
    """Return (step, stock, increment, total) in the unit, rounded so that the page adds up.

    The last line is the total of the others in every column; each line is its stock and increment.
    """
    places = unit.chart_places
    scale = Fraction(10) ** places / (unit.yuan * 100)
    table = [(exact(line.stock) * scale, exact(line.increment) * scale) for line in lines]
    *rows, result = table
    below = spread(round(sum(result)), result)
    whole = [*spread_rows(below, rows), below]
    return [
        (line, of_units(stock, places), of_units(new, places), of_units(stock + new, places))
        for line, (stock, new) in zip(lines, whole, strict=True)
    ]
