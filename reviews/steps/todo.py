"""What has to be done about a report, beside the score sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.models import User
from perfcenter.ui.tags.numbers import day, due
from portfolio.models import Manager
from reviews.models import SECTIONS, AnnualReport
from reviews.report.read import NOT_STARTED, is_overdue, report_of, waiting_for
from reviews.steps.access import may_download
from scoring.cycles.reviewers import may_review, reviewer_name
from scoring.models import Cycle

register = template.Library()
State = AnnualReport.State


@dataclass(frozen=True)
class Task:
    """Something to do, on a line of the rail and on the page's button."""

    title: str
    action: str
    note: str
    href: str
    shape: str = "ring"
    tone: str = ""


@register.inclusion_tag("reviews/steps/_report_todo.html")
def report_todo(cycle: Cycle, manager: Manager, user: User) -> dict[str, Any]:
    """The tasks the manager's report has for the user; nothing for who only reads."""
    is_own = _is_own(user, manager)
    tasks = [task_of(cycle, manager, user)]
    if is_own:
        tasks.append(waiting_task(cycle, user))
    return {
        "is_concerned": (is_own or may_review(user, manager)) and not cycle.is_published,
        "tasks": [task for task in tasks if task],
    }


@register.simple_tag
def report_task(cycle: Cycle, manager: Manager, user: User) -> Task | None:
    """{% report_task cycle manager user as task %}: what the page's one primary button does."""
    task = task_of(cycle, manager, user)
    return task or (waiting_task(cycle, user) if _is_own(user, manager) else None)


@register.simple_tag
def has_deck(cycle: Cycle, manager: Manager, user: User) -> bool:
    """{% has_deck cycle manager user as may %}: whether the user may download the deck."""
    return may_download(user, cycle, manager)


@register.simple_tag
def waiting_task(cycle: Cycle, user: User) -> Task | None:
    """{% waiting_task cycle user as task %}: the self-reviews that wait for the user's decision."""
    count = 0 if cycle.is_published else waiting_for(cycle, user)
    if not count:
        return None
    title = ngettext("Review %(count)s self-review", "Review %(count)s self-reviews", count)
    href = reverse("reviews:queue_cycle", args=[cycle.code])
    mark = _mark(is_late=is_overdue(cycle, State.SUBMITTED, timezone.localdate()))
    words = title % {"count": count}
    return Task(words, words, _until(cycle.review_due), href, *mark)


def task_of(cycle: Cycle, manager: Manager, user: User) -> Task | None:
    """Return what the user has to do next about the manager's report, if anything."""
    if cycle.is_published:
        return None
    report = report_of(cycle, manager)
    state = report.state if report else NOT_STARTED
    mark = _mark(is_late=is_overdue(cycle, state, timezone.localdate()))
    if _is_own(user, manager):
        return _writing(cycle, report, mark)
    if state == State.SUBMITTED and may_review(user, manager):
        title = _("Review the self-review of %(name)s") % {"name": manager.name}
        href = reverse("reviews:review", args=[cycle.code, manager.staff_no])
        return Task(title, _("Review the self-review"), _until(cycle.review_due), href, *mark)
    return None


def _is_own(user: User, manager: Manager) -> bool:
    return user.is_manager and user.manager_id == manager.staff_no


def _mark(*, is_late: bool) -> tuple[str, str]:
    """Return shape and tone of a task."""
    return ("triangle", "bad") if is_late else ("ring", "")


def _writing(cycle: Cycle, report: AnnualReport | None, mark: tuple[str, str]) -> Task | None:
    href = reverse("reviews:report_edit", args=[cycle.code])
    until = _until(cycle.self_review_due)
    if report is None:
        title = _("Write the self-review")
        return Task(title, title, until, href, *mark)
    if report.state == State.RETURNED:
        title = _("Revise the returned self-review")
        by = _("returned by %(name)s") % {"name": reviewer_name(report.manager)}
        note = _joined(by, _until(cycle.review_due))
        returned = mark if "bad" in mark else ("back", "warn")
        return Task(title, _("Revise the self-review"), note, href, *returned)
    if report.state == State.DRAFT:
        written = sum(bool(getattr(report, name).strip()) for name in SECTIONS)
        progress = _("%(written)s of %(sections)s sections written") % {
            "written": written,
            "sections": len(SECTIONS),
        }
        action = _("Continue the self-review")
        return Task(_("Submit the self-review"), action, _joined(progress, until), href, *mark)
    return None


def _until(last: Any) -> str:
    return "" if last is None else _("by %(day)s, %(left)s") % {"day": day(last), "left": due(last)}


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
