"""Whose turn it is: a user's own reports in her open cycles, and those that wait for her."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from perfcenter.models import User
from perfcenter.ui.requests import once_a_page
from reviews.models import AnnualReport, CalibrationSeat, CalibrationSession
from reviews.models.extensions import until_of
from reviews.steps.due import NOT_STARTED, due_on, is_overdue
from reviews.steps.due import late as past
from reviews.steps.second import to_second
from scoring.cycles.reviewers import reviewed_places
from scoring.models import Cycle, Deputy, Participant, Reviewer, Witness
from scoring.models.reviewers import holding

State = AnnualReport.State
WRITING = {NOT_STARTED, State.DRAFT, State.RETURNED}


@dataclass(frozen=True)
class Turn:
    """What a cycle waits for from somebody: her own report, or her decision on so many."""

    cycle: Cycle
    state: str
    count: int = 1
    until: date | None = None  # the day that she was given, where it is not the cycle's

    @property
    def due(self) -> date | None:
        return due_on(self.cycle, self.state, self.until)

    def is_overdue(self, today: date) -> bool:
        return is_overdue(self.cycle, self.state, today, self.until)


@dataclass(frozen=True)
class Turns:
    """A user's cycles, the newest first, and what waits in them, what is due first at the top."""

    cycles: tuple[Cycle, ...]  # in which she takes part; for HR all
    own: tuple[Turn, ...]  # her reports that are hers to go on with
    deciding: tuple[Turn, ...]  # those that wait for her decision
    seconding: tuple[Turn, ...]  # those that wait for her at the second level
    sitting: tuple[Cycle, ...]  # whose grades she helps to calibrate
    has_queue: bool  # whether anybody is or was hers to review


@once_a_page
def turns_of(user: User) -> Turns:
    """Return what waits for the user in every cycle, in one query."""
    if not (user.is_manager or user.is_hr):
        return Turns((), (), (), (), (), has_queue=False)
    places = Participant.objects.filter(cycle=OuterRef("pk"), manager=user.manager_id)
    reports = AnnualReport.objects.filter(cycle=OuterRef("pk"), manager=user.manager_id)
    kept = Witness.objects.filter(cycle=OuterRef("pk"), supervisor=user.manager_id)
    named = Reviewer.objects.filter(
        holding("", timezone.localdate()), cycle=OuterRef("pk"), reviewer=user.manager_id
    )
    reviewed = AnnualReport.objects.filter(cycle=OuterRef("pk"), state=State.REVIEWED)
    today = timezone.localdate()
    absent = Deputy.objects.holding(today).filter(deputy=user.manager_id)
    found: Any = list(
        Cycle.objects.annotate(
            is_hers=Exists(places),
            has_ended=Exists(places.filter(ended_on__isnull=False)),
            state=Coalesce(Subquery(reports.values("state")[:1]), Value(NOT_STARTED)),
            until=until_of(OuterRef("pk"), user.manager_id),
            waiting=_waiting(user),
            has_reviewed=Exists(kept.exclude(reason=Witness.Reason.ABOVE)),
            reviews=_reviews_anybody(user),
            leads=Exists(named),
            has_seconds=Exists(reviewed),
            stands_in=Exists(absent),
            sits=Exists(sessions_about(user).filter(cycle=OuterRef("pk"))),
        ).order_by("-last_month", "-first_month", "code")
    )
    own = (
        Turn(one, one.state, until=one.until)
        for one in found
        if user.is_manager and _is_to_write(user, one)
    )
    seconding = (
        Turn(one, State.REVIEWED, count)
        for one in found
        if one.has_seconds and not one.is_published and (count := len(to_second(user, one)))
    )
    deciding = (Turn(one, State.SUBMITTED, one.waiting) for one in found if one.waiting)
    return Turns(
        cycles=tuple(one for one in found if user.is_hr or one.is_hers),
        own=tuple(_due_first(own)),
        deciding=tuple(_due_first(deciding)),
        seconding=(second := tuple(_due_first(seconding))),
        sitting=tuple(one for one in found if one.sits),
        has_queue=user.is_supervisor
        or bool(second)
        or any(one.waiting or one.reviews for one in found)
        or (
            user.is_manager and any(one.has_reviewed or one.leads or one.stands_in for one in found)
        ),
    )


def sessions_about(user: User) -> QuerySet[CalibrationSession]:
    """Return the sessions in which the user sits, less those that were dropped."""
    seats = CalibrationSeat.objects.filter(session=OuterRef("pk"), user=user)
    seated = Q(owner=user) | Q(facilitator=user) | Exists(seats)
    return CalibrationSession.objects.filter(seated).exclude(state="dropped")


def due_for(user: User, cycle: Cycle) -> date | None:
    """Return until when she goes on with her own report in a cycle; None where she does not."""
    return next((turn.due for turn in turns_of(user).own if turn.cycle == cycle), None)


def _waiting(user: User) -> Any:
    """Return how many reports of an open cycle wait for the user's decision."""
    nobody = Value(None, output_field=IntegerField())
    # Asked once, since it does not speak of the cycle; whose report nobody waits for is not in it.
    hers = reviewed_places(user).filter(ended_on__isnull=True).values("pk")
    place = Participant.objects.filter(
        pk__in=hers, cycle=OuterRef("cycle"), manager=OuterRef("manager")
    )
    waiting = AnnualReport.objects.filter(
        Exists(place), state=State.SUBMITTED, cycle=OuterRef("pk")
    )
    counts = waiting.order_by().values("cycle").annotate(people=Count("pk")).values("people")
    return Case(When(published_at__isnull=True, then=Subquery(counts)), default=nobody)


def _reviews_anybody(user: User) -> Any:
    """Whether HR reviews anybody who takes part in any cycle: those without a supervisor."""
    if not user.is_hr:
        return Value(value=False, output_field=BooleanField())
    return Exists(reviewed_places(user))


def _is_to_write(user: User, cycle: Any) -> bool:
    """Whether the user's own report is hers to go on with; who left in between owes none."""
    return (
        cycle.is_hers
        and not cycle.is_published
        and cycle.state in WRITING
        and user.manager is not None
        and not user.manager.has_left_before(cycle.ends)
        and not cycle.has_ended
    )


@once_a_page
def late_for(user: User) -> dict[int, int]:
    """Return in how many reports of each open cycle HR's next step is past, where any is."""
    if not user.is_hr:
        return {}
    cycles = [cycle for cycle in turns_of(user).cycles if not cycle.is_published]
    return late_in(cycles, timezone.localdate())


def late_in(cycles: Iterable[Cycle], today: date) -> dict[int, int]:
    """Return in how many reports of each cycle the date of the next step is past, where any is.

    Who left before a cycle's last day, or has ended, owes none.
    """
    late = _late_in(cycles, (*WRITING, State.SUBMITTED, State.REVIEWED), today)
    return _by_cycle(_with_states().filter(late)) if late else {}


@once_a_page
def late_to_write(user: User, today: date) -> list[Turn]:
    """Return how many of those whom she reviews are late with their own step, cycle by cycle.

    Returned ones stand apart, because they are due on another day.
    """
    open_ones = Cycle.objects.filter(published_at=None)
    cycles = list(open_ones)
    if not cycles:
        return []
    hers = Participant.objects.filter(pk__in=reviewed_places(user).values("pk"))
    found = []
    for states in ((NOT_STARTED, State.DRAFT), (State.RETURNED,)):
        late = _late_in(cycles, states, today)
        counts = _by_cycle(_with_states(hers).filter(late)) if late else {}
        found += [Turn(one, states[0], counts[one.pk]) for one in cycles if one.pk in counts]
    return _due_first(found)


def _late_in(cycles: Iterable[Cycle], states: Iterable[str], today: date) -> Q:
    late, steps = Q(), tuple(states)
    for cycle in cycles:
        gone = Q(manager__left_on__isnull=False, manager__left_on__lt=cycle.ends)
        gone |= Q(ended_on__isnull=False)
        late |= Q(cycle=cycle) & past(cycle, today, steps) & ~gone
    return late


def _by_cycle(places: QuerySet[Participant]) -> dict[int, int]:
    counted: Any = places.values("cycle").annotate(people=Count("pk"))
    return dict(counted.order_by().values_list("cycle", "people"))


def _with_states(places: QuerySet[Participant] | None = None) -> QuerySet[Participant]:
    """Return the participants, each with where her report stands as `state`."""
    reports = AnnualReport.objects.filter(cycle=OuterRef("cycle"), manager=OuterRef("manager"))
    state = Coalesce(Subquery(reports.values("state")[:1]), Value(NOT_STARTED))
    found = Participant.objects.all() if places is None else places
    return found.annotate(state=state, until=until_of(OuterRef("cycle"), OuterRef("manager")))


def _due_first(turns: Iterable[Turn]) -> list[Turn]:
    return sorted(turns, key=lambda turn: (turn.due or date.max, turn.cycle.code))
