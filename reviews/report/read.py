"""Reads over reports: who stands where, what was said of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, Subquery

from perfcenter.ui.requests import once_a_page
from portfolio.models import Manager
from reviews.models import AnnualReport, Autosave, Comment, Goal, ProposedGoal, Revision
from reviews.report.content import ReportContent, content_of, files_of, from_json
from scoring.models import Cycle


def report_of(cycle: Cycle, manager: Manager) -> AnnualReport | None:
    """Return the manager's report in the cycle, or None when it is not started."""
    found = AnnualReport.objects.filter(cycle=cycle, manager=manager)
    return found.select_related("decided_by").first()


def handed_in_version(report: AnnualReport) -> int | None:
    """Return the version handed in last; None where none was."""
    submission = report.revisions.handed_in().first()
    return submission.version if submission else None


@dataclass(frozen=True, order=True)
class Stand:
    """How far a report has come: its version, and how often its page saved by itself since."""

    version: int = 0
    saves: int = 0


@dataclass(frozen=True)
class Standing:
    """What a report's writer has written by now, and when that was saved; None: nothing yet."""

    stand: Stand
    content: ReportContent
    saved_at: datetime | None


@once_a_page
def standing_of(report: AnnualReport | None) -> Standing:
    """Return how a report stands for its writer: its newest version, or what saved itself since."""
    if report is None or not report.pk:
        return Standing(Stand(), ReportContent(), None)
    newest = report.autosaves.filter(version=report.version).first() if report.is_editable else None
    if newest is None:
        content = content_of(report)
        # A report that was given back follows the run again.
        content = replace(content, figures={}) if report.is_editable else content
        return Standing(Stand(report.version), content, report.saved_at)
    content = replace(from_json(newest.content), files=files_of(report))
    return Standing(Stand(report.version, newest.number), content, newest.saved_at)


def content_at(report: AnnualReport | None, stand: Stand) -> ReportContent | None:
    """Return what the report said at that time; None where that is not known any more."""
    if stand == Stand():
        return ReportContent()
    if report is None or not report.pk:
        return None
    saved: Revision | Autosave | None
    if stand.saves:
        saved = report.autosaves.filter(version=stand.version, number=stand.saves).first()
    else:
        saved = report.revisions.filter(version=stand.version).first()
    return from_json(saved.content) if saved else None


def comments_by_section(report: AnnualReport | None) -> dict[str, list[Comment]]:
    """Return the comments of each section, oldest first."""
    found: dict[str, list[Comment]] = defaultdict(list)
    if report is not None:
        for comment in report.comments.select_related("author"):
            found[comment.section].append(comment)
    return found


def goals_before(cycle: Cycle, manager: Manager) -> list[Goal]:
    """Return the goals of the manager's report in the published cycle before this one."""
    return list(Goal.objects.filter(report=_report_before(cycle, manager)))


def goals_now_and_before(report: AnnualReport) -> tuple[list[Goal], list[Goal]]:
    """Return a report's goals and those of `goals_before`, in one query."""
    before = _report_before(report.cycle, report.manager)
    found: tuple[list[Goal], list[Goal]] = ([], [])
    for goal in Goal.objects.filter(Q(report=report) | Q(report=before)):
        found[goal.report_id != report.pk].append(goal)
    return found


def _report_before(cycle: Cycle, manager: Manager) -> Subquery:
    reports = AnnualReport.objects.filter(
        manager=manager,
        cycle__last_month__lt=cycle.first_month,
        state=AnnualReport.State.PUBLISHED,
    ).order_by("-cycle__last_month", "-cycle__first_month", "cycle__code")
    return Subquery(reports.values("pk")[:1])


def proposed_in(cycle: Cycle, people: Collection[str]) -> dict[tuple[str, str], ProposedGoal]:
    """Return what was proposed last as the goals of people, by person and measure."""
    rows = ProposedGoal.objects.filter(cycle=cycle, manager__in=people).order_by("id")
    return {(one.manager_id, one.measure_code): one for one in rows.select_related("proposed_by")}
