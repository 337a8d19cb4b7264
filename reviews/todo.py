"""What a user has to do about reports: in all her cycles, and beside one score sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.registry import Around, Link, Task
from perfcenter.models import User
from perfcenter.ui.tags.numbers import day, due
from reviews.models import SECTIONS, AnnualReport
from reviews.report.read import report_of
from reviews.report.turns import Turn, late_in, turns_of
from reviews.steps.access import may_download
from scoring.cycles.reviewers import may_review
from scoring.cycles.titles import cycle_title
from scoring.models import Participant

State = AnnualReport.State


def tasks_of(user: User) -> list[Task]:
    """Return what waits for the user in every open cycle, what is due first at the top."""
    deciding = [(turn.due, task_to_decide(turn)) for turn in turns_of(user).deciding]
    found = [*_own(user), *deciding, *_to_run(user)]
    return [task for _until, task in sorted(found, key=lambda pair: pair[0] or date.max)]


def task_to_decide(turn: Turn) -> Task:
    """Return the self-reviews of a cycle that wait for somebody's decision, as one task."""
    title = ngettext("Review %(count)s self-review", "Review %(count)s self-reviews", turn.count)
    words = title % {"count": turn.count}
    note = _joined(cycle_title(turn.cycle), _until(turn.due))
    href = reverse("reviews:queue_cycle", args=[turn.cycle.code])
    return Task(words, words, note, href, *_mark(turn))


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
        or (not cycle.is_published and (is_own or may_review(user, cycle, manager))),
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
    turns = turns_of(user).own
    reports = AnnualReport.objects.filter(
        manager=user.manager_id, cycle__in=[turn.cycle for turn in turns]
    )
    written = {r.cycle_id: r for r in reports.select_related("decided_by")} if turns else {}
    for turn in turns:
        yield turn.due, _writing(turn, written.get(turn.cycle.pk))


def _to_run(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield what HR has to see to in each open cycle: people who are late, and the publication."""
    if not user.is_hr:
        return
    today = timezone.localdate()
    cycles = [cycle for cycle in turns_of(user).cycles if not cycle.is_published]
    overdue = late_in(cycles, today)
    for cycle in cycles:
        board, title = reverse("reviews:board", args=[cycle.code]), cycle_title(cycle)
        if late := overdue.get(cycle.pk):
            words = ngettext(
                "%(count)s report is overdue: remind its people",
                "%(count)s reports are overdue: remind their people",
                late,
            ) % {"count": late}
            first = min(day for day in (cycle.self_review_due, cycle.review_due) if day)
            href = f"{board}?state=overdue#people"
            yield first, Task(words, words, title, href, "triangle", "bad")
        if cycle.publish_due and (cycle.review_due or cycle.publish_due) <= today:
            words = _("Publish the grades")
            note = _joined(title, _until(cycle.publish_due))
            mark = ("triangle", "bad") if cycle.publish_due < today else ("ring", "")
            yield cycle.publish_due, Task(words, words, note, f"{board}#publication", *mark)


def _about(user: User, participant: Participant) -> list[Task]:
    """Return what the user has to do about somebody else's report."""
    cycle, manager = participant.cycle, participant.manager
    if cycle.is_published or not may_review(user, cycle, manager):
        return []
    report = report_of(cycle, manager)
    if report is None or report.state != State.SUBMITTED:
        return []
    turn = Turn(cycle, report.state)
    title = _("Review the self-review of %(name)s") % {"name": manager.name}
    href = reverse("reviews:review", args=[cycle.code, manager.staff_no])
    return [Task(title, _("Review the self-review"), _until(turn.due), href, *_mark(turn))]


def _writing(turn: Turn, report: AnnualReport | None) -> Task:
    href = reverse("reviews:report_edit", args=[turn.cycle.code])
    title, until, mark = cycle_title(turn.cycle), _until(turn.due), _mark(turn)
    if report is None:
        what = _("Write the self-review")
        return Task(what, what, _joined(title, until), href, *mark)
    if report.state == State.RETURNED:
        what = _("Revise the returned self-review")
        returned = mark if "bad" in mark else ("back", "warn")
        note = _joined(title, _returned(report), until)
        return Task(what, _("Revise the self-review"), note, href, *returned)
    written = sum(bool(getattr(report, name).strip()) for name in SECTIONS)
    progress = _("%(written)s of %(sections)s sections written") % {
        "written": written,
        "sections": len(SECTIONS),
    }
    action, note = _("Continue the self-review"), _joined(title, progress, until)
    return Task(_("Submit the self-review"), action, note, href, *mark)


def _returned(report: AnnualReport) -> str:
    by = report.decided_by.name if report.decided_by else ""
    said = {"name": by, "day": day(report.decided_at)}
    return _("returned by %(name)s on %(day)s") % said


def _mark(turn: Turn) -> tuple[str, str]:
    """Return shape and tone of a task."""
    return ("triangle", "bad") if turn.is_overdue(timezone.localdate()) else ("ring", "")


def _until(last: date | None) -> str:
    return "" if last is None else _("by %(day)s, %(left)s") % {"day": day(last), "left": due(last)}


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
