"""The facts beside a text: the numbers of the title first, then what else is worth knowing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import with_sign
from perfcenter.base.numbers.comparing import is_below
from reviews.deck.figures import change
from reviews.deck.findings import Finding, peers
from reviews.deck.findings.base import by_code, completion_of, planned
from reviews.deck.formats import counted
from reviews.deck.slides.facts import SlideFact
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.places import completion_of as completed
from scoring.sheet.places import gap_of, score_of
from scoring.sheet.scales import scale_of

MOST = 3
OF_PLAN = ("over_plan", "under_plan", "on_plan", "missed_by")
OF_VALUE = ("over_limit", "within_limit", "below_zero")
OF_PEERS = ("ahead_of_peers", "behind_peers")


def best(finding: Finding, sheet: Sheet) -> list[SlideFact]:
    """The title's, then the plans beaten by most and the widest lead over peers."""
    beaten = [_of_plan(m, sheet) for m, c in planned(sheet)[:2] if c >= 1]
    ahead = [_of_peers(m) for m, lead in peers.leads(sheet)[:1] if lead > 0]
    return _together(finding, sheet, [*beaten, *ahead])


def worst(finding: Finding, sheet: Sheet) -> list[SlideFact]:
    """The title's, then the plans missed by most and the widest gap to peers."""
    missed = [_of_plan(m, sheet) for m, c in planned(sheet)[:-3:-1] if c < 1]
    behind = [_of_peers(m) for m, lead in peers.leads(sheet)[-1:] if lead < 0]
    return _together(finding, sheet, [*missed, *behind])


def _together(finding: Finding, sheet: Sheet, more: Iterable[SlideFact]) -> list[SlideFact]:
    found = [fact for part in finding.each for fact in _of(part, sheet)]
    found += [fact for fact in more if fact not in found]
    return found[:MOST]


def _of(finding: Finding, sheet: Sheet) -> Iterator[SlideFact]:
    """What a finding states, as facts."""
    measures = [m for code in finding.about if (m := by_code(sheet, code)) is not None]
    if finding.kind in OF_PLAN:
        yield from (_of_plan(m, sheet) for m in measures)
    elif finding.kind in OF_VALUE:
        yield from map(_of_value, measures)
    elif finding.kind in OF_PEERS:
        yield from map(_of_peers, measures)
    elif finding.kind == "year_on_year":
        yield from map(_of_year, measures)
    elif finding.kind in ("best_score", "only_score", "extremes"):
        yield from map(_of_score, measures)
    else:
        counts = (counted(int(number.value)) for number in finding.numbers)
        for number, word in zip(finding.numbers, counts, strict=True):
            if number.text != word:
                yield SlideFact(number.text, number.how)


def _of_plan(measure: MeasureLine, sheet: Sheet) -> SlideFact:
    completion = completion_of(measure)
    bad = completion is not None and is_below(completion * 100, sheet.good_from)
    text = _("%(measure)s, of plan") % {"measure": measure.title}
    figure = ("▼ " if bad else "") + completed(measure)
    return SlideFact(figure, text, "bad" if bad else "ink")


def _of_value(measure: MeasureLine) -> SlideFact:
    scale = scale_of(measure)
    words = {"measure": measure.title, "value": scale.written(measure.target)}
    return SlideFact(scale.written(measure.value), _("%(measure)s, plan %(value)s") % words)


def _of_peers(measure: MeasureLine) -> SlideFact:
    text = _("%(measure)s, against the peers' median") % {"measure": measure.title}
    return SlideFact(with_sign(gap_of(measure) or Decimal(0)), text)


def _of_year(measure: MeasureLine) -> SlideFact:
    now, before = measure.value or Fraction(0), measure.previous_value or Fraction(0)
    text = _("%(measure)s, against the year before") % {"measure": measure.title}
    return SlideFact(change(scale_of(measure), measure.unit, now, before), text)


def _of_score(measure: MeasureLine) -> SlideFact:
    text = _("%(measure)s, score") % {"measure": measure.title}
    return SlideFact(score_of(measure), text)
