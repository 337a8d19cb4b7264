"""What a user has to do about reports: in all her cycles, and beside one score sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.registry import Around, Link, Task
from perfcenter.models import User
from perfcenter.ui.tags.numbers import day, due
from reviews.models import SECTIONS, AnnualReport
from reviews.report.read import report_of
from reviews.steps.access import may_download
from reviews.steps.due import NOT_STARTED, due_on, is_overdue
from scoring.cycles.reviewers import may_review, reviewed_people, reviewer_name
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle, Participant

State = AnnualReport.State


def tasks_of(user: User) -> list[Task]:
    """Return what waits for the user in every open cycle, what is due first at the top."""
    found = [*_own(user), *_to_decide(user)]
    return [task for _until, task in sorted(found, key=lambda pair: pair[0] or date.max)]


def waiting_task(cycle: Cycle, user: User) -> Task | None:
    """Return the self-reviews of a cycle that wait for the user's decision, as one task."""
    return next((task for _until, task in _to_decide(user, cycle)), None)


def around_sheet(user: User, participant: Participant) -> Around:
    """Return what stands around a participant's score sheet for the user."""
    cycle, manager = participant.cycle, participant.manager
    is_own = user.is_manager and user.manager_id == manager.staff_no
    tasks = tasks_of(user) if is_own else _about(user, participant)
    deck = reverse("reviews:deck", args=[cycle.code, manager.staff_no])
    above, nav = _above(user, participant, is_own=is_own)
    return Around(
        above=above,
        nav=nav,
        actions=(Link(_("Download PPTX"), deck),) if may_download(user, cycle, manager) else (),
        tasks=tuple(tasks),
        is_concerned=bool(tasks)
        or (not cycle.is_published and (is_own or may_review(user, manager))),
    )


def _above(user: User, participant: Participant, *, is_own: bool) -> tuple[Link, str]:
    if is_own:
        return Link(_("My performance"), reverse("perfcenter:home")), "perfcenter:home"
    if user.sees_everyone:
        return Link(_("Cycles"), reverse("reviews:cycle_list")), "reviews:cycle_list"
    queue = reverse("reviews:queue_cycle", args=[participant.cycle.code])
    return Link(_("Self-review approvals"), queue), "reviews:queue"


def _own(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield the user's own reports that are hers to go on with."""
    if not user.is_manager:
        return
    cycles = Cycle.objects.filter(participants__manager=user.manager_id, published_at__isnull=True)
    reports = AnnualReport.objects.filter(manager=user.manager_id, cycle__in=cycles)
    written = {r.cycle_id: r for r in reports.select_related("manager__supervisor__user")}
    for cycle in cycles:
        report = written.get(cycle.pk)
        task = _writing(cycle, report)
        if task:
            yield due_on(cycle, report.state if report else NOT_STARTED), task


def _to_decide(user: User, cycle: Cycle | None = None) -> Iterator[tuple[date | None, Task]]:
    """Yield the self-reviews that wait for the user's decision, one task a cycle."""
    if not (user.is_supervisor or user.is_hr):
        return
    waiting = AnnualReport.objects.filter(
        manager__in=reviewed_people(user),
        state=State.SUBMITTED,
        cycle__published_at__isnull=True,
    )
    if cycle is not None:
        waiting = waiting.filter(cycle=cycle)
    found: Any = waiting.values("cycle").annotate(people=Count("pk"))
    counts: dict[int, int] = dict(found.values_list("cycle", "people"))
    if not counts:
        return
    for one in [cycle] if cycle is not None else Cycle.objects.filter(pk__in=counts):
        count = counts[one.pk]
        title = ngettext("Review %(count)s self-review", "Review %(count)s self-reviews", count)
        words = title % {"count": count}
        href = reverse("reviews:queue_cycle", args=[one.code])
        note = _joined(cycle_title(one), _until(one, State.SUBMITTED))
        yield one.review_due, Task(words, words, note, href, *_mark(one, State.SUBMITTED))


def _about(user: User, participant: Participant) -> list[Task]:
    """Return what the user has to do about somebody else's report."""
    cycle, manager = participant.cycle, participant.manager
    if cycle.is_published or not may_review(user, manager):
        return []
    report = report_of(cycle, manager)
    if report is None or report.state != State.SUBMITTED:
        return []
    title = _("Review the self-review of %(name)s") % {"name": manager.name}
    href = reverse("reviews:review", args=[cycle.code, manager.staff_no])
    words = _("Review the self-review"), _until(cycle, report.state)
    return [Task(title, *words, href, *_mark(cycle, report.state))]


def _mark(cycle: Cycle, state: str) -> tuple[str, str]:
    """Return shape and tone of a task."""
    late = is_overdue(cycle, state, timezone.localdate())
    return ("triangle", "bad") if late else ("ring", "")


def _writing(cycle: Cycle, report: AnnualReport | None) -> Task | None:
    href = reverse("reviews:report_edit", args=[cycle.code])
    title, state = cycle_title(cycle), report.state if report else NOT_STARTED
    until, mark = _until(cycle, state), _mark(cycle, state)
    if report is None:
        what = _("Write the self-review")
        return Task(what, what, _joined(title, until), href, *mark)
    if report.state == State.RETURNED:
        what = _("Revise the returned self-review")
        by = _("returned by %(name)s") % {"name": reviewer_name(report.manager)}
        returned = mark if "bad" in mark else ("back", "warn")
        note = _joined(title, by, until)
        return Task(what, _("Revise the self-review"), note, href, *returned)
    if report.state == State.DRAFT:
        written = sum(bool(getattr(report, name).strip()) for name in SECTIONS)
        progress = _("%(written)s of %(sections)s sections written") % {
            "written": written,
            "sections": len(SECTIONS),
        }
        action, note = _("Continue the self-review"), _joined(title, progress, until)
        return Task(_("Submit the self-review"), action, note, href, *mark)
    return None


def _until(cycle: Cycle, state: str) -> str:
    last = due_on(cycle, state)
    return "" if last is None else _("by %(day)s, %(left)s") % {"day": day(last), "left": due(last)}


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
