"""Numbers written as finely as a formula needs to come out, and no finer.

A formula is read with a calculator: 1.37 ÷ 1.28 is not what 13,717.56 ÷ 12,770.00 is. So a step's
terms share the coarsest unit, or the fewest places, in which the step comes to its result.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.formats import AmountUnit
from perfcenter.base.numbers.rounding import rounded

MOST_PLACES = 6


@dataclass(frozen=True)
class Writing:
    """A way to write a value: in units of `per`, with so many places, between two words."""

    per: Fraction
    places: int
    before: str = ""
    after: str = ""

    def text(self, value: Fraction) -> str:
        return f"{self.before}{formats.plain(value / self.per, self.places)}{self.after}"

    def shown(self, value: Fraction) -> Fraction:
        """Return the value that the text says."""
        return Fraction(rounded(value / self.per, self.places)) * self.per


def fitted(
    unit: str, values: Sequence[Fraction], step: Callable[..., Fraction], result: Fraction
) -> list[str]:
    """Write `values` so that `step` of what is written comes to `result`, a score."""
    ways = list(_writings(unit, values))
    goal = rounded(result)
    found = (way for way in ways if _comes_to(step, [way.shown(v) for v in values]) == goal)
    way = next(found, ways[-1])
    return [way.text(value) for value in values]


def coarsest(unit: str, values: Sequence[Fraction]) -> list[str]:
    """Write `values` in the first unit that a formula tries."""
    way = next(_writings(unit, values))
    return [way.text(value) for value in values]


def _writings(unit: str, values: Sequence[Fraction]) -> Iterator[Writing]:
    """Yield the ways to write values of a measure's unit, from coarse to fine."""
    if unit == "yuan":
        # 亿元 would leave too little of an amount to compute with.
        yield _amounts(formats.amount_unit([]))
        # A target cut to the days in service need not be whole fen.
        yield from (_amounts(AmountUnit(_("CNY"), 1, places)) for places in (2, 4, 6, 8))
        return
    per = Fraction(1, 100) if unit == "ratio" else Fraction(1)
    after = "%" if unit == "ratio" else _label(unit)
    is_whole = unit not in {"ratio", "points"} and all(v.denominator == 1 for v in values)
    for places in range(0 if is_whole else 2, MOST_PLACES + 1):
        yield Writing(per, places, after=after)


def _comes_to(step: Callable[..., Fraction], values: Sequence[Fraction]) -> Decimal | None:
    try:
        return rounded(step(*values))
    except ZeroDivisionError:
        return None


def _amounts(unit: AmountUnit) -> Writing:
    if formats.in_chinese():
        return Writing(Fraction(unit.yuan), unit.places, after=unit.label)
    currency, _space, scale = unit.label.partition(" ")
    after = f" {scale}" if scale else ""
    return Writing(Fraction(unit.yuan), unit.places, before=f"{currency} ", after=after)


def _label(unit: str) -> str:
    label = formats.measure_cells(unit, 0).unit
    return label if formats.in_chinese() or not label else f" {label}"
