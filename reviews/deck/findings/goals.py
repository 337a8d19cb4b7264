"""Findings about next year: the boldest goal, the rate to bring down, a review not written."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text
from reviews.deck.data import DeckData, DeckGoal
from reviews.deck.findings.base import Finding, Stated, count, join, say
from scoring.sheet.scales import Scale, change_in_percent, goal_text, scale_of, scales


def actual_scale(line: DeckGoal) -> Scale:
    """How this year's actual reads: as on every other slide."""
    return scale_of(line.line) if line.line else next(scales(line.unit))


def goal(line: DeckGoal) -> str:
    """The goal as it was typed, in the unit of this year's actual."""
    return goal_text(actual_scale(line), line.target)


def next_year(data: DeckData) -> Finding | None:
    """The boldest rise planned and, first, the largest fall where lower is better."""
    down = _bring_down(data.goal_lines)
    up = _boldest(data.goal_lines)
    if up is None or down is None:
        return up or down or _counted(data)
    return join(up, down)


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
    falls = [
        line
        for line in lines
        if line.lower_is_better and line.actual is not None and line.target is not None
        if line.target < line.actual
    ]
    if not falls:
        return None
    return say(
        "goal_down",
        _("bring %(measure)s down to %(target)s"),
        measure=falls[0].title,
        target=_target(falls[0]),
    )


def _counted(data: DeckData) -> Finding | None:
    if not data.goal_lines:
        return None
    number = count(len(data.goal_lines), _("lines of next year's goals"))
    return say("goals", _("%(count)s goals for next year"), count=number)


def _target(line: DeckGoal) -> Stated:
    value = line.target if line.target is not None else Fraction(0)
    return Stated(goal(line), value, _("next year's goal"))


def not_written(data: DeckData) -> Finding | None:
    """Nothing was handed in, or nothing is in what was."""
    if data.has_review:
        return None
    if data.report_version is None:
        return say("no_review", _("The self-review has not been submitted yet"))
    return say("empty_review", _("The self-review that was submitted is empty"))
