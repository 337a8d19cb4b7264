"""A score sheet as it is printed: contributions and weights that add up, composite downwards.

The sheet itself stays exact; pages, print and slides that take their figures from here agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from perfcenter.base.numbers.rounding import Number, apportion, exact, rounded
from perfcenter.base.once import once_an_object
from scoring.sheet.model import DimensionLine, MeasureLine, Sheet
from scoring.sheet.places import composite_places

HALF = Fraction(1, 2)
SHARE_PLACES = 4  # two places of a percentage


@dataclass(frozen=True)
class PrintedMeasure:
    """A measure line with the contribution and weight to print beside it."""

    line: MeasureLine
    contribution: Decimal
    weight: Decimal


@dataclass(frozen=True)
class PrintedDimension:
    """A dimension with the figures that its measures add up to."""

    line: DimensionLine
    contribution: Decimal
    weight: Decimal
    measures: tuple[PrintedMeasure, ...]


@dataclass(frozen=True)
class PrintedSheet:
    """composite = the dimensions' contributions + bonus - deduction + rounding, as printed.

    What is withheld until publication counts nothing in it; the sheet says what that is.
    """

    composite: Decimal | None
    places: int  # of the composite and of all contributions
    weight: Decimal
    dimensions: tuple[PrintedDimension, ...]
    bonus: Decimal
    bonus_lines: tuple[PrintedMeasure, ...]
    deduction: Decimal  # points taken off, positive
    deduction_lines: tuple[PrintedMeasure, ...]  # contributions are negative
    rounding: Decimal  # of a composite that the scheme rounds to fewer places than are printed

    @property
    def adds_up(self) -> bool:
        """Whether the composite is printed beside parts that come to it."""
        return self.composite == self.total + self.bonus - self.deduction + self.rounding

    @property
    def total(self) -> Decimal:
        """What the dimensions contribute together, before bonus and deductions."""
        return sum((d.contribution for d in self.dimensions), Decimal(0))


@once_an_object()
def printed_sheet(sheet: Sheet) -> PrintedSheet:
    """Round a sheet by largest remainder, level by level."""
    taken = -abs(sheet.deduction_points)
    parts: list[Number] = [d.contribution for d in sheet.dimensions]
    parts += [sheet.bonus_points, taken]
    places = composite_places(sheet)
    whole, rounding = _whole(sheet, parts, places)
    contributions = apportion(whole, parts, places)
    total_weight = _sum([d.weight for d in sheet.dimensions])
    weights = apportion(total_weight, [d.weight for d in sheet.dimensions], SHARE_PLACES)
    dimensions = tuple(
        _dimension(line, contribution, weight, places)
        for line, contribution, weight in zip(
            sheet.dimensions, contributions, weights, strict=False
        )
    )
    bonus, deduction = contributions[-2:]
    return PrintedSheet(
        composite=None if sheet.composite is None else rounded(sheet.composite, places),
        places=places,
        weight=rounded(total_weight, SHARE_PLACES),
        dimensions=dimensions,
        bonus=bonus,
        bonus_lines=_lines(sheet.bonus, None if sheet.hides("bonus") else bonus, 1, places),
        deduction=-deduction if deduction else deduction,
        deduction_lines=_lines(
            sheet.deductions, None if sheet.hides("deduction") else deduction, -1, places
        ),
        rounding=rounding,
    )


def _whole(sheet: Sheet, parts: Sequence[Number], places: int) -> tuple[Number, Decimal]:
    """What the printed parts add up to, and what the scheme's rounding then adds to it."""
    made = _sum(parts)
    if sheet.composite is None:
        return made, Decimal(0)
    if HALF / 10**places < abs(exact(sheet.composite) - made) <= HALF:
        return made, rounded(sheet.composite, places) - rounded(made, places)
    return sheet.composite, Decimal(0)


def _dimension(
    line: DimensionLine, contribution: Decimal, weight: Decimal, places: int
) -> PrintedDimension:
    given: list[Number] = [m.contribution for m in line.measures]
    # What is told of a dimension that is withheld does not have to come to its total.
    parts = apportion(_sum(given) if line.is_withheld else contribution, given, places)
    shares = apportion(weight, [m.weight for m in line.measures], SHARE_PLACES)
    measures = tuple(
        PrintedMeasure(measure, part, share)
        for measure, part, share in zip(line.measures, parts, shares, strict=True)
    )
    return PrintedDimension(line, contribution, weight, measures)


def _lines(
    lines: Sequence[MeasureLine], total: Decimal | None, sign: int, places: int
) -> tuple[PrintedMeasure, ...]:
    points: list[Number] = [sign * abs(line.contribution) for line in lines]
    parts = apportion(_sum(points) if total is None else total, points, places)
    return tuple(
        PrintedMeasure(line, part, Decimal(0)) for line, part in zip(lines, parts, strict=True)
    )


def _sum(parts: Sequence[Number]) -> Fraction:
    return sum((exact(part) for part in parts), Fraction())
