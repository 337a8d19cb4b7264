"""HR's verb: remind people of what they owe in a cycle, each at most once a day and step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from reviews.models import AnnualReport, Reminder
from reviews.report.members import has_left, people_of
from reviews.steps.due import NOT_STARTED
from reviews.steps.second import seconds_in
from reviews.telling.news import reminded
from scoring.cycles.reviewers import deciding_now
from scoring.models import Cycle

State = AnnualReport.State
Step = Reminder.Step
TO_WRITE = (NOT_STARTED, State.DRAFT, State.RETURNED)
NAMED = 50
"""So many staff numbers stand in the entry of the audit log."""


@dataclass(frozen=True)
class Reminded:
    """How many were reminded, were so today already, or have nobody but HR to be reminded."""

    new: int
    again: int
    of_hr: int


def remind(*, cycle: Cycle, staff: Collection[str], actor: User) -> Reminded:
    """Remind whoever the reports of these people wait for: the writer, or the one who decides.

    A report that waits for HR reminds nobody, nor does one that is decided or owed by nobody.
    """
    check_is_hr(actor)
    with transaction.atomic():
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if cycle.is_published:
            raise Refused(_("The cycle is published; nothing in it changes any more"))
        owed, of_hr = _owed(cycle, staff)
        today = timezone.localdate()
        sent = Reminder.objects.filter(cycle=cycle, sent_on=today)
        known = set(sent.values_list("manager", "step"))
        new = sorted(owed - known)
        now = timezone.now()
        Reminder.objects.bulk_create(
            [
                Reminder(
                    cycle=cycle,
                    manager_id=who,
                    step=step,
                    sent_on=today,
                    sent_at=now,
                    sent_by=actor,
                )
                for who, step in new
            ],
            batch_size=500,
        )
        if new:
            named = ", ".join(sorted({who for who, _step in new})[:NAMED])
            record(
                actor=actor,
                action="report.remind",
                target=cycle,
                detail={"people": len(new), "managers": named},
                wrote={Reminder: [cycle.pk], **reminded(cycle, new, actor)},
            )
    return Reminded(len(new), len(owed & known), of_hr)


def _owed(cycle: Cycle, staff: Collection[str]) -> tuple[set[tuple[str, str]], int]:
    """Return who is to be reminded of which step, and how many reports wait for HR."""
    chosen = set(staff)
    waiting = people_of(cycle).exclude(has_left(cycle))
    states = waiting.values_list("staff_no", "state")
    deciding: dict[str, str | None] | None = None
    found: set[tuple[str, str]] = set()
    of_hr = 0
    for who, state in states:
        if who not in chosen:
            continue
        if state in TO_WRITE:
            found.add((who, Step.WRITE.value))
        elif state == State.SUBMITTED:
            deciding = deciding_now(cycle) if deciding is None else deciding
            reviewer = deciding.get(who)
            if reviewer is None:
                of_hr += 1
            else:
                found.add((reviewer, Step.REVIEW.value))
    if any(state == State.REVIEWED and who in chosen for who, state in states):
        for who, second in seconds_in(cycle).items():
            if who in chosen and second is None:
                of_hr += 1
            elif who in chosen:
                found.add((str(second), Step.REVIEW.value))
    return found, of_hr
