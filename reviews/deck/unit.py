"""The one unit in which a deck counts money, and its places: amounts read alike on all slides.

万元 as everywhere, with as many places as the measure that needs most of them. A book so small that
two steps of its waterfall would read 0 is counted in yuan, one so large that figures would burst
their columns in 亿元.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Protocol

from perfcenter.base.formats import AmountUnit, amounts_in, in_chinese, usual_unit
from perfcenter.base.money import FEN
from perfcenter.base.numbers.rounding import rounded
from reviews.deck.findings.base import Booked, Planned
from scoring.sheet.scales import MOST_PLACES, scale_of

HUGE = 10**12
YI, MILLION = 100_000_000, 1_000_000
MOST_ZERO = 1
NOTHING = Fraction(0)


class Counted(Planned, Booked, Protocol):
    """A sheet, or a branch: what has measures and a book."""


def deck_unit(sheet: Counted, largest: Fraction = NOTHING) -> AmountUnit:
    """Return the unit of all amounts in a deck; `largest` is the largest beside the sheet's."""
    return next((u for u in _offered(sheet, largest) if not _hides(sheet, u)), _yuan(places=2))


def _offered(sheet: Counted, largest: Fraction) -> list[AmountUnit]:
    usual = usual_unit()
    larger = AmountUnit("亿元", YI, 2) if in_chinese() else AmountUnit("CNY m", MILLION, 1)
    units = [larger, usual] if max(_largest(sheet), largest) >= HUGE else [usual]
    return [*(_as_fine_as_needed(sheet, unit) for unit in units), _yuan(places=0)]


def _yuan(*, places: int) -> AmountUnit:
    return AmountUnit("元" if in_chinese() else "CNY", 1, places)


def _largest(sheet: Counted) -> Fraction:
    """The largest amount of the sheet in yuan."""
    amounts = [abs(v) for m in sheet.measures if m.unit == "yuan"
               for v in (m.value, m.target, m.previous_value) if v is not None]  # fmt: skip
    steps = [abs(step.total) / FEN for step in sheet.waterfall]
    return max([*amounts, *steps], default=Fraction(0))


def _as_fine_as_needed(sheet: Counted, unit: AmountUnit) -> AmountUnit:
    with amounts_in(unit):
        places = [scale_of(m).places for m in sheet.measures if m.unit == "yuan"]
    return replace(unit, places=min(max([unit.places, *places]), MOST_PLACES))


def _hides(sheet: Counted, unit: AmountUnit) -> bool:
    """Whether more than one step that is not nothing would read 0."""
    shown = [
        rounded(step.total / (FEN * unit.yuan), unit.places)
        for step in sheet.waterfall
        if step.total
    ]
    return sum(not figure for figure in shown) > MOST_ZERO
