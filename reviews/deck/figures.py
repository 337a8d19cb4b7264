"""A measure's value, target and year before in one unit, fine enough to be computed with.

A reader who divides the value that a slide shows by the target beside it has to get the completion
beside them. In the site's own unit that may fail: 1.37 of 1.28 亿元 is 107.0%, while 13,745 of
12,800 万元 is 107.4%. Then a finer unit is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import (
    MISSING,
    amount_unit,
    as_text,
    completion,
    in_chinese,
    measure_cells,
    signed,
)
from perfcenter.base.numbers.rounding import Number, exact, rounded
from reviews.deck.formats import with_unit
from scoring.sheet.model import MeasureLine

Ratio = tuple[Number | None, Number | None]
FINER = (("万元", 10_000, 0), ("万元", 10_000, 2), ("万元", 10_000, 3), ("元", 1, 0))
FINER_EN = (("CNY k", 1_000, 0), ("CNY k", 1_000, 1), ("CNY k", 1_000, 2), ("CNY", 1, 0))
MOST_PLACES = 4


@dataclass(frozen=True)
class UnitScale:
    """A unit and how many places are shown of it."""

    unit: str
    worth: Fraction
    places: int
    trims: bool = False  # whole numbers without places

    def rounded(self, value: Number) -> Fraction:
        """The value as it reads, in the measure's own unit again."""
        return exact(rounded(exact(value) / self.worth, self.places)) * self.worth

    def text(self, value: Number | None) -> str:
        if value is None:
            return MISSING
        shown = rounded(exact(value) / self.worth, self.places)
        if self.trims and shown == int(shown):
            return as_text(shown.to_integral_value())
        return as_text(shown)

    def written(self, value: Number | None) -> str:
        """The value with its unit, for running text."""
        return MISSING if value is None else with_unit(self.text(value), self.unit)


def scales(kind: str, values: Sequence[Number | None]) -> Iterator[UnitScale]:
    """The site's unit for these values first, then finer ones; `kind` is the unit of the sheet."""
    if kind == "yuan":
        usual = amount_unit(values)
        yield UnitScale(usual.label, Fraction(usual.yuan), usual.places)
        largest = max((abs(exact(v)) for v in values if v is not None), default=0)
        for label, yuan, places in FINER if in_chinese() else FINER_EN:
            is_finer = yuan < usual.yuan or (yuan == usual.yuan and places > usual.places)
            if is_finer and (largest >= yuan or yuan == 1):
                yield UnitScale(label, Fraction(yuan), places)
        return
    unit = measure_cells(kind, None).unit
    worth = Fraction(1, 100) if kind == "ratio" else Fraction(1)
    for places in range(2, MOST_PLACES + 1):
        yield UnitScale(unit, worth, places, trims=kind not in ("ratio", "points"))


def scale_for(
    kind: str, values: Sequence[Number | None], ratios: Iterable[Ratio] = ()
) -> UnitScale:
    """The first scale in which each ratio reads the same when recomputed from what is shown."""
    asked = [(exact(a), exact(b)) for a, b in ratios if a is not None and b]
    offered = list(scales(kind, values))
    return next((s for s in offered if all(_bears(s, a, b) for a, b in asked)), offered[-1])


def _bears(scale: UnitScale, over: Fraction, under: Fraction) -> bool:
    below = scale.rounded(under)
    return bool(below) and completion(scale.rounded(over) / below) == completion(over / under)


def scale_of(measure: MeasureLine) -> UnitScale:
    """One scale for a measure on every slide: completion and change can be seen to be right."""
    value, target, before = measure.value, measure.target, measure.previous_value
    ratios = [(target, value) if measure.lower_is_better else (value, target)]
    if measure.unit == "yuan" and before is not None and before > 0:
        ratios.append((value, before))
    return scale_for(measure.unit, (value, target), ratios)


def change(scale: UnitScale, kind: str, now: Number, before: Number) -> str:
    """A change as it can be recomputed: per cent of amounts, else the difference of what is shown.

    What rates differ by are percentage points, and the caller says so.
    """
    if kind == "yuan" and before > 0 and now > 0:
        return f"{signed((exact(now) / exact(before) - 1) * 100, 1)}%"
    text = scale.text(scale.rounded(now) - scale.rounded(before))
    return f"+{text}" if scale.rounded(now) > scale.rounded(before) else text


def computed(measure: MeasureLine) -> str:
    """How a completion follows from the figures shown."""
    scale = scale_of(measure)
    words = {"value": scale.written(measure.value), "target": scale.written(measure.target)}
    if measure.lower_is_better:
        return _("plan %(target)s ÷ actual %(value)s") % words
    return _("actual %(value)s ÷ plan %(target)s") % words
