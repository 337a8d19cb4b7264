"""The page of the self-review: sections, goals, and what stood in the way of saving them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from django.forms import BoundField, Form
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import language, whole
from perfcenter.ui.tags.numbers import clock
from reviews.models import AnnualReport, Comment, Goal, ProposedGoal, Section
from reviews.report.content import FileLine, GoalLine, ReportContent
from reviews.report.drafting import is_drafted
from reviews.report.facts import Facts, facts_beside
from reviews.report.figures import figures_of, lines_with_figures, spoken
from reviews.report.forms import GoalFields, ReportForm
from reviews.report.goals import Change, change_of
from reviews.report.merging import goal_place
from reviews.report.read import comments_by_section
from reviews.report.units import in_unit, typed_scale, typed_unit
from reviews.sections.read import heading
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.scales import Scale, goal_text

NOTHING: Mapping[str, ProposedGoal] = MappingProxyType({})


@dataclass(frozen=True)
class WritingRow:
    """A section being written; `other` is what another window saved, where one is to choose.

    `keep` is which of the two was chosen on a page that is shown again.
    """

    section: Section
    heading: str
    field: BoundField
    comments: list[Comment]
    facts: Facts | None
    goals: int
    is_wrong: bool
    other: str | None
    keep: str
    files: list[FileLine]
    spoken: str  # as it is read, with its figures
    figures_read: str  # the lines that name figures

    @property
    def is_drafted(self) -> bool:
        """Whether the text is still marked as a draft by rule."""
        return is_drafted(str(self.field.value() or ""))

    @property
    def may_be_drafted(self) -> bool:
        """Whether a draft by rule can be asked for: the figures say something of its topic."""
        return self.section.topic != Section.Topic.OTHER and not self.is_drafted

    @property
    def has_figures(self) -> bool:
        """Whether the text names figures, so that it reads otherwise than it is typed."""
        return bool(self.figures_read)

    @property
    def name(self) -> str:
        return self.section.code

    @property
    def length(self) -> int:
        return len(str(self.field.value() or "").strip())

    @property
    def is_written(self) -> bool:
        return bool(self.length or self.goals)

    @property
    def differing(self) -> int:
        """How many characters differ from the other window's text."""
        return characters_apart(str(self.field.value() or ""), self.other or "")


@dataclass(frozen=True)
class GoalRow:
    """A line of the goals' table: this year's actual beside the fields for next year."""

    fields: GoalFields
    title: str
    unit: str
    actual: str
    target: str
    change: Change | None
    other: str
    place: str
    keep: str
    proposed: str = ""  # what her supervisor proposes, and who that is

    @property
    def action(self) -> str:
        return str(self.fields.action.value() or "")

    @property
    def is_set(self) -> bool:
        return bool(str(self.fields.target.value() or "").strip() or self.action.strip())

    @property
    def is_wrong(self) -> bool:
        reason = self.fields.reason
        return bool(
            self.fields.target.errors or self.fields.action.errors or (reason and reason.errors)
        )

    @property
    def asks_why(self) -> bool:
        """Whether the goal is a loss, which says why it is meant."""
        reason, typed = self.fields.reason, str(self.fields.target.value() or "").strip()
        return reason is not None and (typed[:1] in {"-", "−", "－"} or bool(reason.errors))


@dataclass(frozen=True)
class Obstacle:
    """Why nothing was saved, with a link to each place; the first one gets the cursor."""

    tone: str
    title: str
    links: list[tuple[str, str]]
    first: str = ""


def writing_rows(
    form: ReportForm,
    report: AnnualReport | None,
    goals: list[GoalRow],
    *,
    sheet: Sheet | None,
    goals_before: list[Goal],
    said: ReportContent,
    other: ReportContent | None,
) -> list[WritingRow]:
    """Return the sections in their order."""
    comments, own = comments_by_section(report), _("Own figures")
    figures = said.figures.get(language()) or figures_of(sheet)
    return [
        WritingRow(
            section=section,
            heading=heading(section, form.asked_for),
            field=form[section.code],
            comments=comments[section.code],
            facts=facts_beside(section.topic, sheet, goals_before, own),
            goals=sum(row.is_set for row in goals) if section.is_of_goals else 0,
            is_wrong=bool(form[section.code].errors)
            or (section.is_of_goals and any(row.is_wrong for row in goals)),
            other=other.text(section.code) if other and section.code in form.asked else None,
            keep=form.answers.get(section.code, ""),
            files=[one for one in said.files if one.section == section.code],
            spoken=spoken(str(form[section.code].value() or ""), figures),
            figures_read=lines_with_figures(str(form[section.code].value() or ""), figures),
        )
        for section in form.asked_for
    ]


def characters_apart(mine: str, theirs: str) -> int:
    """Return the characters between what two texts have in common at both ends.

    >>> characters_apart("存款日均4.38亿元", "存款日均4.40亿元")
    2
    """
    shorter = min(len(mine), len(theirs))
    start = next((i for i in range(shorter) if mine[i] != theirs[i]), shorter)
    rest = shorter - start
    end = next((i for i in range(rest) if mine[-1 - i] != theirs[-1 - i]), rest)
    return max(len(mine), len(theirs)) - start - end


def goal_rows(
    form: ReportForm,
    sheet: Sheet | None,
    stored: ReportContent,
    other: ReportContent | None,
    proposed: Mapping[str, ProposedGoal] = NOTHING,
) -> list[GoalRow]:
    """Return a row for each measure one can set oneself a goal for."""
    lines = {line.code: line for line in sheet.measures} if sheet else {}
    kept = {line.measure_code: line for line in stored.goal_lines}
    theirs = {line.measure_code: line for line in other.goal_lines} if other else {}
    asked = form.asked if other else frozenset()
    return [
        _goal_row(
            form,
            fields,
            lines.get(fields.measure.code),
            kept.get(fields.measure.code),
            theirs.get(fields.measure.code, GoalLine(fields.measure.code))
            if goal_place(fields.measure.code) in asked
            else None,
            proposed.get(fields.measure.code),
        )
        for fields in form.goals
    ]


def _goal_row(
    form: ReportForm,
    fields: GoalFields,
    line: MeasureLine | None,
    kept: GoalLine | None,
    theirs: GoalLine | None,
    proposed: ProposedGoal | None,
) -> GoalRow:
    measure, target = fields.measure, _target(form, fields, kept)
    actual = line.value if line else None
    scale = typed_scale(line, measure.unit, form.money)
    return GoalRow(
        fields=fields,
        title=measure.title_for(form.language),
        unit=typed_unit(measure.unit, form.money),
        actual=scale.written(actual),
        target=goal_text(scale, target),
        change=change_of(actual, target, scale, lower_is_better=measure.lower_is_better),
        other=_other_goal(scale, theirs),
        place=goal_place(measure.code),
        keep=form.answers.get(goal_place(measure.code), ""),
        proposed=_proposal(scale, proposed),
    )


def _proposal(scale: Scale, proposed: ProposedGoal | None) -> str:
    """Say what was proposed for the measure, and by whom."""
    if proposed is None:
        return ""
    said = {"name": proposed.proposed_by.name, "goal": goal_text(scale, proposed.target)}
    return _("%(name)s proposes %(goal)s") % said


def _target(form: ReportForm, fields: GoalFields, kept: GoalLine | None) -> Fraction | None:
    """Return the goal as typed, where that can be read; on a fresh page the stored one."""
    if not form.is_bound:
        return kept.target if kept else None
    typed = form.cleaned_data.get(fields.target.html_name)
    return in_unit(typed, fields.measure.unit, form.money)


def _other_goal(scale: Scale, theirs: GoalLine | None) -> str:
    """Say what another window saved for the measure, where one is to choose."""
    if theirs is None:
        return ""
    number = goal_text(scale, theirs.target) if theirs.target is not None else ""
    return " · ".join(filter(None, [number, theirs.action])) or _("no goal")


def refusal(form: Form, action: str) -> Obstacle | None:
    """Say how many fields were refused, and lead to them."""
    wrong = [form[name] for name in form.fields if name in form.errors]
    if not wrong:
        return None
    count = {"count": whole(len(wrong))}
    if action == "submit":
        title = ngettext(
            "Not submitted: %(count)s place to change",
            "Not submitted: %(count)s places to change",
            len(wrong),
        )
    else:
        title = ngettext(
            "Not saved: %(count)s place to change",
            "Not saved: %(count)s places to change",
            len(wrong),
        )
    # A group of choices has no field of its own to go to.
    links = [(f"#{f.id_for_label or f.auto_id}", str(f.label)) for f in wrong]
    return Obstacle("bad", title % count, links, first=wrong[0].html_name)


def conflict(
    rows: list[WritingRow], goals: list[GoalRow], stored: AnnualReport | None
) -> Obstacle | None:
    """Say when another window saved something else, and lead to where it differs."""
    links = [(f"#{row.name}", row.heading) for row in rows if row.other is not None]
    if any(row.other for row in goals):
        links.append(("#targets", _("Next year in numbers")))
    if stored is None or not links:
        return None
    title = _("Not saved: another window saved this report at %(time)s")
    return Obstacle("warn", title % {"time": clock(stored.saved_at)}, links)
