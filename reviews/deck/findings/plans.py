"""Findings about plans: over, under, all, none, some, a limit exceeded, a year's change."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.formats import measure_value, percent
from reviews.deck.findings.base import Finding, Stated, count, planned, say
from reviews.deck.formats import difference
from scoring.sheet import MeasureLine, Sheet

PROFIT = "RORAC"


def against_plan(measure: MeasureLine, completion: Fraction) -> Finding | None:
    """By how much a measure is over or under its plan; a limit is spoken of as a limit."""
    if measure.value is None or not measure.target:
        return None
    if measure.lower_is_better:
        return _against_limit(measure)
    how = _("%(measure)s: %(value)s of planned %(target)s") % {
        "measure": measure.title,
        "value": measure_value(measure.unit, measure.value),
        "target": measure_value(measure.unit, measure.target),
    }
    about = (measure.code,)
    if measure.value < 0 < measure.target:
        loss = Stated(measure_value(measure.unit, measure.value), measure.value, how)
        template = _("%(measure)s is below zero at %(value)s")
        return say("below_zero", template, about=about, measure=measure.title, value=loss)
    by = Stated(percent(abs(completion - 1), 1), abs(completion - 1), how)
    if percent(abs(completion - 1), 1) == percent(0, 1):
        return say(
            "on_plan", _("%(measure)s met its plan exactly"), about=about, measure=measure.title
        )
    if completion > 1:
        template = _("%(measure)s beat its plan by %(by)s")
        return say("over_plan", template, about=about, measure=measure.title, by=by)
    template = _("%(measure)s missed its plan by %(by)s")
    return say("under_plan", template, about=about, measure=measure.title, by=by)


def _against_limit(measure: MeasureLine) -> Finding | None:
    value, limit = measure.value, measure.target
    if value is None or limit is None:
        return None
    about = (measure.code,)
    shown = Stated(measure_value(measure.unit, value), value, _("the value of the measure"))
    bound = Stated(measure_value(measure.unit, limit), limit, _("the plan of the measure"))
    if value > limit:
        template = _("%(measure)s at %(value)s is over its limit of %(limit)s")
        return say(
            "over_limit", template, about=about, measure=measure.title, value=shown, limit=bound
        )
    template = _("%(measure)s at %(value)s stayed within its limit of %(limit)s")
    return say(
        "within_limit", template, about=about, measure=measure.title, value=shown, limit=bound
    )


def profit_against_plan(sheet: Sheet) -> Finding | None:
    """RORAC against its plan; without one, the heaviest measure with a plan."""
    pairs = planned(sheet)
    if not pairs:
        return None
    first = next((p for p in pairs if p[0].code == PROFIT), max(pairs, key=lambda p: p[0].weight))
    return against_plan(*first)


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


def worst_plan(sheet: Sheet, *, besides: tuple[str, ...] = ()) -> Finding | None:
    """The plan missed by most."""
    missed = [p for p in planned(sheet) if p[1] < 1 and p[0].code not in besides]
    return against_plan(*missed[-1]) if missed else None


def best_plan(sheet: Sheet, *, besides: tuple[str, ...] = ()) -> Finding | None:
    """The plan beaten by most."""
    met = [p for p in planned(sheet) if p[1] > 1 and p[0].code not in besides]
    return against_plan(*met[0]) if met else None


def missed_by(sheet: Sheet) -> Finding | None:
    """How many plans were missed, and what the furthest behind still lacked."""
    missed = [pair for pair in planned(sheet) if pair[1] < 1]
    if not missed:
        return None
    worst = missed[-1][0]
    if worst.value is None or worst.target is None:
        return None
    lacking = abs(worst.target - worst.value)
    how = _("plan and actual: %(target)s and %(value)s") % {
        "target": measure_value(worst.unit, worst.target),
        "value": measure_value(worst.unit, worst.value),
    }
    return say(
        "missed_by",
        _("%(count)s plans missed, furthest %(measure)s, by %(lacking)s"),
        about=(worst.code,),
        count=count(len(missed), _("measures that missed their plan")),
        measure=worst.title,
        lacking=Stated(difference(worst.unit, lacking), lacking, how),
    )


def no_plans(sheet: Sheet) -> Finding | None:
    """No measure has both a plan and a value."""
    if planned(sheet):
        return None
    return say("no_plans", _("There is no plan to compare with"))


def year_on_year(sheet: Sheet, *, besides: tuple[str, ...] = ()) -> Finding | None:
    """The heaviest amount that the year before also had, and how it changed."""
    changes = _changes(sheet, besides)
    return _changed(*max(changes, key=lambda pair: pair[0].weight)) if changes else None


def risen(sheet: Sheet, *, besides: tuple[str, ...] = ()) -> Finding | None:
    """The amount that rose most from the year before."""
    rises = [pair for pair in _changes(sheet, besides) if pair[1] > 0]
    return _changed(*max(rises, key=lambda pair: pair[1])) if rises else None


def _changes(sheet: Sheet, besides: tuple[str, ...]) -> list[tuple[MeasureLine, Fraction]]:
    """Amounts above zero in both years, with their change."""
    return [
        (m, m.value / m.previous_value - 1)
        for m in sheet.measures
        if m.unit == "yuan" and m.code not in besides
        if m.value is not None and m.previous_value is not None
        if m.value > 0 and m.previous_value > 0
    ]


def _changed(measure: MeasureLine, change: Fraction) -> Finding:
    how = _("from %(before)s to %(now)s") % {
        "before": measure_value("yuan", measure.previous_value),
        "now": measure_value("yuan", measure.value),
    }
    by = Stated(percent(abs(change), 1), abs(change), how)
    rose = _("%(measure)s rose by %(by)s from the year before")
    fell = _("%(measure)s fell by %(by)s from the year before")
    template = rose if change >= 0 else fell
    return say("year_on_year", template, about=(measure.code,), measure=measure.title, by=by)


def _plans(pairs: list[tuple[MeasureLine, Fraction]]) -> Stated:
    return count(len(pairs), _("measures with a plan"))


def _completion(measure: MeasureLine, completion: Fraction) -> Stated:
    values = {
        "value": measure_value(measure.unit, measure.value),
        "target": measure_value(measure.unit, measure.target),
    }
    if measure.lower_is_better:
        how = _("plan %(target)s ÷ actual %(value)s") % values
    else:
        how = _("actual %(value)s ÷ plan %(target)s") % values
    return Stated(percent(completion, 1), completion, how)
