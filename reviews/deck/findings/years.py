"""Findings about the year before: how amounts changed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text
from perfcenter.base.numbers.rounding import exact
from reviews.deck.findings.base import Finding, Stated, say
from reviews.deck.findings.one_plan import fell_short
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.scales import change_in_percent, scale_of

Change = tuple[MeasureLine, Fraction]
NOTABLE = Fraction(10, 100)


def year_on_year(
    sheet: Sheet, *, besides: tuple[str, ...] = (), among: Sequence[MeasureLine] | None = None
) -> list[Finding]:
    """The amounts that the year before also had, and how they changed, heaviest first."""
    changes = [pair for pair in _changes(sheet, besides) if among is None or pair[0] in among]
    return [_changed(*pair) for pair in sorted(changes, key=lambda pair: -pair[0].weight)]


def risen(sheet: Sheet, *, besides: tuple[str, ...] = ()) -> list[Finding]:
    """The amounts that rose from the year before, by what that is worth; none that missed plan."""
    rises = [
        (m, change) for m, change in _changes(sheet, besides) if change > 0 and not fell_short(m)
    ]
    return [_changed(*pair) for pair in sorted(rises, key=lambda p: -p[1] * exact(p[0].weight))]


def rises(sheet: Sheet) -> list[tuple[MeasureLine, Fraction, Finding]]:
    """The amounts that rose, with by how much."""
    return [(m, change, _changed(m, change)) for m, change in _changes(sheet, ()) if change > 0]


def grown(sheet: Sheet) -> list[Finding]:
    """Growth of a tenth or more, the heaviest first: worth a word also where plans were missed."""
    found = [(m, finding) for m, change, finding in rises(sheet) if change >= NOTABLE]
    return [finding for _m, finding in sorted(found, key=lambda pair: -pair[0].weight)]


def _changes(sheet: Sheet, besides: tuple[str, ...]) -> list[Change]:
    """Amounts above zero in both years, with their change."""
    return [
        (m, m.value / m.previous_value - 1)
        for m in sheet.measures
        if m.unit == "yuan" and m.code not in besides
        if m.value is not None and m.previous_value is not None
        if m.value > 0 and m.previous_value > 0
    ]


def _changed(measure: MeasureLine, change: Fraction) -> Finding:
    scale = scale_of(measure)
    how = _("from %(before)s to %(now)s") % {
        "before": scale.written(measure.previous_value),
        "now": scale.written(measure.value),
    }
    shown = change_in_percent(measure.previous_value or Fraction(1), measure.value or Fraction(0))
    by = Stated(f"{as_text(abs(shown))}%", abs(change), how)
    rose = _("%(measure)s rose by %(by)s from the year before")
    fell = _("%(measure)s fell by %(by)s from the year before")
    same = _("%(measure)s is as high as the year before")
    if not shown:
        return say("as_before", same, about=(measure.code,), measure=measure.title)
    template = rose if change > 0 else fell
    return say("year_on_year", template, about=(measure.code,), measure=measure.title, by=by)
