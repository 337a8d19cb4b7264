"""Findings about plans: over, under, all, none, some, a limit exceeded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text
from perfcenter.base.numbers.comparing import is_below
from perfcenter.base.numbers.rounding import exact
from reviews.deck.figures import computed
from reviews.deck.findings.base import Finding, Stated, completion_of, count, planned, say
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.places import completion_of as written
from scoring.sheet.places import percent_of
from scoring.sheet.scales import scale_of

PROFIT = "RORAC"
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
    reached = _completion(measure, completion)
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


def profit_against_plan(sheet: Sheet) -> Finding | None:
    """RORAC against its plan; without one, the heaviest measure with a plan."""
    pairs = planned(sheet)
    if not pairs:
        return None
    first = next((p for p in pairs if p[0].code == PROFIT), max(pairs, key=lambda p: p[0].weight))
    return against_plan(*first, sheet.good_from)


def main_plans(figures: Sequence[MeasureLine], sheet: Sheet) -> Finding | None:
    """How many of the figures on a slide met their plan; with one missed, which."""
    pairs = [(m, c) for m in figures if (c := completion_of(m)) is not None]
    if len(pairs) < 2:
        return None
    missed = sorted((p for p in pairs if p[1] < 1), key=lambda p: p[1])
    number = count(len(pairs), _("measures with a plan on this slide"))
    if not missed:
        return say("main_all", _("All %(count)s main plans met"), count=number)
    if len(missed) == len(pairs):
        return say("main_none", _("None of %(count)s main plans met"), count=number)
    met = count(len(pairs) - len(missed), _("measures that met their plan"))
    return say("main_some", _("%(met)s of %(count)s main plans met"), met=met, count=number)


def all_met(sheet: Sheet) -> Finding | None:
    """Every plan met, and the one furthest ahead."""
    pairs = planned(sheet)
    if len(pairs) < 2 or pairs[-1][1] < 1:
        return None
    best, completion = pairs[0]
    return say(
        "all_met",
        _("All %(count)s plans met, %(measure)s furthest ahead at %(completion)s"),
        about=(best.code,),
        count=_plans(pairs),
        measure=best.title,
        completion=_completion(best, completion),
    )


def none_met(sheet: Sheet) -> Finding | None:
    """No plan met, and the one nearest to it."""
    pairs = planned(sheet)
    if len(pairs) < 2 or pairs[0][1] >= 1:
        return None
    best, completion = pairs[0]
    return say(
        "none_met",
        _("None of %(count)s plans met, %(measure)s nearest at %(completion)s"),
        about=(best.code,),
        count=_plans(pairs),
        measure=best.title,
        completion=_completion(best, completion),
    )


def some_met(sheet: Sheet) -> Finding | None:
    """How many plans were met, the furthest ahead and the furthest behind."""
    pairs = planned(sheet)
    met = [pair for pair in pairs if pair[1] >= 1]
    if not met or len(met) == len(pairs):
        return None
    best, worst = pairs[0], pairs[-1]
    return say(
        "some_met",
        _("%(met)s of %(count)s plans met: %(best)s at %(most)s, %(worst)s at %(least)s"),
        about=(best[0].code, worst[0].code),
        count=_plans(pairs),
        met=count(len(met), _("measures that met their plan")),
        best=best[0].title,
        most=_completion(*best),
        worst=worst[0].title,
        least=_completion(*worst),
    )


def only_plan(sheet: Sheet) -> Finding | None:
    """The one plan there is."""
    pairs = planned(sheet)
    if len(pairs) != 1:
        return None
    return say(
        "only_plan",
        _("One plan only: %(measure)s at %(completion)s"),
        about=(pairs[0][0].code,),
        measure=pairs[0][0].title,
        completion=_completion(*pairs[0]),
    )


def missed_plans(sheet: Sheet, *, besides: tuple[str, ...] = ()) -> list[Finding]:
    """The plans that were missed, furthest behind first."""
    missed = [p for p in planned(sheet)[::-1] if p[1] < 1 and p[0].code not in besides]
    return _told(missed, sheet)


def beaten_plans(sheet: Sheet, *, besides: tuple[str, ...] = ()) -> list[Finding]:
    """The plans that were beaten, by what that is worth: a small measure's third counts little."""
    met = [p for p in planned(sheet) if p[1] > 1 and p[0].code not in besides]
    return _told(sorted(met, key=lambda p: -(p[1] - 1) * exact(p[0].weight)), sheet)


def _told(pairs: list[Pair], sheet: Sheet) -> list[Finding]:
    found = (against_plan(*pair, sheet.good_from) for pair in pairs)
    return [finding for finding in found if finding is not None]


def missed_by(sheet: Sheet) -> list[Finding]:
    """How many plans were missed, and how far the furthest behind came; or the number alone."""
    pairs = planned(sheet)
    missed = [pair for pair in pairs if pair[1] < 1]
    if not missed:
        return []
    worst, completion = missed[-1]
    words: dict[str, Any] = {
        "about": (worst.code,),
        "measure": worst.title,
        "completion": _completion(worst, completion),
    }
    if len(pairs) == 1:
        return [say("missed_by", _("%(measure)s missed its plan, at %(completion)s"), **words)]
    if len(missed) == 1:
        template = _("Only %(measure)s missed its plan, at %(completion)s")
        return [say("missed_by", template, **words)]
    number = count(len(missed), _("measures that missed their plan"))
    only = _("%(count)s plans missed, %(measure)s reached only %(completion)s")
    nearly = _("%(count)s plans missed, %(measure)s lowest at %(completion)s")
    template = only if is_below(completion * 100, sheet.good_from) else nearly
    told = say("missed_by", template, count=number, **words)
    alone = say("missed_count", _("%(count)s plans missed"), count=number)
    return [replace(told, clauses=told.clauses + _told(missed[-1:], sheet)[0].clauses), alone]


def no_plans(sheet: Sheet) -> Finding | None:
    """No measure has both a plan and a value."""
    if planned(sheet):
        return None
    return say("no_plans", _("There is no plan to compare with"))


def fell_short(measure: MeasureLine) -> bool:
    """Whether a plan was missed: then nothing about the measure is to boast of."""
    completion = completion_of(measure)
    return completion is not None and completion < 1


def _plans(pairs: list[Pair]) -> Stated:
    return count(len(pairs), _("measures with a plan"))


def _completion(measure: MeasureLine, completion: Fraction) -> Stated:
    return Stated(written(measure), completion, computed(measure))
