"""What the writing and the review page show section by section, put together for the templates."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.forms import BoundField

from reviews.content import ReportContent, content_shown
from reviews.forms import GoalFields, ReportForm, ReviewForm
from reviews.models import SECTIONS, AnnualReport, Comment
from reviews.selectors.reports import comments_by_section
from reviews.units import typed_unit
from scoring.scheme.model import AnyMeasure
from scoring.scheme.stored import definition
from scoring.sheet import MeasureLine, Sheet

FEW = 6


@dataclass(frozen=True)
class WritingRow:
    """A section being written; `other_text` is another window's, where it differs."""

    number: int
    name: str
    field: BoundField
    comments: list[Comment]
    other_text: str | None

    @property
    def length(self) -> int:
        return len(str(self.field.value() or "").strip())


@dataclass(frozen=True)
class GoalRow:
    """A line of the goals' table: this year's actual beside the fields for next year."""

    fields: GoalFields
    line: MeasureLine | None
    unit: str
    title: str


@dataclass(frozen=True)
class ReviewRow:
    """A section under review: text, facts beside it, comments and the field for another one."""

    number: int
    name: str
    title: str
    text: str
    field: BoundField
    comments: list[Comment]


@dataclass(frozen=True)
class GoalRead:
    """A goal as a reviewer reads it; the change is in percent of this year's actual."""

    title: str
    unit: str
    line: MeasureLine | None
    target: Fraction | None
    action: str
    change: float | None
    lower_is_better: bool


@dataclass(frozen=True)
class JudgedRow:
    """A judgment measure with its score and what the score rests on."""

    measure: AnyMeasure
    score: BoundField
    basis: BoundField


def writing_rows(
    form: ReportForm, report: AnnualReport | None, other: ReportContent | None
) -> list[WritingRow]:
    """Return the sections in their order."""
    comments = comments_by_section(report)
    return [
        WritingRow(
            number=number,
            name=name,
            field=form[name],
            comments=comments[name],
            other_text=_different(form[name], other, name),
        )
        for number, name in enumerate(SECTIONS, start=1)
    ]


def _different(field: BoundField, other: ReportContent | None, name: str) -> str | None:
    if other is None:
        return None
    theirs = str(getattr(other, name))
    mine = str(field.value() or "").replace("\r\n", "\n")
    return None if theirs == mine else theirs


def goal_rows(form: ReportForm, sheet: Sheet | None, language: str) -> list[GoalRow]:
    """Return a row for each measure one can set oneself a goal for."""
    lines = {line.code: line for line in sheet.measures} if sheet else {}
    return [
        GoalRow(
            fields=goal,
            line=lines.get(goal.measure.code),
            unit=typed_unit(goal.measure.unit),
            title=goal.measure.title_for(language),
        )
        for goal in form.goals
    ]


def review_rows(form: ReviewForm, report: AnnualReport) -> list[ReviewRow]:
    """Return the sections of a report under review."""
    comments = comments_by_section(report)
    said = content_shown(report)
    return [
        ReviewRow(
            number=number,
            name=name,
            title=str(AnnualReport.Section(name).label),
            text=getattr(said, name),
            field=form[f"comment_{name}"],
            comments=comments[name],
        )
        for number, name in enumerate(SECTIONS, start=1)
    ]


def judged_rows(form: ReviewForm) -> list[JudgedRow]:
    """Return the judgment measures with their fields."""
    return [JudgedRow(m, form[f"score_{m.code}"], form[f"basis_{m.code}"]) for m in form.measures]


def facts_for(sheet: Sheet | None, section: str) -> list[MeasureLine]:
    """Return the measures that belong beside a section: the heaviest, the weak ones, the goals'."""
    if sheet is None:
        return []
    scored = [line for line in sheet.measures if line.score is not None]
    if section == "achievements":
        return sorted(scored, key=lambda line: -line.weight)[:FEW]
    if section in {"problems", "improvements"}:
        weak = [line for line in scored if _score(line) < 100]
        return sorted(weak, key=_score)[:FEW]
    return [line for line in scored if line.target is not None][:FEW]


def _score(line: MeasureLine) -> float:
    return float("inf") if line.score is None else line.score


def goals_read(report: AnnualReport, sheet: Sheet | None, language: str) -> list[GoalRead]:
    """Return the report's goals beside this year's actuals."""
    scheme = definition(report.cycle.scheme)
    lines = {line.code: line for line in sheet.measures} if sheet else {}
    found = []
    for goal in content_shown(report).goal_lines:
        measure, line = scheme.measure(goal.measure_code), lines.get(goal.measure_code)
        found.append(
            GoalRead(
                title=measure.title_for(language),
                unit=measure.unit,
                line=line,
                target=goal.target,
                action=goal.action,
                change=_change(line.value if line else None, goal.target),
                lower_is_better=measure.lower_is_better,
            )
        )
    return found


def _change(actual: Fraction | None, planned: Fraction | None) -> float | None:
    """Return planned over actual less one, in percent; None where that says nothing."""
    if not actual or planned is None or actual < 0:
        return None
    return float(100 * (planned / actual - 1))
