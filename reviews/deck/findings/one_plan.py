"""Findings about one plan: over, under, a limit exceeded, what is missing in money."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text, with_unit
from perfcenter.base.numbers.comparing import is_below
from perfcenter.base.numbers.rounding import exact
from reviews.deck.figures import computed
from reviews.deck.findings.base import Finding, Planned, Stated, completion_of, planned, say
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import completion_of as written
from scoring.sheet.places import percent_of
from scoring.sheet.scales import change_in_units, scale_of

PROFIT = "RORAC"
MIDDLE = 3  # plans far behind: too many to name, too few to name two of
Pair = tuple[MeasureLine, Fraction]


def against_plan(measure: MeasureLine, completion: Fraction, good_from: float) -> Finding | None:
    """How a measure stands to its plan; a limit is spoken of as a limit."""
    if measure.value is None or not measure.target:
        return None
    if measure.lower_is_better:
        return _against_limit(measure)
    words: dict[str, Any] = {"about": (measure.code,), "measure": measure.title}
    if measure.value < 0 < measure.target:
        value = Stated(scale_of(measure).written(measure.value), measure.value, computed(measure))
        return say("below_zero", _("%(measure)s is below zero at %(value)s"), value=value, **words)
    if completion == 1:
        return say("on_plan", _("%(measure)s met its plan exactly"), **words)
    if completion > 1:
        return _over(measure, completion, words)
    reached = completion_stated(measure, completion)
    only = _("%(measure)s reached only %(completion)s of plan")
    nearly = _("%(measure)s reached %(completion)s of plan")
    template = only if is_below(completion * 100, good_from) else nearly
    return say("under_plan", template, completion=reached, **words)


def _over(measure: MeasureLine, completion: Fraction, words: dict[str, Any]) -> Finding:
    """What the completion as shown is beyond 100%."""
    beyond = (percent_of(measure) or Decimal(100)) - 100
    by = Stated(f"{as_text(beyond)}%", completion - 1, computed(measure))
    if not beyond:
        return say("on_plan", _("%(measure)s just met its plan"), **words)
    return say("over_plan", _("%(measure)s beat its plan by %(by)s"), by=by, **words)


def _against_limit(measure: MeasureLine) -> Finding | None:
    value, limit = measure.value, measure.target
    if value is None or limit is None:
        return None
    scale = scale_of(measure)
    words: dict[str, Any] = {
        "about": (measure.code,),
        "measure": measure.title,
        "value": Stated(scale.written(value), value, _("the value of the measure")),
        "limit": Stated(scale.written(limit), limit, _("the plan of the measure")),
    }
    if value <= limit:
        template = _("%(measure)s at %(value)s stayed within its limit of %(limit)s")
        return say("within_limit", template, **words)
    template = _("%(measure)s at %(value)s is over its limit of %(limit)s")
    return say("over_limit", template, **words)


def profit_against_plan(sheet: Planned) -> Finding | None:
    """RORAC against its plan; without one, the heaviest measure with a plan."""
    pairs = planned(sheet)
    if not pairs:
        return None
    first = next((p for p in pairs if p[0].code == PROFIT), max(pairs, key=lambda p: p[0].weight))
    return against_plan(*first, sheet.good_from)


def short_of(sheet: Planned, *, besides: tuple[str, ...] = ()) -> list[Finding]:
    """What is missing to plans in money, the heaviest first."""
    missed = [
        m for m, c in planned(sheet)
        if c < 1 and m.unit == "yuan" and m.code not in besides and not m.lower_is_better
    ]  # fmt: skip
    found = []
    for measure in sorted(missed, key=lambda m: -m.weight):
        scale, value, target = scale_of(measure), measure.value, measure.target
        if value is None or target is None or value < 0:
            continue
        gap = change_in_units(scale, value, target)
        how = _("plan %(target)s − actual %(value)s") % {
            "target": scale.written(target),
            "value": scale.written(value),
        }
        text = with_unit(scale.text_of(gap), scale.unit)
        short = Stated(text, target - value, how)
        template = _("%(measure)s is %(short)s short of its plan")
        about = (measure.code,)
        found.append(say("short_of", template, about=about, measure=measure.title, short=short))
    return found


def missed_plans(sheet: Planned, *, besides: tuple[str, ...] = ()) -> list[Finding]:
    """The plans that were missed, furthest behind first."""
    missed = [p for p in planned(sheet)[::-1] if p[1] < 1 and p[0].code not in besides]
    return told(missed, sheet)


def beaten_plans(sheet: Planned, *, besides: tuple[str, ...] = ()) -> list[Finding]:
    """The plans that were beaten, by what that is worth: a small measure's third counts little."""
    met = [p for p in planned(sheet) if p[1] > 1 and p[0].code not in besides]
    return told(sorted(met, key=lambda p: -(p[1] - 1) * exact(p[0].weight)), sheet)


def beaten(sheet: Planned) -> list[tuple[MeasureLine, Fraction, Finding]]:
    """The plans that were beaten, with their completion."""
    pairs = [(m, c) for m, c in planned(sheet) if c > 1]
    found = ((m, c, against_plan(m, c, sheet.good_from)) for m, c in pairs)
    return [(m, c, finding) for m, c, finding in found if finding is not None]


def told(pairs: list[Pair], sheet: Planned) -> list[Finding]:
    found = (against_plan(*pair, sheet.good_from) for pair in pairs)
    return [finding for finding in found if finding is not None]


def fell_short(measure: MeasureLine) -> bool:
    """Whether a plan was missed: then nothing about the measure is to boast of."""
    completion = completion_of(measure)
    return completion is not None and completion < 1


def completion_stated(measure: MeasureLine, completion: Fraction) -> Stated:
    return Stated(written(measure), completion, computed(measure))
