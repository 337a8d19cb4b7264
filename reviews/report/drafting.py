"""A first text for a section, by rule from the figures: marked, and never handed in as it is.

Its figures are named, so that they follow the run. What is to be judged by a person is left to be
written: reasons, measures, dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from perfcenter.base.formats import in_chinese
from reviews.models import Section
from reviews.report.facts import is_short
from reviews.report.figures import typed
from scoring.sheet.model import MeasureLine, Sheet

Topic = Section.Topic
FEW = 3
CHINESE = "【草稿：由数据生成。修改后删去本行】"
ENGLISH = "[Draft made from the figures. Edit it, then take out this line]"
MARKS = (CHINESE, ENGLISH)
"""The first line of a draft, in either language; whoever takes it out stands by the rest."""


def is_drafted(text: str) -> bool:
    """Whether a text still bears the mark of a draft."""
    return any(mark in text for mark in MARKS)


def draft_of(topic: str, sheet: Sheet | None) -> str:
    """Return a draft under its mark; nothing where the figures say nothing of the topic."""
    if sheet is None:
        return ""
    written = {
        Topic.ACHIEVEMENTS: _achievements,
        Topic.PROBLEMS: _problems,
        Topic.IMPROVEMENTS: _improvements,
        Topic.GOALS: _goals,
    }.get(Topic(topic))
    sentences = written(sheet) if written else []
    if not sentences:
        return ""
    return "\n".join([CHINESE if in_chinese() else ENGLISH, *sentences])


def added(text: str, draft: str) -> str:
    """Return a text with a draft behind it; a draft is not added to one that stands there."""
    if not draft or is_drafted(text):
        return text
    return f"{text.rstrip()}\n\n{draft}" if text.strip() else draft


def _achievements(sheet: Sheet) -> list[str]:
    reached = [line for line in _planned(sheet) if not is_short(line, sheet.good_from)]
    return [_("%(figures)s.") % {"figures": _figures(line)} for line in _heaviest(reached)]


def _problems(sheet: Sheet) -> list[str]:
    text = _("%(figures)s, short of the plan. Reason: ")
    return [text % {"figures": _figures(line)} for line in _short(sheet)]


def _improvements(sheet: Sheet) -> list[str]:
    text = _("%(number)s. %(measure)s: what changes, by when, how it will show: ")
    return [
        text % {"number": number, "measure": line.title}
        for number, line in enumerate(_short(sheet), 1)
    ]


def _goals(sheet: Sheet) -> list[str]:
    names = _(", ").join(line.title for line in _short(sheet) or _heaviest(_planned(sheet)))
    return [_("What matters most next year: %(measures)s.") % {"measures": names}] if names else []


def _planned(sheet: Sheet) -> list[MeasureLine]:
    """Return the measures of which value, plan and completion are known."""
    return [
        line
        for line in sheet.measures
        if line.value is not None and line.target is not None and line.completion is not None
    ]


def _heaviest(lines: Iterable[MeasureLine]) -> list[MeasureLine]:
    return sorted(lines, key=lambda line: -line.weight)[:FEW]


def _short(sheet: Sheet) -> Sequence[MeasureLine]:
    short = [line for line in _planned(sheet) if is_short(line, sheet.good_from)]
    return sorted(short, key=lambda line: line.score or 0.0)[:FEW]


def _figures(line: MeasureLine) -> str:
    return _("%(measure)s %(value)s, plan %(plan)s, completion %(rate)s") % {
        "measure": line.title,
        "value": typed(line.code, "value"),
        "plan": typed(line.code, "plan"),
        "rate": typed(line.code, "rate"),
    }
