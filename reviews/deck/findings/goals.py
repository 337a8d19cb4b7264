"""Findings about next year: the boldest goal, the rate to bring down, a review not written."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text
from perfcenter.base.numbers.comparing import is_below
from reviews.deck.data import DeckData, DeckGoal
from reviews.deck.findings.base import Finding, Stated, count, join, say
from scoring.sheet.scales import Scale, change_in_percent, goal_text, scale_of, scales

NOTABLE, MODEST = Fraction(10, 100), Fraction(7, 100)


def actual_scale(line: DeckGoal) -> Scale:
    """How this year's actual reads: as on every other slide."""
    return scale_of(line.line) if line.line else next(scales(line.unit))


def goal(line: DeckGoal) -> str:
    """The goal as it was typed, in the unit of this year's actual."""
    return goal_text(actual_scale(line), line.target)


def next_year(data: DeckData) -> Finding | None:
    """What the goals come to together; the boldest rise, and what is to come down."""
    down = _bring_down(data.goal_lines)
    up = _together(data.goal_lines) or _boldest(data.goal_lines)
    if up is None or down is None:
        return up or (_alone(data.goal_lines) if down else None) or _counted(data)
    return join(up, down)


def _together(lines: tuple[DeckGoal, ...]) -> Finding | None:
    """Several goals weighed: what was missed this year, all above it, or the heaviest two."""
    known = [
        line for line in lines
        if line.actual is not None and line.target is not None and line.actual > 0
        if not line.lower_is_better
    ]  # fmt: skip
    if len(known) < 2:
        return None
    up = [line for line in known if (line.target or 0) > (line.actual or 0)]
    heaviest = sorted(known, key=lambda g: -(g.line.weight if g.line else 0.0))
    of = count(len(known), _("goals beside this year's actual"))
    if len(up) * 2 <= len(known):
        number = count(len(up), _("goals above this year's actual"))
        template = _("Only %(up)s of %(count)s goals are above this year")
        return say("goals_modest", template, up=number, count=of)
    missed = [line for line in heaviest if _is_behind(line) and line in up]
    if missed and missed[0] is heaviest[0]:
        template = _("%(measure)s, behind plan this year, is to come to %(target)s")
        return say("goal_recover", template, measure=missed[0].title, target=_target(missed[0]))
    if len(up) == len(known) and all(_growth(line) >= NOTABLE for line in known):
        least = min(known, key=_growth)
        by = _percent(least)
        template = _("All %(count)s goals rise, %(measure)s least by %(by)s")
        return say("goals_all_bold", template, count=of, measure=least.title, by=by)
    first, second = heaviest[:2]
    if all(_growth(line) >= NOTABLE for line in (first, second)):
        template = _("Next year %(one)s is to grow by %(first)s, %(other)s by %(second)s")
        return say(
            "goals_bold", template, one=first.title, first=_percent(first),
            other=second.title, second=_percent(second),
        )  # fmt: skip
    if len(known) > 2 and len(up) == len(known) and _growth(first) < MODEST:
        least, most = min(known, key=_growth), max(known, key=_growth)
        template = _("Goals rise by %(least)s (%(one)s) to %(most)s (%(other)s)")
        return say(
            "goals_span", template, least=_percent(least), one=least.title,
            most=_percent(most), other=most.title,
        )  # fmt: skip
    if _is_money(first) and _is_money(second):
        template = _("Next year %(one)s is to reach %(first)s, %(other)s %(second)s")
        return say(
            "goals_two", template, one=first.title, first=_target(first),
            other=second.title, second=_target(second),
        )  # fmt: skip
    return None


def _is_behind(line: DeckGoal) -> bool:
    """Whether a plan was missed by far."""
    if line.line is None or line.line.completion is None:
        return False
    return is_below(line.line.completion * 100, line.line.good_from)


def _is_money(line: DeckGoal) -> bool:
    return line.unit == "yuan"


def _growth(line: DeckGoal) -> Fraction:
    return (line.target or Fraction(0)) / (line.actual or Fraction(1)) - 1


def _percent(line: DeckGoal) -> Stated:
    scale, actual = actual_scale(line), line.actual or Fraction(1)
    how = _("from %(before)s to %(now)s") % {
        "before": scale.written(line.actual),
        "now": goal(line),
    }
    shown = change_in_percent(actual, line.target or Fraction(0))
    return Stated(f"{as_text(shown)}%", _growth(line), how)


def _alone(lines: tuple[DeckGoal, ...]) -> Finding | None:
    """What is to come down, at the beginning of a sentence."""
    falls = _falls(lines)
    if not falls:
        return None
    template = _("Next year %(measure)s is to come down to %(target)s")
    return say("goal_alone", template, measure=falls[0].title, target=_target(falls[0]))


def _boldest(lines: tuple[DeckGoal, ...]) -> Finding | None:
    rises = [
        (line.target / line.actual - 1, line.actual, line)
        for line in lines
        if line.unit in ("yuan", "count") and not line.lower_is_better
        if line.actual is not None and line.actual > 0 and line.target is not None
    ]
    if not rises:
        return None
    change, actual, line = max(rises, key=lambda rise: rise[0])
    if change <= 0:
        return None
    scale = actual_scale(line)
    if line.unit == "count":
        return say(
            "goal_up",
            _("Next year %(measure)s is to grow from %(before)s to %(target)s"),
            measure=line.title,
            before=Stated(scale.written(actual), actual, _("this year's actual")),
            target=_target(line),
        )
    how = _("from %(before)s to %(now)s") % {
        "before": scale.written(line.actual),
        "now": goal(line),
    }
    return say(
        "goal_up",
        _("Next year %(measure)s is to grow by %(by)s to %(target)s"),
        measure=line.title,
        by=Stated(f"{as_text(change_in_percent(actual, actual * (1 + change)))}%", change, how),
        target=_target(line),
    )


def _bring_down(lines: tuple[DeckGoal, ...]) -> Finding | None:
    falls = _falls(lines)
    if not falls:
        return None
    return say(
        "goal_down",
        _("bring %(measure)s down to %(target)s"),
        measure=falls[0].title,
        target=_target(falls[0]),
    )


def _falls(lines: tuple[DeckGoal, ...]) -> list[DeckGoal]:
    return [
        line
        for line in lines
        if line.lower_is_better and line.actual is not None and line.target is not None
        if line.target < line.actual
    ]


def _counted(data: DeckData) -> Finding | None:
    if not data.goal_lines:
        return None
    number = count(len(data.goal_lines), _("lines of next year's goals"))
    return say("goals", _("%(count)s goals for next year"), count=number)


def _target(line: DeckGoal) -> Stated:
    value = line.target if line.target is not None else Fraction(0)
    return Stated(goal(line), value, _("next year's goal"))


def kept(lines: Sequence[DeckGoal]) -> list[Finding]:
    """Last year's goals against this year's result."""
    met = [line for line in lines if is_met(line)]
    missed = [line for line in lines if not is_met(line)]
    of = count(len(lines), _("goals of a year ago with a result"))
    if not missed:
        template = _("All %(count)s goals of a year ago were met")
        return [say("goals_kept", template, count=of)]
    worst = missed[0]
    words: dict[str, Any] = {
        "measure": worst.title,
        "result": _result(worst),
        "goal": _planned(worst),
    }
    if not met:
        template = _("None of %(count)s goals was met; %(measure)s came to %(result)s of %(goal)s")
        return [say("goals_missed", template, count=of, **words)]
    number = count(len(met), _("goals that were met"))
    if len(missed) == 1 and len(lines) > 2:
        if _is_near(worst):
            template = _("All of %(count)s goals but one met, %(measure)s nearly at %(result)s")
            named = {name: words[name] for name in ("measure", "result")}
            return [say("goals_but_near", template, count=of, **named)]
        template = _("All of %(count)s goals but one: %(measure)s came to %(result)s of %(goal)s")
        return [say("goals_but_one", template, count=of, **words)]
    if len(met) * 2 > len(lines):
        template = _("%(met)s of %(count)s goals met; %(measure)s came to %(result)s of %(goal)s")
    else:
        template = _("Only %(met)s of %(count)s goals met; %(measure)s %(result)s of %(goal)s")
    return [say("goals_some", template, met=number, count=of, **words)]


def _is_near(line: DeckGoal) -> bool:
    """Whether a goal was missed by less than a tenth."""
    over, under = line.actual or Fraction(0), line.target or Fraction(0)
    if line.lower_is_better:
        over, under = under, over
    return under > 0 and over / under >= 1 - NOTABLE


def is_met(line: DeckGoal) -> bool:
    if line.target is None or line.actual is None:
        return False
    return line.actual <= line.target if line.lower_is_better else line.actual >= line.target


def _result(line: DeckGoal) -> Stated:
    scale = actual_scale(line)
    return Stated(scale.written(line.actual), line.actual or Fraction(0), _("this year's actual"))


def _planned(line: DeckGoal) -> Stated:
    return Stated(goal(line), line.target or Fraction(0), _("the goal of a year ago"))
