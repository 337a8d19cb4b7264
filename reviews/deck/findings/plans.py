"""Findings about plans: all, none, some; many missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import listed, whole
from perfcenter.base.numbers.comparing import is_below
from perfcenter.base.numbers.rounding import exact
from reviews.deck.findings.base import Finding, Planned, Stated, completion_of, count, planned, say
from reviews.deck.findings.one_plan import completion_stated, told
from scoring.sheet.model import MeasureLine

PROFIT = "RORAC"
MIDDLE = 3  # plans far behind: too many to name, too few to name two of
Pair = tuple[MeasureLine, Fraction]


def main_plans(figures: Sequence[MeasureLine], sheet: Planned) -> Finding | None:
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


def all_met(sheet: Planned) -> Finding | None:
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
        completion=completion_stated(best, completion),
    )


def none_met(sheet: Planned) -> Finding | None:
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
        completion=completion_stated(best, completion),
    )


def some_met(sheet: Planned) -> Finding | None:
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
        most=completion_stated(*best),
        worst=worst[0].title,
        least=completion_stated(*worst),
    )


def half_met(sheet: Planned) -> Finding | None:
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
        return say("but_one_met", template, completion=completion_stated(*worst), **words)
    if len(met) == 1:
        best = met[0]
        words |= {"about": (best[0].code,), "measure": best[0].title}
        template = _("Of %(count)s plans only %(measure)s was met, at %(completion)s")
        return say("but_one_missed", template, completion=completion_stated(*best), **words)
    near = [pair for pair in missed if not is_below(pair[1] * 100, sheet.good_from)]
    words["met"] = count(len(met), _("measures that met their plan"))
    if len(near) == len(missed):
        template = _("%(met)s of %(count)s plans met, no other below %(good)s%%")
        good = Stated(whole(sheet.good_from), exact(sheet.good_from), _("what counts as good"))
        return say("met_or_near", template, good=good, **words)
    if len(met) * 2 < len(pairs):
        return _mostly_missed(pairs, missed, sheet)
    return None


def _mostly_missed(pairs: list[Pair], missed: list[Pair], sheet: Planned) -> Finding:
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


def far_below(sheet: Planned) -> Finding | None:
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


def only_plan(sheet: Planned) -> Finding | None:
    """The one plan there is."""
    pairs = planned(sheet)
    if len(pairs) != 1:
        return None
    return say(
        "only_plan",
        _("One plan only: %(measure)s at %(completion)s"),
        about=(pairs[0][0].code,),
        measure=pairs[0][0].title,
        completion=completion_stated(*pairs[0]),
    )


def missed_by(sheet: Planned) -> list[Finding]:
    """How many plans were missed, and how far the furthest behind came; or the number alone."""
    pairs = planned(sheet)
    missed = [pair for pair in pairs if pair[1] < 1]
    if not missed:
        return []
    worst, completion = missed[-1]
    words: dict[str, Any] = {
        "about": (worst.code,),
        "measure": worst.title,
        "completion": completion_stated(worst, completion),
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
    both = say("missed_by", template, count=number, **words)
    alone = say("missed_count", _("%(count)s plans missed"), count=number)
    return [replace(both, clauses=both.clauses + told(missed[-1:], sheet)[0].clauses), alone]


def no_plans(sheet: Planned) -> Finding | None:
    """No measure has both a plan and a value."""
    if planned(sheet):
        return None
    return say("no_plans", _("There is no plan to compare with"))


def _plans(pairs: list[Pair]) -> Stated:
    return count(len(pairs), _("measures with a plan"))
