"""The page of a report under review: sections, goals, judgment measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING, language, plain, whole
from perfcenter.base.numbers.places import places_for
from portfolio.models import Manager
from reviews.deciding.forms import ReviewForm
from reviews.deciding.stale import Stale
from reviews.deciding.write import Outdated
from reviews.models import AnnualReport, Comment, Goal, Section
from reviews.report.content import FileLine, ReportContent
from reviews.report.facts import Facts, facts_beside
from reviews.report.goals import Change, change_of
from reviews.report.members import Member
from reviews.report.page import Obstacle
from reviews.report.read import comments_by_section
from reviews.report.turns import Turn
from reviews.report.units import money_typed, typed_scale
from reviews.sections.read import heading, sections_of
from scoring.models import Cycle
from scoring.overriding.read import Offer
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.stored import definition
from scoring.sheet.model import Sheet
from scoring.sheet.scales import goal_text

MOST_TABS = 10


@dataclass(frozen=True)
class Before:
    """What a section said when the page was opened, where it says something else by now."""

    text: str
    goals: list[GoalRead]


@dataclass(frozen=True)
class ReviewRow:
    """A section under review: text, facts beside it, comments and the field for another one."""

    section: Section
    heading: str
    text: str
    field: BoundField
    comments: list[Comment]
    facts: Facts | None
    before: Before | None
    files: list[FileLine]

    @property
    def name(self) -> str:
        return self.section.code

    @property
    def title(self) -> str:
        return self.section.name


@dataclass(frozen=True)
class GoalRead:
    """A goal as a reviewer reads it, in the unit it was typed in."""

    title: str
    actual: str
    target: str
    change: Change | None
    action: str
    reason: str  # why a loss is meant


@dataclass(frozen=True)
class JudgedRow:
    """A judgment measure with its score and what the score rests on.

    Where another window has scored it since (`asked`), `keep` is which of the two was chosen.
    """

    measure: AnyMeasure
    score: BoundField
    basis: BoundField
    asked: bool
    keep: str
    score_read: BoundField
    basis_read: BoundField

    @property
    def reason_hint(self) -> str:
        """Which scores need what they rest on, where not all do."""
        below, above = self.measure.reason_bounds
        if below is not None and above is not None:
            return _("needed below %(below)s and above %(above)s") % {
                "below": whole(below), "above": whole(above)
            }  # fmt: skip
        if below is not None:
            return _("needed below %(below)s") % {"below": whole(below)}
        return _("needed above %(above)s") % {"above": whole(above)} if above is not None else ""


@dataclass(frozen=True)
class OverrideRow(JudgedRow):
    """A computed score with the one that the reviewer may set in its place, and why."""

    offer: Offer

    @property
    def title(self) -> str:
        return self.measure.title_for(language())

    @property
    def computed(self) -> str:
        """The computed score as it is written beside hers."""
        typed = self.offer.stands.score if self.offer.stands else None
        if self.offer.computed is None:
            return MISSING
        apart = () if typed is None else (float(typed),)
        return plain(self.offer.computed, places_for(self.offer.computed, apart=apart))

    @property
    def hint(self) -> str:
        """The bounds; or why there are none."""
        if self.offer.computed is None:
            return _("nothing is computed yet")
        low, high = self.offer.range
        return _("%(low)s to %(high)s") % {"low": low, "high": high}

    @property
    def has_lapsed(self) -> bool:
        """Whether what stands there no longer lies within the bounds."""
        return self.offer.stands is not None and not self.offer.counts


def review_rows(
    form: ReviewForm,
    report: AnnualReport,
    said: ReportContent,
    *,
    sheet: Sheet | None,
    goals_before: list[Goal],
    before: Mapping[str, Before],
) -> list[ReviewRow]:
    """Return the sections of a report under review."""
    comments, facts = comments_by_section(report), _("Facts")
    return [
        ReviewRow(
            section=section,
            heading=heading(section, form.sections),
            text=said.spoken(section.code),
            field=form[f"comment_{section.code}"],
            comments=comments[section.code],
            facts=facts_beside(section.topic, sheet, goals_before, facts),
            before=before.get(section.code),
            files=[one for one in said.files if one.section == section.code],
        )
        for section in form.sections
    ]


def before_of(
    stale: Stale | None, report: AnnualReport, sheet: Sheet | None, language: str
) -> dict[str, Before]:
    """Return the sections to be read again as they were when the page was opened."""
    if stale is None or stale.before is None:
        return {}
    goals = goals_read(report, stale.before, sheet, language)
    return {
        section.code: Before(
            stale.before.spoken(section.code), goals if section.is_of_goals else []
        )
        for section in sections_of(report.cycle)
        if section.code in stale.reread
    }


def outdated(stale: Stale, sections: Sequence[Section]) -> Obstacle:
    """Say that the page was older than what it is about, and lead to what is to be looked at."""
    links = [(f"#{s.code}", heading(s, sections)) for s in sections if s.code in stale.reread]
    if stale.asked:
        links.append(("#judgments", _("Judgment measures")))
    return Obstacle("warn", str(Outdated()), links)


def judged_rows(form: ReviewForm) -> list[JudgedRow]:
    """Return the judgment measures with their fields."""
    return [
        JudgedRow(
            measure,
            form[f"score_{measure.code}"],
            form[f"basis_{measure.code}"],
            asked=measure.code in form.asked,
            keep=form.answers.get(measure.code, ""),
            score_read=form[f"read_score_{measure.code}"],
            basis_read=form[f"read_basis_{measure.code}"],
        )
        for measure in form.measures
    ]


def override_rows(form: ReviewForm) -> list[OverrideRow]:
    """Return the computed scores that may be overridden, with their fields."""
    return [
        OverrideRow(
            offer.measure,
            form[f"score_{offer.measure.code}"],
            form[f"basis_{offer.measure.code}"],
            asked=offer.measure.code in form.asked,
            keep=form.answers.get(offer.measure.code, ""),
            score_read=form[f"read_score_{offer.measure.code}"],
            basis_read=form[f"read_basis_{offer.measure.code}"],
            offer=offer,
        )
        for offer in form.offers
    ]


def goals_read(
    report: AnnualReport, said: ReportContent, sheet: Sheet | None, language: str
) -> list[GoalRead]:
    """Return the goals that are said in the report beside this year's actuals."""
    scheme, money = definition(report.cycle.scheme), money_typed()
    lines = {line.code: line for line in sheet.measures} if sheet else {}
    found = []
    for goal in said.goal_lines:
        measure, line = scheme.measure(goal.measure_code), lines.get(goal.measure_code)
        actual = line.value if line else None
        scale = typed_scale(line, measure.unit, money)
        found.append(
            GoalRead(
                title=measure.title_for(language),
                actual=scale.written(actual),
                target=goal_text(scale, goal.target),
                change=change_of(
                    actual, goal.target, scale, lower_is_better=measure.lower_is_better
                ),
                action=goal.action,
                reason=goal.reason,
            )
        )
    return found


def queue_tabs(cycles: Iterable[Cycle], turns: Iterable[Turn]) -> list[tuple[Cycle, int]]:
    """Return the newest cycles, and older ones in which reports wait, each with how many."""
    waiting = {turn.cycle.pk: turn.count for turn in turns}
    return [
        (cycle, waiting.get(cycle.pk, 0))
        for place, cycle in enumerate(cycles)
        if place < MOST_TABS or cycle.pk in waiting
    ]


def neighbours(members: list[Member], manager: Manager) -> tuple[Manager | None, Manager | None]:
    """Return whose reports stand before and after the manager's among those handed in."""
    people = [m.manager for m in members if m.is_handed_in]
    if manager not in people:
        return None, None
    place = people.index(manager)
    return (
        people[place - 1] if place else None,
        people[place + 1] if place + 1 < len(people) else None,
    )
