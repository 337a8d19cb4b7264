"""Findings about peers: how many measures above their median, the widest leads and gaps."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.formats import plain
from perfcenter.rounding import exact
from reviews.deck.findings.base import Finding, Stated, count, listed, say
from scoring.sheet import MeasureLine, Sheet

NOTABLE = 5


def leads(sheet: Sheet) -> list[tuple[MeasureLine, Fraction]]:
    """Own score less the peers' median, widest lead first."""
    found = [
        (m, exact(m.score) - exact(m.peer_median))
        for m in sheet.measures
        if m.score is not None and m.peer_median is not None
    ]
    return sorted(found, key=lambda pair: -pair[1])


def above_median(sheet: Sheet) -> Finding | None:
    """How many measures are above the peers' median, and which are far behind it."""
    pairs = leads(sheet)
    if len(pairs) < 2:
        return None
    above = sum(1 for _m, lead in pairs if lead > 0)
    behind = [m for m, lead in reversed(pairs) if lead <= -NOTABLE][:2]
    ahead = [m for m, lead in pairs if lead >= NOTABLE][:2]
    over = count(above, _("measures with a score above the peers' median"))
    of = count(len(pairs), _("measures with a score and a peers' median"))
    if above == len(pairs):
        return say("all_above", _("All %(count)s measures are above the peers' median"), count=of)
    if above == 0:
        template = _("None of %(count)s measures is above the peers' median")
        return say("none_above", template, count=of)
    named = behind or ahead
    if not named:
        template = _("%(above)s of %(count)s measures are above the peers' median")
        return say("above_median", template, above=over, count=of)
    trail = _(
        "%(above)s of %(count)s measures are above the peers' median, %(measures)s far behind"
    )
    lead = _("%(above)s of %(count)s measures are above the peers' median, %(measures)s far ahead")
    return say(
        "above_median",
        trail if behind else lead,
        about=tuple(m.code for m in named),
        above=over,
        count=of,
        measures=listed([m.title for m in named]),
    )


def furthest_behind(sheet: Sheet, *, besides: tuple[str, ...] = ()) -> Finding | None:
    """The measure furthest behind the peers' median, when that is notable."""
    pairs = [p for p in leads(sheet) if p[1] <= -NOTABLE and p[0].code not in besides]
    if not pairs:
        return None
    return say(
        "behind_peers",
        _("%(measure)s is %(points)s points behind the peers' median"),
        about=(pairs[-1][0].code,),
        measure=pairs[-1][0].title,
        points=_lead(*pairs[-1]),
    )


def furthest_ahead(sheet: Sheet, *, besides: tuple[str, ...] = ()) -> Finding | None:
    """The measure furthest ahead of the peers' median, when that is notable."""
    pairs = [p for p in leads(sheet) if p[1] >= NOTABLE and p[0].code not in besides]
    if not pairs:
        return None
    return say(
        "ahead_of_peers",
        _("%(measure)s is %(points)s points ahead of the peers' median"),
        about=(pairs[0][0].code,),
        measure=pairs[0][0].title,
        points=_lead(*pairs[0]),
    )


def _lead(measure: MeasureLine, lead: Fraction) -> Stated:
    how = _("%(own)s against %(median)s") % {
        "own": plain(measure.score or 0),
        "median": plain(measure.peer_median or 0),
    }
    return Stated(plain(abs(lead), 1), abs(lead), how)
