"""Findings about peers: how many measures above their median, the widest leads and gaps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text, listed
from perfcenter.base.numbers.rounding import exact
from reviews.deck.findings.base import Finding, Stated, count, say
from reviews.deck.findings.one_plan import fell_short
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.places import gap_of, median_of, score_of

NOTABLE = 5
Lead = tuple[MeasureLine, Decimal]


def leads(sheet: Sheet) -> list[Lead]:
    """Own score less the peers' median as slides show both, widest lead first."""
    found = [(m, lead) for m in sheet.measures if (lead := gap_of(m)) is not None]
    return sorted(found, key=lambda pair: -pair[1])


def above_median(sheet: Sheet) -> Finding | None:
    """How many measures are above the peers' median, and which are far behind it."""
    pairs = leads(sheet)
    if len(pairs) < 2:
        return None
    above = sum(1 for _m, lead in pairs if lead > 0)
    of = count(len(pairs), _("measures with a score and a peers' median"))
    if above == len(pairs):
        return say("all_above", _("All %(count)s measures are above the peers' median"), count=of)
    if above == 0:
        template = _("None of %(count)s measures is above the peers' median")
        return say("none_above", template, count=of)
    behind = [m for m, lead in reversed(pairs) if lead <= -NOTABLE][:2]
    ahead = [m for m, lead in pairs if lead >= NOTABLE][:2]
    named = behind or ahead
    words: dict[str, Any] = {"about": tuple(m.code for m in named), "count": of}
    if named:
        words["measures"] = listed([m.title for m in named])
    so, trail, lead = _several() if above > 1 else _single()
    template = trail if behind else lead if ahead else so
    if above == 1:
        return say("single_above", template, **words)
    over = count(above, _("measures with a score above the peers' median"))
    return say("above_median", template, above=over, **words)


def _several() -> tuple[str, str, str]:
    return (
        _("%(above)s of %(count)s measures are above the peers' median"),
        _("%(above)s of %(count)s measures are above the peers' median, %(measures)s far behind"),
        _("%(above)s of %(count)s measures are above the peers' median, %(measures)s far ahead"),
    )


def _single() -> tuple[str, str, str]:
    return (
        _("Only one of %(count)s measures is above the peers' median"),
        _("Only one of %(count)s measures is above the peers' median, %(measures)s far behind"),
        _("Only one of %(count)s measures is above the peers' median, %(measures)s far ahead"),
    )


def furthest_behind(sheet: Sheet, *, besides: tuple[str, ...] = ()) -> list[Finding]:
    """The measures notably behind the peers' median, furthest first."""
    pairs = [p for p in leads(sheet)[::-1] if p[1] <= -NOTABLE and p[0].code not in besides]
    template = _("%(measure)s is %(points)s points behind the peers' median")
    return [_from_median("behind_peers", template, *pair) for pair in pairs]


def furthest_ahead(sheet: Sheet, *, besides: tuple[str, ...] = ()) -> list[Finding]:
    """The measures notably ahead of the peers' median, by what that is worth."""
    pairs = [p for p in leads(sheet) if p[1] >= NOTABLE and p[0].code not in besides]
    worth = sorted((p for p in pairs if not fell_short(p[0])), key=_worth)
    template = _("%(measure)s is %(points)s points ahead of the peers' median")
    return [_from_median("ahead_of_peers", template, *pair) for pair in worth]


def ahead(sheet: Sheet) -> list[tuple[MeasureLine, Decimal, Finding]]:
    """The measures notably ahead that did not miss their plan, with their lead."""
    pairs = [p for p in leads(sheet) if p[1] >= NOTABLE and not fell_short(p[0])]
    template = _("%(measure)s is %(points)s points ahead of the peers' median")
    return [(m, lead, _from_median("ahead_of_peers", template, m, lead)) for m, lead in pairs]


def _worth(pair: Lead) -> Fraction:
    measure, lead = pair
    return -exact(lead) * exact(measure.weight)


def _from_median(kind: str, template: str, measure: MeasureLine, lead: Decimal) -> Finding:
    how = _("%(own)s against %(median)s") % {
        "own": score_of(measure),
        "median": median_of(measure),
    }
    points = Stated(as_text(abs(lead)), abs(exact(lead)), how)
    return say(kind, template, about=(measure.code,), measure=measure.title, points=points)
