"""Who has acknowledged which published result, and who still owes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from perfcenter.base.digests import of_json
from perfcenter.models import User
from perfcenter.ui.requests import once_a_page
from portfolio.models import Manager
from reviews.models import Acknowledgment, Reminder
from reviews.steps.afterwards import TO_ACKNOWLEDGE, acknowledged_by
from reviews.steps.sealed import sealed_words
from scoring.amending.plain import rows_of_run
from scoring.cycles.as_published import annotated
from scoring.models import Amendment, Cycle, Participant, Result
from scoring.runs.final import calibrated_in
from scoring.runs.in_force import in_force

SIGNED, REFUSED = (str(state.value) for state in Acknowledgment.State)
OPEN, LEFT = "open", "left"
ASKED_FOR = 5 * TO_ACKNOWLEDGE
"""So long after its last day somebody's to-do list still asks for it."""


@dataclass(frozen=True)
class Standing:
    """The result that counts for somebody, its digest, and what she has answered to it."""

    result: Result
    amendment: Amendment | None
    digest: str
    answer: Acknowledgment | None


@dataclass(frozen=True)
class Counts:
    """How many of a published cycle have answered; those who left the bank owe nothing."""

    signed: int = 0
    refused: int = 0
    open: int = 0
    left: int = 0
    is_overdue: bool = False

    @property
    def total(self) -> int:
        return self.signed + self.refused + self.open + self.left


def standing_of(cycle: Cycle, manager: Manager) -> Standing | None:
    """Return what somebody acknowledges; None before the publication or without a result."""
    run = cycle.published_run
    if run is None:
        return None
    result = Result.objects.filter(run=run, manager=manager).first()
    if result is None:
        return None
    run.cycle = cycle
    amended = Amendment.objects.filter(run=run, manager=manager).order_by("-number").first()
    digest = amended.after_digest if amended else of_json(rows_of_run(run, manager.staff_no))
    answers = Acknowledgment.objects.filter(cycle=cycle, manager=manager, amendment=amended)
    counts = in_force(result, amended, calibrated_in(run))
    if amended is None and counts.grade != result.grade:
        digest = of_json([digest, counts.grade])
    return Standing(counts, amended, digest, answers.first())


def people_answering(cycle: Cycle) -> QuerySet[Any]:
    """Return the participants with what each answered to the result that counts (`answered`).

    It is empty where she still owes it, and "left" where she has left the bank without.
    """
    newest = Amendment.objects.filter(run=cycle.published_run_id, manager=OuterRef("pk"))
    number = Coalesce(
        Subquery(newest.order_by("-number").values("pk")[:1]), 0, output_field=IntegerField()
    )
    answers = Acknowledgment.objects.filter(cycle=cycle, manager=OuterRef("pk")).annotate(
        of=Coalesce(F("amendment"), 0, output_field=IntegerField())
    )
    answers = answers.filter(of=OuterRef("newest"))
    taking_part = Manager.objects.filter(participations__cycle=cycle)
    found: QuerySet[Any] = annotated(cycle, taking_part).annotate(
        newest=number,
        answer=Coalesce(Subquery(answers.values("state")[:1]), Value(OPEN)),
        answered_at=Subquery(answers.values("signed_at")[:1]),
        answer_reason=Subquery(answers.values("reason")[:1]),
    )
    return found


def has_gone() -> Q:
    """Who has left the bank by today."""
    return Q(left_on__lt=timezone.localdate())


def counts_of(cycle: Cycle) -> Counts:
    """Return how many have answered what."""
    if not cycle.is_published:
        return Counts()
    rows: Any = people_answering(cycle).order_by()
    gone = Count("pk", filter=has_gone())
    found = {state: (n, left) for state, n, left in rows.values_list("answer").annotate(
        n=Count("pk"), left=gone
    )}  # fmt: skip
    waiting, left = found.get(OPEN, (0, 0))
    last = acknowledged_by(cycle)
    return Counts(
        signed=found.get(SIGNED, (0, 0))[0],
        refused=found.get(REFUSED, (0, 0))[0],
        open=waiting - left,
        left=left,
        is_overdue=last is not None and last < timezone.localdate(),
    )


@once_a_page
def owed_by(user: User) -> list[tuple[Cycle, date, Reminder | None]]:
    """Return the cycles whose result the user has not acknowledged yet, due first at the top."""
    if not user.is_manager or user.manager_id is None:
        return []
    since = timezone.now() - TO_ACKNOWLEDGE - ASKED_FOR
    mine = Participant.objects.filter(manager=user.manager_id).values("cycle")
    cycles = Cycle.objects.filter(pk__in=mine, published_at__gte=since)
    found = []
    for cycle in cycles.order_by("published_at", "code"):
        asked = people_answering(cycle).filter(pk=user.manager_id, answer=OPEN)
        last = acknowledged_by(cycle)
        if last is not None and asked.exists() and not sealed_words(cycle):
            sent = Reminder.objects.filter(
                cycle=cycle, manager=user.manager_id, step=Reminder.Step.ACKNOWLEDGE
            )
            reminder = sent.select_related("sent_by").order_by("-sent_at").first()
            found.append((cycle, last, reminder))
    return found
