"""What waits for somebody's decision, and whose report is late among those she reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from perfcenter.base.registry import Task
from perfcenter.models import User
from reviews.models import AnnualReport, Reminder
from reviews.reminding.read import last_reminders
from reviews.report.read import report_of
from reviews.report.turns import Turn, late_to_write, sessions_about, turns_of
from reviews.todo.words import joined, mark, reminded, until
from scoring.cycles.reviewers import may_review
from scoring.cycles.titles import cycle_title, group_title
from scoring.models import Participant

State = AnnualReport.State


def to_decide(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield the reports of each cycle that wait for the user's decision."""
    turns = turns_of(user).deciding
    if not turns:
        return
    sent = last_reminders(user)
    for turn in turns:
        yield turn.due, task_to_decide(turn, sent.get((turn.cycle.pk, Reminder.Step.REVIEW)))


def to_second(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield the reports of each cycle that wait for the user at the second level."""
    for turn in turns_of(user).seconding:
        title = ngettext(
            "Approve %(count)s self-review after the reviewer",
            "Approve %(count)s self-reviews after the reviewer",
            turn.count,
        )
        words = title % {"count": whole(turn.count)}
        note = joined(cycle_title(turn.cycle), until(turn.due))
        href = reverse("reviews:queue_cycle", args=[turn.cycle.code])
        yield turn.due, Task(words, words, note, f"{href}#second", *mark(turn))


def to_calibrate(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield the sessions that are open and in which the user sits, cycle by cycle."""
    for cycle in turns_of(user).sitting:
        if cycle.is_published:
            continue
        for session in sessions_about(user).filter(cycle=cycle, state="open"):
            words = _("Calibrate the grades")
            href = reverse("reviews:calibration_session", args=[session.pk])
            group = group_title(cycle, session.line, session.branch)
            note = joined(cycle_title(cycle), group, until(cycle.publish_due))
            yield cycle.publish_due, Task(words, words, note, href, "ring", "")


def late_people(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield whose report a supervisor waits for in vain, cycle by cycle."""
    if not user.is_manager or not turns_of(user).has_queue:
        return
    for turn in late_to_write(user, timezone.localdate()):
        words = ngettext(
            "%(count)s person whom you review is late with the self-review",
            "%(count)s people whom you review are late with the self-review",
            turn.count,
        ) % {"count": whole(turn.count)}
        note = joined(cycle_title(turn.cycle), until(turn.due))
        href = reverse("reviews:queue_cycle", args=[turn.cycle.code])
        yield turn.due, Task(words, words, note, f"{href}?state=overdue#people", "triangle", "bad")


def task_to_decide(turn: Turn, reminder: Reminder | None = None) -> Task:
    """Return the self-reviews of a cycle that wait for somebody's decision, as one task."""
    title = ngettext("Review %(count)s self-review", "Review %(count)s self-reviews", turn.count)
    words = title % {"count": whole(turn.count)}
    note = joined(cycle_title(turn.cycle), until(turn.due), reminded(reminder))
    href = reverse("reviews:queue_cycle", args=[turn.cycle.code])
    return Task(words, words, note, f"{href}#people", *mark(turn))


def about(user: User, participant: Participant) -> list[Task]:
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
    return [Task(title, _("Review the self-review"), until(turn.due), href, *mark(turn))]
