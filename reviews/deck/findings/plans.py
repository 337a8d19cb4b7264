"""Findings about plans: over, under, all, none, some, a limit exceeded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text, listed, whole, with_unit
from perfcenter.base.numbers.comparing import is_below
from perfcenter.base.numbers.rounding import exact
from reviews.deck.figures import computed
from reviews.deck.findings.base import Finding, Stated, completion_of, count, planned, say
from scoring.sheet.model import MeasureLine, Sheet
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
        if not any(is_below(c * 100, sheet.good_from) for _m, c in missed):
            good = Stated(whole(sheet.good_from), exact(sheet.good_from), _("what counts as good"))
            template = _("None of %(count)s main plans met, though none below %(good)s%%")
            return say("main_near", template, count=number, good=good)
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


def half_met(sheet: Sheet) -> Finding | None:
    """Of plans some met: what is most of them, or the one that is not like the others."""
    pairs = planned(sheet)
    met = [pair for pair in pairs if pair[1] >= 1]
    missed = [pair for pair in pairs if pair[1] < 1]
    if len(pairs) < 3 or not met or not missed:
        return None
    words: dict[str, Any] = {"count": _plans(pairs)}
    if len(missed) == 1:
        worst = missed[0]
        words |= {"about": (worst[0].code,), "measure": worst[0].title}
        template = _("All of %(count)s plans met but one: %(measure)s at %(completion)s")
        return say("but_one_met", template, completion=_completion(*worst), **words)
    if len(met) == 1:
        best = met[0]
        words |= {"about": (best[0].code,), "measure": best[0].title}
        template = _("Of %(count)s plans only %(measure)s was met, at %(completion)s")
        return say("but_one_missed", template, completion=_completion(*best), **words)
    near = [pair for pair in missed if not is_below(pair[1] * 100, sheet.good_from)]
    words["met"] = count(len(met), _("measures that met their plan"))
    if len(near) == len(missed):
        template = _("%(met)s of %(count)s plans met, no other below %(good)s%%")
        good = Stated(whole(sheet.good_from), exact(sheet.good_from), _("what counts as good"))
        return say("met_or_near", template, good=good, **words)
    if len(met) * 2 < len(pairs):
        return _mostly_missed(pairs, missed, sheet)
    return None


def _mostly_missed(pairs: list[Pair], missed: list[Pair], sheet: Sheet) -> Finding:
    """Most plans missed: how many, and how many of them by far."""
    words: dict[str, Any] = {
        "count": _plans(pairs),
        "missed": count(len(missed), _("measures that missed their plan")),
    }
    far = [pair for pair in missed if is_below(pair[1] * 100, sheet.good_from)]
    number = count(len(far), _("plans below what counts as good"))
    if len(far) == len(missed):
        template = _("%(missed)s of %(count)s plans missed, all of them by far")
        return say("missed_far", template, **words)
    template = _("%(missed)s of %(count)s plans missed, %(far)s of them by far")
    return say("mostly_missed", template, far=number, **words)


def short_of(sheet: Sheet, *, besides: tuple[str, ...] = ()) -> list[Finding]:
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
        told = say("short_of", template, about=(measure.code,), measure=measure.title, short=short)
        found.append(told)
    return found


def far_below(sheet: Sheet) -> Finding | None:
    """Two or more plans far below: which."""
    far = [m for m, c in planned(sheet)[::-1] if is_below(c * 100, sheet.good_from)]
    if len(far) < 2 or len(far) == MIDDLE:
        return None
    named = far[:2]
    good = Stated(whole(sheet.good_from), exact(sheet.good_from), _("what counts as good"))
    words: dict[str, Any] = {
        "about": tuple(m.code for m in named),
        "measures": listed([m.title for m in named]),
        "good": good,
    }
    if len(far) == 2:
        return say("far_below", _("%(measures)s reached less than %(good)s%% of plan"), **words)
    more = count(len(far) - 2, _("further plans below what counts as good"))
    template = _("%(measures)s and %(more)s others reached less than %(good)s%% of plan")
    return say("far_below_more", template, more=more, **words)


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


def beaten(sheet: Sheet) -> list[tuple[MeasureLine, Fraction, Finding]]:
    """The plans that were beaten, with their completion."""
    pairs = [(m, c) for m, c in planned(sheet) if c > 1]
    told = ((m, c, against_plan(m, c, sheet.good_from)) for m, c in pairs)
    return [(m, c, finding) for m, c, finding in told if finding is not None]


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
