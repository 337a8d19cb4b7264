"""Findings about the score: the composite, a band within reach, what made it, what cost it most."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.rounding import exact
from reviews.deck.findings.base import Finding, Stated, say
from reviews.deck.formats import decimal, percent
from scoring.sheet import DimensionLine, Sheet

REACH = 5


def no_composite(sheet: Sheet) -> Finding | None:
    """Less than half of the weight had data."""
    if sheet.composite is not None:
        return None
    weight = exact(sheet.weight_with_data)
    how = _("weight of the measures with data")
    return say(
        "no_composite",
        _("Only %(weight)s of the weight had data, so there is no composite score"),
        weight=Stated(percent(weight), weight, how),
    )


def band_within_reach(sheet: Sheet) -> Finding | None:
    """Up to five points short of the next band; bands are spoken of once the grade is."""
    if sheet.composite is None or not sheet.grade_title:
        return None
    above = [(title, exact(start)) for title, start in sheet.bands if start > sheet.composite]
    if not above or above[-1][1] - sheet.composite > REACH:
        return None
    title, start = above[-1]
    missing = start - sheet.composite
    how = _("%(band)s from %(start)s, composite %(composite)s") % {
        "band": title,
        "start": decimal(start),
        "composite": decimal(sheet.composite),
    }
    return say(
        "next_band",
        _("%(points)s points short of %(band)s"),
        points=Stated(decimal(missing), missing, how),
        band=title,
    )


def composite_change(sheet: Sheet) -> Finding | None:
    """The composite against the year before."""
    if sheet.composite is None or sheet.previous_composite is None:
        return None
    change = sheet.composite - sheet.previous_composite
    how = _("from %(before)s to %(now)s") % {
        "before": decimal(sheet.previous_composite),
        "now": decimal(sheet.composite),
    }
    rose, fell = (
        _("Composite score up %(points)s points on the year"),
        _("Composite score down %(points)s points on the year"),
    )
    return say(
        "composite_change",
        rose if change >= 0 else fell,
        points=Stated(decimal(abs(change)), abs(change), how),
    )


def composite_stated(sheet: Sheet) -> Finding | None:
    """The composite, beside the peers' median where there is one."""
    if sheet.composite is None:
        return None
    composite = Stated(decimal(sheet.composite), sheet.composite, _("the composite score"))
    if sheet.peer_median is None:
        return say("composite", _("Composite score %(composite)s"), composite=composite)
    lead = sheet.composite - exact(sheet.peer_median)
    how = _("%(own)s against %(median)s") % {
        "own": composite.text,
        "median": decimal(sheet.peer_median),
    }
    above = _("Composite score %(composite)s, %(points)s above the peers' median")
    below = _("Composite score %(composite)s, %(points)s below the peers' median")
    points = Stated(decimal(abs(lead)), abs(lead), how)
    return say("composite", above if lead >= 0 else below, composite=composite, points=points)


def dimension_lead(sheet: Sheet) -> Finding | None:
    """The dimension with the best score and that with the worst."""
    scored = [d for d in sheet.dimensions if d.score is not None]
    if len(scored) < 2:
        return None
    best = max(scored, key=lambda d: d.score or 0)
    worst = min(scored, key=lambda d: d.score or 0)
    if decimal(best.score or 0, 1) == decimal(worst.score or 0, 1):
        return None
    return say(
        "dimensions",
        _("%(best)s scores highest at %(high)s, %(worst)s lowest at %(low)s"),
        best=best.title,
        high=_dimension_score(best),
        worst=worst.title,
        low=_dimension_score(worst),
    )


def dimensions_contribute(dimensions: Sequence[DimensionLine], sheet: Sheet) -> Finding | None:
    """What the dimensions of a table slide put into the composite, and where most was left."""
    scored = [d for d in dimensions if d.score is not None]
    if not scored:
        return None
    best = max(scored, key=lambda d: d.contribution)
    words: dict[str, Stated | str] = {
        "dimension": best.title,
        "points": Stated(
            decimal(best.contribution),
            exact(best.contribution),
            _("score %(score)s × weight %(weight)s")
            % {"score": decimal(best.score or 0), "weight": percent(best.weight, 2)},
        ),
    }
    lost = [
        ((100 - exact(m.score)) * exact(m.weight), m)
        for d in scored
        for m in d.measures
        if m.score is not None and m.score < sheet.good_from
    ]
    if not lost:
        template = _(
            "%(dimension)s brings %(points)s points; no measure here scores below %(good)s"
        )
        good = Stated(decimal(sheet.good_from, 0), exact(sheet.good_from), _("what counts as good"))
        return say("contribution", template, good=good, **words)
    cost, measure = max(lost, key=lambda pair: pair[0])
    how = _("(100 − %(score)s) × weight %(weight)s") % {
        "score": decimal(measure.score or 0),
        "weight": percent(measure.weight, 2),
    }
    return say(
        "contribution",
        _("%(dimension)s brings %(points)s points; %(measure)s cost %(cost)s"),
        about=(measure.code,),
        measure=measure.title,
        cost=Stated(decimal(cost), Fraction(cost), how),
        **words,
    )


def _dimension_score(dimension: DimensionLine) -> Stated:
    score = exact(dimension.score or 0)
    return Stated(decimal(score, 1), score, _("weighted mean of its measures"))
