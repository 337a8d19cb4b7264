"""A measure's value, target and year before in one unit, the same on every page and slide.

Two places, or as many as it takes: a value that misses its target, a step or an anchor reads as if
it did, and who divides the value shown by the target beside it gets the completion beside them, to
a twentieth of a point. 0.64 of 0.62 万元 would be 103.2% and is 103.8%: then 0.6438 of 0.6200.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from perfcenter.base.formats import (
    MISSING,
    as_text,
    language,
    measure_label,
    trimmed,
    usual_unit,
    with_unit,
)
from perfcenter.base.numbers.places import own_places, places_for
from perfcenter.base.numbers.rounding import Number, exact, rounded
from perfcenter.base.once import once_an_object
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import places_of

MOST_PLACES = 6
NEARLY = Fraction(1, 2000)
"""How far a completion, as a share, may be from that of the figures shown."""
Pair = tuple[Number | None, Number | None]


@dataclass(frozen=True)
class Scale:
    """A unit and how many places are shown of it."""

    unit: str
    worth: Fraction
    places: int
    trims: bool = False  # whole numbers without places

    def counted(self, value: Number) -> Fraction:
        """Return the value in this unit."""
        return exact(value) / self.worth

    def shown(self, value: Number) -> Decimal:
        """Return the value as it reads."""
        return rounded(self.counted(value), self.places)

    def rounded(self, value: Number) -> Fraction:
        """Return the value as it reads, in the measure's own unit again."""
        return exact(self.shown(value)) * self.worth

    def text(self, value: Number | None) -> str:
        return MISSING if value is None else self.text_of(self.shown(value))

    def text_of(self, shown: Decimal) -> str:
        """Return what is already rounded in this unit as text."""
        return trimmed(shown, self.places) if self.trims else as_text(shown)

    def places_taken(self, value: Number) -> int:
        """Return how many places a value is written with."""
        is_whole = own_places(self.shown(value), places=0) == 0
        return 0 if self.trims and is_whole else self.places

    def written(self, value: Number | None) -> str:
        """Return the value with its unit, for running text."""
        return MISSING if value is None else with_unit(self.text(value), self.unit)


@dataclass(frozen=True)
class Needs:
    """What figures have to bear out: quotients, on which side of bounds `value` is, differences."""

    ratios: Sequence[Pair] = ()
    bounds: Sequence[Number] = ()
    apart: Sequence[Pair] = ()
    places: int = 2
    value: Number | None = None

    def are_met_by(self, scale: Scale) -> bool:
        if scale.places < self.places:
            return False
        return (
            all(_bears(scale, over, under) for over, under in self.ratios)
            and all(_keeps_apart(scale, *pair) for pair in self.apart)
            and self._keeps_bounds(scale)
        )

    def _keeps_bounds(self, scale: Scale) -> bool:
        if self.value is None:
            return True
        counted = [scale.counted(bound) for bound in self.bounds]
        value = scale.counted(self.value)
        taken = places_for(value, at_least=counted, at_most=counted, places=scale.places)
        return taken == scale.places


@once_an_object(by=language)
def scale_of(line: MeasureLine) -> Scale:
    """Return the one scale of a measure: its value, target and year before are written in it."""
    return scale_for(line.unit, _needs_of(line))


def scale_for(kind: str, needs: Needs) -> Scale:
    """Return the first scale that bears out what is needed; `kind` is the unit of the sheet."""
    offered = list(scales(kind))
    return next((scale for scale in offered if needs.are_met_by(scale)), offered[-1])


def scales(kind: str) -> Iterator[Scale]:
    """Yield the usual unit of a kind of number with its usual places, then with more of them."""
    if kind == "yuan":
        usual = usual_unit()
        first = Scale(usual.label, Fraction(usual.yuan), usual.places)
    else:
        worth = Fraction(1, 100) if kind == "ratio" else Fraction(1)
        first = Scale(measure_label(kind), worth, 2, trims=kind not in ("ratio", "points"))
    yield from (replace(first, places=places) for places in range(first.places, MOST_PLACES + 1))


def telling_apart(scale: Scale, one: Number | None, other: Number | None) -> Scale:
    """Return the scale with as many places as tell two values apart that differ."""
    if one is None or other is None:
        return scale
    counted = scale.counted(one), scale.counted(other)
    return replace(scale, places=places_for(counted[0], apart=counted[1:], places=scale.places))


def goal_scale(scale: Scale, goal: Number | None) -> Scale:
    """Return the scale with as many places as a goal was typed with."""
    if goal is None:
        return scale
    places = own_places(scale.counted(goal), places=scale.places, most=MOST_PLACES)
    return replace(scale, places=places)


def goal_text(scale: Scale, goal: Number | None) -> str:
    """Return a goal as it was typed, with its unit."""
    return goal_scale(scale, goal).written(goal)


def change_in_percent(before: Fraction, now: Fraction) -> Decimal:
    """Return by how many per cent of itself something changed; nothing only if it did not."""
    change = (now / before - 1) * 100
    return rounded(change, places_for(change, apart=(0,)))


def change_in_units(scale: Scale, before: Number, now: Number) -> Decimal:
    """Return the difference of two values as they are shown, so that it can be recomputed."""
    return scale.shown(now) - scale.shown(before)


def _needs_of(line: MeasureLine) -> Needs:
    value, target, before = line.value, line.target, line.previous_value
    ratios: list[Pair] = []
    missed: list[Pair] = []
    if line.completion is not None:
        ratios.append((target, value) if line.lower_is_better else (value, target))
        if line.completion < 1:
            missed.append((value, target))
    if line.unit == "yuan" and before is not None and before > 0 and value and value > 0:
        ratios.append((value, before))
    # A mark that is the score itself reads as the score does.
    is_score = line.rule == "value" and line.unit == "points"
    return Needs(
        ratios=ratios,
        bounds=line.bounds,
        apart=missed,
        places=places_of(line) if is_score else 1 if line.unit == "yuan" else 2,
        value=value,
    )


def _bears(scale: Scale, over: Number | None, under: Number | None) -> bool:
    if over is None or not under:
        return True
    below = scale.rounded(under)
    if not below:
        return False
    share = exact(over) / exact(under)
    allowed = NEARLY * max(Fraction(1), abs(share))
    return abs(scale.rounded(over) / below - share) <= allowed


def _keeps_apart(scale: Scale, one: Number | None, other: Number | None) -> bool:
    if one is None or other is None or exact(one) == exact(other):
        return True
    return scale.rounded(one) != scale.rounded(other)
