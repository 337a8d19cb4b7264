"""Reads over reports: who stands where, what was said of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, Subquery

from portfolio.models import Manager
from reviews.models import AnnualReport, Comment, Goal, ProposedGoal
from reviews.report.content import ReportContent, from_json
from scoring.models import Cycle


def report_of(cycle: Cycle, manager: Manager) -> AnnualReport | None:
    """Return the manager's report in the cycle, or None when it is not started."""
    found = AnnualReport.objects.filter(cycle=cycle, manager=manager)
    return found.select_related("decided_by").first()


def handed_in_version(report: AnnualReport) -> int | None:
    """Return the version handed in last; None where none was."""
    submission = report.revisions.filter(is_submission=True).first()
    return submission.version if submission else None


def content_at(report: AnnualReport | None, version: int) -> ReportContent | None:
    """Return what a version of the report said; None where there was no such version."""
    if version == 0:
        return ReportContent()
    saved = report.revisions.filter(version=version).first() if report and report.pk else None
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
