"""What has to be done about a report, beside the score sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.models import User
from perfcenter.templatetags.numbers import day, due
from portfolio.models import Manager
from reviews.models import SECTIONS, AnnualReport
from reviews.selectors.reports import NOT_STARTED, is_overdue, report_of
from scoring.models import Cycle
from scoring.reviewers import may_review, reviewer_name

register = template.Library()
State = AnnualReport.State


@dataclass(frozen=True)
class Task:
    """Something to do, on a line of the rail and on the page's button."""

    title: str
    action: str
    note: str
    href: str
    is_overdue: bool


@register.inclusion_tag("reviews/_report_todo.html")
def report_todo(cycle: Cycle, manager: Manager, user: User) -> dict[str, Any]:
    """The tasks the manager's report has for the user; nothing for who only reads."""
    concerned = user.manager_id == manager.staff_no or may_review(user, manager)
    task = task_of(cycle, manager, user)
    return {"is_concerned": concerned and not cycle.is_published, "tasks": [task] if task else []}


@register.simple_tag
def report_task(cycle: Cycle, manager: Manager, user: User) -> Task | None:
    """{% report_task cycle manager user as task %}: what the page's one primary button does."""
    return task_of(cycle, manager, user)


def task_of(cycle: Cycle, manager: Manager, user: User) -> Task | None:
    """Return what the user has to do next about the manager's report, if anything."""
    if cycle.is_published:
        return None
    report = report_of(cycle, manager)
    state = report.state if report else NOT_STARTED
    late = is_overdue(cycle, state, timezone.localdate())
    if user.is_manager and user.manager_id == manager.staff_no:
        return _writing(cycle, report, is_late=late)
    if state == State.SUBMITTED and may_review(user, manager):
        title = _("Review the self-review of %(name)s") % {"name": manager.name}
        href = reverse("reviews:review", args=[cycle.code, manager.staff_no])
        return Task(title, _("Review the self-review"), _until(cycle.review_due), href, late)
    return None


def _writing(cycle: Cycle, report: AnnualReport | None, *, is_late: bool) -> Task | None:
    href = reverse("reviews:report_edit", args=[cycle.code])
    until = _until(cycle.self_review_due)
    if report is None:
        title = _("Write the self-review")
        return Task(title, title, until, href, is_late)
    if report.state == State.RETURNED:
        title = _("Revise the returned self-review")
        by = _("returned by %(name)s") % {"name": reviewer_name(report.manager)}
        return Task(title, _("Revise the self-review"), _joined(by, until), href, is_late)
    if report.state == State.DRAFT:
        written = sum(bool(getattr(report, name).strip()) for name in SECTIONS)
        progress = _("%(written)s of %(sections)s sections written") % {
            "written": written,
            "sections": len(SECTIONS),
        }
        action = _("Continue the self-review")
        return Task(_("Submit the self-review"), action, _joined(progress, until), href, is_late)
    return None


def _until(last: Any) -> str:
    return "" if last is None else _("by %(day)s, %(left)s") % {"day": day(last), "left": due(last)}


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
