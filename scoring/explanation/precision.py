"""Numbers written as finely as a formula needs to come out, and no finer.

A formula is read with a calculator: 1.37 ÷ 1.28 is not what 13,717.56 ÷ 12,770.00 is. So a step's
terms share the scale of their measure, or the next finer one in which the step comes to its result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.numbers.rounding import rounded
from scoring.sheet.model import MeasureLine
from scoring.sheet.scales import Scale, scale_of, scales

YUAN_PLACES = (2, 4, 6, 8)
"""A target cut to the days in service need not be whole fen."""


@dataclass(frozen=True)
class Goal:
    """What a step has to come to, at the places in which it is shown."""

    result: Fraction
    places: int = 2

    def is_met_by(self, step: Callable[..., Fraction], values: Sequence[Fraction]) -> bool:
        try:
            return self._shown(step(*values)) == self._shown(self.result)
        except ZeroDivisionError:
            return False

    def _shown(self, value: Fraction) -> Decimal:
        return rounded(value, self.places)


def fitted_to(
    line: MeasureLine, values: Sequence[Fraction], step: Callable[..., Fraction], goal: Goal
) -> list[str]:
    """Write `values` of a measure so that `step` of what is written comes to the goal."""
    return _fitted(_from(scale_of(line), line.unit), values, step, goal)


def fitted(
    unit: str, values: Sequence[Fraction], step: Callable[..., Fraction], goal: Goal
) -> list[str]:
    """Write values that are no measure's so that `step` of what is written comes to the goal."""
    return _fitted(_from(next(scales(unit)), unit), values, step, goal)


def _fitted(
    ways: Iterator[Scale],
    values: Sequence[Fraction],
    step: Callable[..., Fraction],
    goal: Goal,
) -> list[str]:
    offered = list(ways)
    fine = (way for way in offered if goal.is_met_by(step, [way.rounded(v) for v in values]))
    way = next(fine, offered[-1])
    return [way.written(value) for value in values]


def _from(first: Scale, unit: str) -> Iterator[Scale]:
    """Yield the measure's own scale, then finer ones; money goes on to yuan at once."""
    yield first
    if unit == "yuan":
        yield from (Scale(_("CNY"), Fraction(1), places) for places in YUAN_PLACES)
    else:
        yield from (scale for scale in scales(unit) if scale.places > first.places)
