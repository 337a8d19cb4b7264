"""The figures of the run that stand beside a section, under a title that says which they are."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import completion, whole
from perfcenter.base.numbers.comparing import is_below
from reviews.models import Goal, Section
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.places import completion_of
from scoring.sheet.scales import goal_text, scale_of

FEW = 6


@dataclass(frozen=True)
class MeasureFact:
    """A measure with how far it was reached; `goal` is what was set for it a year ago."""

    line: MeasureLine
    share: str
    goal: str = ""

    @property
    def value(self) -> str:
        """The value as the score sheet shows it, with its unit."""
        return scale_of(self.line).written(self.line.value)


@dataclass(frozen=True)
class Facts:
    """What stands beside a section; where there is nothing, `none` says so."""

    title: str
    facts: list[MeasureFact]
    none: str = ""


def facts_beside(
    topic: str, sheet: Sheet | None, goals_before: list[Goal], title: str
) -> Facts | None:
    """Return the facts beside a section: the heaviest measures, the weak ones, last year's goals.

    The improvements answer the problems, whose facts stand right above, and have none.
    """
    if sheet is None:
        return None
    if topic == Section.Topic.ACHIEVEMENTS:
        scored = [line for line in sheet.measures if line.score is not None]
        heaviest = sorted(scored, key=lambda line: -line.weight)[:FEW]
        return Facts(title, [MeasureFact(line, _share(line)) for line in heaviest])
    if topic == Section.Topic.PROBLEMS:
        return _shortfalls(sheet)
    if topic == Section.Topic.GOALS and goals_before:
        return _kept(sheet, goals_before)
    return None


def is_short(line: MeasureLine, good_from: float) -> bool:
    """Whether a measure is under what the scheme calls good, or its plan is missed."""
    if line.score is None:
        return False
    return is_below(line.score, good_from) or is_below(line.completion, 1)


def _shortfalls(sheet: Sheet) -> Facts:
    short = [line for line in sheet.measures if is_short(line, sheet.good_from)]
    worst = sorted(short, key=lambda line: line.score or 0.0)[:FEW]
    good = {"points": whole(sheet.good_from)}
    return Facts(
        title=_("Under %(points)s points or under plan") % good,
        facts=[MeasureFact(line, _share(line)) for line in worst],
        none=_("No measure is under %(points)s points or under its plan.") % good,
    )


def _kept(sheet: Sheet, goals: list[Goal]) -> Facts | None:
    lines = {line.code: line for line in sheet.measures}
    facts = [
        _goal_fact(lines[goal.measure_code], goal.target)
        for goal in goals
        if goal.measure_code in lines and goal.target is not None
    ]
    return Facts(_("Last year's goals"), facts) if facts else None


def _share(line: MeasureLine) -> str:
    return "" if line.completion is None else completion_of(line)


def _goal_fact(line: MeasureLine, goal: Fraction) -> MeasureFact:
    share = _reached(line, goal)
    reached = "" if share is None else completion(share, good_from=line.good_from)
    return MeasureFact(line, reached, goal_text(scale_of(line), goal))


def _reached(line: MeasureLine, goal: Fraction | None) -> float | None:
    if not goal or goal < 0 or not line.value or line.value < 0:
        return None
    return float(goal / line.value if line.lower_is_better else line.value / goal)
