"""The places that scores take on every page and slide: two, or more where two would contradict.

A score never reads as if it had reached a bound that it has not (what is good, the target, a
grade's band), nor as if it stood exactly at the peers' median. What is beside it reads alike,
except a median in whole points: it says "about", and the places of a score tell nothing of it.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from perfcenter.base import formats
from perfcenter.base.numbers.places import places_for
from perfcenter.base.numbers.rounding import Number, exact, rounded
from perfcenter.base.once import once_an_object
from scoring.scheme.model import SchemeDefinition
from scoring.sheet.model import DimensionLine, MeasureLine, Sheet

Line = MeasureLine | DimensionLine
PLACES = 2
FULL = 100
"""The score, and the percentage, of a target that is met."""


@once_an_object()
def places_of(line: Line) -> int:
    """Return the places of a line's score and completion, and of a median that is not whole."""
    completion = line.completion if isinstance(line, MeasureLine) else None
    has_target = completion is not None
    bounds = (line.good_from, FULL if has_target else None)
    of_score = places_for(line.score, at_least=bounds, apart=_exact_median(line))
    if completion is None:
        return of_score
    return max(of_score, places_for(exact(completion) * 100, at_least=bounds))


def score_of(line: Line) -> str:
    """Return a line's score as it is written everywhere."""
    return formats.plain(line.score, places_of(line))


def computed_of(line: MeasureLine) -> str:
    """Return the computed score in whose place a reviewer set hers; empty where there is none."""
    changed = line.changed
    if changed is None or changed.computed is None:
        return ""
    return formats.plain(
        changed.computed, places_for(changed.computed, apart=(float(changed.score),))
    )


def median_of(line: Line) -> str:
    """Return the peers' median beside it."""
    return formats.plain(line.peer_median, _beside_median(line, places_of(line)))


def gap_of(line: Line) -> Decimal | None:
    """Return the distance from the peers' median of what is shown; None where there is none."""
    return distance(line.score, line.peer_median, _beside_median(line, places_of(line)))


def completion_of(line: MeasureLine) -> str:
    """Return a completion as a percentage, as fine as the score that it makes."""
    shown = percent_of(line)
    return formats.MISSING if shown is None else f"{formats.as_text(shown)}%"


def percent_of(line: MeasureLine) -> Decimal | None:
    """Return the completion in per cent as it is shown."""
    if line.completion is None:
        return None
    return rounded(exact(line.completion) * 100, places_of(line))


def distance(own: Number | None, other: Number | None, places: int) -> Decimal | None:
    """Return the distance of two scores as they are shown, so that it can be recomputed."""
    if own is None or other is None:
        return None
    return rounded(own, places) - rounded(other, places)


def median_of_composites(median: float | None, scheme: SchemeDefinition) -> float | None:
    """Return the median of the peers' composites as finely as a composite is known."""
    return None if median is None else float(rounded(median, scheme.places))


def places_of_composite(
    composite: Fraction | None, scheme: SchemeDefinition, median: float | None
) -> int:
    """Return the places of a composite beside its grade, and of the peers' median beside it."""
    bounds = [band.lowest for band in scheme.bands]
    beside = median_of_composites(median, scheme)
    return places_for(composite, at_least=bounds, apart=(beside,), places=PLACES)


@once_an_object()
def composite_places(sheet: Sheet) -> int:
    """Return the places of a sheet's composite and of the parts that add up to it."""
    # The last band takes the rest: it has no bound of its own.
    bounds = [start for _title, start in sheet.bands[:-1]]
    beside = _exact_median(sheet)
    return places_for(sheet.composite, at_least=bounds, apart=beside, places=PLACES)


def composite_of(sheet: Sheet) -> str:
    return formats.plain(sheet.composite, composite_places(sheet))


def peer_median_of(sheet: Sheet) -> str:
    return formats.plain(sheet.peer_median, _beside_median(sheet, composite_places(sheet)))


def composite_gap(sheet: Sheet) -> Decimal | None:
    """Return how far the composite as shown is from the peers' median as shown."""
    places = _beside_median(sheet, composite_places(sheet))
    return distance(sheet.composite, sheet.peer_median, places)


def share_with_data(sheet: Sheet) -> str:
    """Return how much of the weight had data; all of it, or enough, only where that is so."""
    percent = exact(sheet.weight_with_data) * 100
    enough = exact(sheet.no_composite_below) * 100
    return formats.percent(sheet.weight_with_data, places_for(percent, at_least=(enough, FULL)))


def _exact_median(one: Line | Sheet) -> tuple[float | None, ...]:
    """Return the median that a score is told apart from; none where it is in whole points."""
    return (one.peer_median,) if one.median_places else ()


def _beside_median(one: Line | Sheet, places: int) -> int:
    """Return the places of the median, and of the distance from it."""
    return places if one.median_places else 0
