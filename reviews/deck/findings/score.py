"""Findings about the score: the composite, a band within reach, what made it, what cost it most."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text, percent, plain, whole
from perfcenter.base.numbers.comparing import is_below
from perfcenter.base.numbers.places import own_places
from perfcenter.base.numbers.rounding import FLOAT_PLACES, exact, rounded
from reviews.deck.findings.base import Finding, Stated, count, say
from scoring.sheet.model import DimensionLine, MeasureLine, Sheet
from scoring.sheet.places import (
    composite_gap,
    composite_of,
    composite_places,
    peer_median_of,
    places_of,
    score_of,
    share_with_data,
)
from scoring.sheet.printed import PrintedMeasure, printed_sheet
from scoring.sheet.steps import agreeing

REACH = 5
APART = 14  # points between dimensions that are worth a word


def no_composite(sheet: Sheet) -> Finding | None:
    """Less than half of the weight had data, or the composite is told at publication only."""
    if sheet.composite is not None:
        return None
    if sheet.is_withheld:
        return say("withheld", _("The composite score is known at publication"))
    if not sheet.weight_with_data:
        return say("no_data", _("No measure has data, so there is no composite score"))
    weight = exact(sheet.weight_with_data)
    how = _("weight of the measures with data")
    return say(
        "no_composite",
        _("Only %(weight)s of the weight had data, so there is no composite score"),
        weight=Stated(share_with_data(sheet), weight, how),
    )


def no_scores(sheet: Sheet) -> Finding | None:
    """Nothing was scored."""
    if any(m.score is not None or m.is_withheld for m in sheet.measures):
        return None
    return say("no_scores", _("No measure has a score"))


def unmeasured(sheet: Sheet) -> Finding | None:
    """Every measure is out."""
    if any(m.score is not None or m.is_withheld for m in sheet.measures):
        return None
    number = count(len(sheet.measures), _("measures of the scheme"))
    return say("unmeasured", _("All %(count)s measures are out for want of data"), count=number)


def band_within_reach(sheet: Sheet) -> Finding | None:
    """Up to five points short of the next band; bands are spoken of once the grade is."""
    if sheet.composite is None or not sheet.grade_title or sheet.run_grade_title:
        return None
    above = [(title, exact(start)) for title, start in sheet.bands if start > sheet.composite]
    if not above or above[-1][1] - sheet.composite > REACH:
        return None
    title, start = above[-1]
    composite = rounded(sheet.composite, composite_places(sheet))
    missing = start - exact(composite)
    how = _("%(band)s from %(start)s, composite %(composite)s") % {
        "band": title,
        "start": whole(start),
        "composite": as_text(composite),
    }
    return say(
        "next_band",
        _("%(points)s points short of %(band)s"),
        points=Stated(plain(missing, own_places(missing, most=FLOAT_PLACES)), missing, how),
        band=title,
    )


def composite_change(sheet: Sheet) -> Finding | None:
    """The composite against the year before."""
    if sheet.composite is None or sheet.previous_composite is None:
        return None
    before = rounded(sheet.previous_composite, sheet.previous_places)
    shown_change = rounded(sheet.composite, composite_places(sheet)) - before
    change = exact(shown_change)
    how = _("from %(before)s to %(now)s") % {
        "before": as_text(before),
        "now": composite_of(sheet),
    }
    if not change and sheet.composite != sheet.previous_composite:
        return None
    if not change:
        return say("composite_change", _("Composite score as in the year before"))
    rose, fell = (
        _("Composite score up %(points)s points on the year"),
        _("Composite score down %(points)s points on the year"),
    )
    return say(
        "composite_change",
        rose if change > 0 else fell,
        points=Stated(as_text(abs(shown_change)), abs(change), how),
    )


def composite_stated(sheet: Sheet) -> Finding | None:
    """The composite, beside the peers' median where there is one."""
    if sheet.composite is None:
        return None
    composite = Stated(composite_of(sheet), sheet.composite, _("the composite score"))
    lead = composite_gap(sheet)
    if lead is None:
        return say("composite", _("Composite score %(composite)s"), composite=composite)
    how = _("%(own)s against %(median)s") % {
        "own": composite.text,
        "median": peer_median_of(sheet),
    }
    if not lead:
        at = _("Composite score %(composite)s, exactly at the peers' median")
        return say("composite", at, composite=composite)
    above = _("Composite score %(composite)s, %(points)s above the peers' median")
    below = _("Composite score %(composite)s, %(points)s below the peers' median")
    points = Stated(as_text(abs(lead)), abs(exact(lead)), how)
    return say("composite", above if lead > 0 else below, composite=composite, points=points)


def extremes(sheet: Sheet) -> Finding | None:
    """The measure with the best score and that with the worst."""
    scored = [m for m in sheet.measures if m.score is not None]
    if len(scored) < 2:
        return None
    best = max(scored, key=lambda m: m.score or 0)
    worst = min(scored, key=lambda m: m.score or 0)
    if score_of(best) == score_of(worst):
        return None
    return say(
        "extremes",
        _("%(best)s scores highest at %(high)s, %(worst)s lowest at %(low)s"),
        about=(best.code, worst.code),
        best=best.title,
        high=_score_of(best),
        worst=worst.title,
        low=_score_of(worst),
    )


def counted_scores(sheet: Sheet) -> Finding | None:
    """How many measures score 100 or more, or fall below what is good, where there are many."""
    scored = [m for m in sheet.measures if m.score is not None]
    if len(scored) < 3:
        return None
    full = [m for m in scored if (m.score or 0) >= 100]
    low = [m for m in scored if is_below(m.score, sheet.good_from)]
    of = count(len(scored), _("measures with a score"))
    if not low:
        good = Stated(whole(sheet.good_from), exact(sheet.good_from), _("what counts as good"))
        template = _("None of %(count)s measures scores below %(good)s")
        return say("none_low", template, count=of, good=good)
    if len(low) * 2 > len(scored):
        number = count(len(low), _("measures below what is good"))
        template = _("%(low)s of %(count)s measures score below what counts as good")
        return say("many_low", template, low=number, count=of)
    if len(full) * 2 >= len(scored):
        number = count(len(full), _("measures with 100 points or more"))
        template = _("%(full)s of %(count)s measures score 100 or more")
        return say("many_full", template, full=number, count=of)
    return None


def dimensions_apart(sheet: Sheet) -> Finding | None:
    """The strongest and the weakest dimension, where they are far from one another."""
    scored = [d for d in sheet.dimensions if d.score is not None and len(d.measures) > 1]
    if len(scored) < 2:
        return None
    best = max(scored, key=lambda d: d.score or 0)
    worst = min(scored, key=lambda d: d.score or 0)
    if (best.score or 0) - (worst.score or 0) < APART:
        return None
    how = _("the dimension's score")
    return say(
        "dimensions_apart",
        _("%(best)s is strongest at %(high)s, %(worst)s weakest at %(low)s"),
        best=best.title,
        high=Stated(score_of(best), exact(best.score or 0), how),
        worst=worst.title,
        low=Stated(score_of(worst), exact(worst.score or 0), how),
    )


def best_score(sheet: Sheet) -> Finding | None:
    """The measure with the best score; one that is full for want of cases is no achievement."""
    scored = [m for m in sheet.measures if m.score is not None and (m.value or m.value is None)]
    if len(scored) < 2:
        return None
    best = max(scored, key=lambda m: m.score or 0)
    return say(
        "best_score",
        _("%(measure)s has the best score at %(score)s"),
        about=(best.code,),
        measure=best.title,
        score=_score_of(best),
    )


def only_score(sheet: Sheet) -> Finding | None:
    """The one score there is."""
    scored = [m for m in sheet.measures if m.score is not None]
    if len(scored) != 1:
        return None
    return say(
        "only_score",
        _("One score only: %(measure)s at %(score)s"),
        about=(scored[0].code,),
        measure=scored[0].title,
        score=_score_of(scored[0]),
    )


def dimensions_contribute(dimensions: Sequence[DimensionLine], sheet: Sheet) -> Finding | None:
    """What the heaviest of these dimensions put into the composite, and where most was left."""
    figures = [d for d in printed_sheet(sheet).dimensions if d.line in dimensions]
    scored = [d for d in figures if d.line.score is not None]
    if not scored:
        return None
    best = max(scored, key=lambda d: d.contribution)
    how = _("score %(score)s × weight %(weight)s") % {
        "score": score_of(best.line),
        "weight": percent(best.weight),
    }
    points = Stated(as_text(best.contribution), exact(best.line.contribution), how)
    measures = [m for d in scored for m in d.line.measures if m.score is not None]
    below = [m for m in measures if is_below(m.score, sheet.good_from)]
    if not below:
        good = Stated(whole(sheet.good_from), exact(sheet.good_from), _("what counts as good"))
        template = _("%(dimension)s brings %(points)s points; no measure here is below %(good)s")
        return say("contribution", template, dimension=best.line.title, points=points, good=good)
    worst = max(below, key=_left)
    cost = _cost(next(m for d in scored for m in d.measures if m.line is worst))
    words: dict[str, Any] = {"about": (worst.code,), "dimension": best.line.title, "points": points}
    if cost is None:
        return say("contribution", _("%(dimension)s brings %(points)s points"), **words)
    template = _("%(dimension)s brings %(points)s points; %(measure)s cost %(cost)s")
    return say("contribution", template, measure=worst.title, cost=cost, **words)


def _left(measure: MeasureLine) -> Fraction:
    """The points of the composite that a measure is short of a score of 100."""
    return (100 - exact(measure.score or 0)) * exact(measure.weight)


def _cost(measure: PrintedMeasure) -> Stated | None:
    """What a measure cost, as finely as the score and weight that the table shows bear out."""
    line = measure.line
    recomputed = (100 - exact(rounded(line.score or 0, places_of(line)))) * exact(measure.weight)
    text = agreeing(_left(line), recomputed, plain, 2)
    how = _("(100 − %(score)s) × weight %(weight)s") % {
        "score": score_of(line),
        "weight": percent(measure.weight),
    }
    return None if text is None else Stated(text, _left(line), how)


def _score_of(measure: MeasureLine) -> Stated:
    score = exact(measure.score or 0)
    return Stated(score_of(measure), score, _("the measure's score"))
