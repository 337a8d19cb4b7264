"""Whose turn it is: a user's own reports in her open cycles, and those that wait for her."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from perfcenter.models import User
from portfolio.months import last_day
from reviews.models import AnnualReport
from reviews.steps.due import NOT_STARTED, due_on, is_overdue
from scoring.cycles.reviewers import reviewed_people
from scoring.models import Cycle, Participant

State = AnnualReport.State
WRITING = {NOT_STARTED, State.DRAFT, State.RETURNED}


@dataclass(frozen=True)
class Turn:
    """What a cycle waits for from somebody: her own report, or her decision on so many."""

    cycle: Cycle
    state: str
    count: int = 1

    @property
    def due(self) -> date | None:
        return due_on(self.cycle, self.state)

    def is_overdue(self, today: date) -> bool:
        return is_overdue(self.cycle, self.state, today)


def own_turns(user: User) -> list[Turn]:
    """Return her own reports that are hers to go on with, what is due first at the top."""
    if not user.is_manager:
        return []
    places = in_states(WRITING).filter(manager=user.manager_id, cycle__published_at__isnull=True)
    return _due_first(
        Turn(place.cycle, place.state)  # type: ignore[attr-defined] # annotated
        for place in places.select_related("cycle", "manager")
        if not place.manager.has_left_before(last_day(place.cycle.last_month))
    )


def deciding_turns(user: User) -> list[Turn]:
    """Return the cycles in which reports wait for her decision, what is due first at the top."""
    if not (user.is_supervisor or user.is_hr):
        return []
    waiting = AnnualReport.objects.filter(
        manager__in=reviewed_people(user), state=State.SUBMITTED, cycle=OuterRef("pk")
    )
    counts = waiting.order_by().values("cycle").annotate(people=Count("pk")).values("people")
    found = Cycle.objects.filter(published_at__isnull=True).annotate(waiting=Subquery(counts))
    return _due_first(
        Turn(one, State.SUBMITTED, one.waiting)  # type: ignore[attr-defined] # annotated
        for one in found.filter(waiting__isnull=False)
    )


def reviews_anybody(user: User) -> bool:
    """Whether anybody is hers to review: HR has those who take part and have no supervisor."""
    if not user.is_hr:
        return user.is_supervisor
    return Participant.objects.filter(manager__in=reviewed_people(user)).exists()


def late_in(cycle: Cycle, today: date) -> int:
    """Return how many reports of a cycle are past the date of their next step.

    Who left before its last day owes none.
    """
    late = [state for state in (*WRITING, State.SUBMITTED) if is_overdue(cycle, state, today)]
    if not late:
        return 0
    gone = Q(manager__left_on__lt=last_day(cycle.last_month))
    return in_states(late).filter(cycle=cycle).exclude(gone).count()


def in_states(states: Iterable[str]) -> QuerySet[Participant]:
    """Return the participants whose report is in one of the states, with it as `state`."""
    reports = AnnualReport.objects.filter(cycle=OuterRef("cycle"), manager=OuterRef("manager"))
    state = Coalesce(Subquery(reports.values("state")[:1]), Value(NOT_STARTED))
    return Participant.objects.annotate(state=state).filter(state__in=set(states))


def _due_first(turns: Iterable[Turn]) -> list[Turn]:
    return sorted(turns, key=lambda turn: (turn.due or date.max, turn.cycle.code))
