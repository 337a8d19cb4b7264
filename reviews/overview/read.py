"""Every open cycle at once, for whom somebody sees: steps, who is late, worst branches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from perfcenter.models import User
from portfolio.models import Branch
from reviews.board.progress import GroupProgress, Tally
from reviews.board.read import region_of
from reviews.models import AnnualReport, PublicationRequest
from reviews.models.extensions import until_of
from reviews.steps.due import NOT_STARTED, due_on, is_overdue
from scoring.cycles.reviewers import reviewed_places
from scoring.models import Cycle, Participant, Round
from scoring.models.querysets import ParticipantQuerySet

WORST = 3
"""So many branches with somebody late are named for each cycle."""


@dataclass(frozen=True)
class Line:
    """An open cycle: how far its people are, and the next day by which somebody has to act."""

    cycle: Cycle
    progress: GroupProgress
    worst: tuple[GroupProgress, ...]
    due: date | None
    is_prepared: bool  # whether its publication waits for a second person


@dataclass(frozen=True)
class Group:
    """The cycles of a round, or a cycle that belongs to none."""

    lines: tuple[Line, ...]
    round: Round | None = None
    whole: GroupProgress | None = None

    @property
    def overdue(self) -> int:
        return sum(line.progress.overdue for line in self.lines)

    @property
    def due(self) -> date:
        return min((line.due for line in self.lines if line.due), default=date.max)


@dataclass(frozen=True)
class Overview:
    """All open cycles, those with somebody late first; and what they come to together."""

    groups: tuple[Group, ...]
    whole: GroupProgress

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]


def overview(user: User) -> Overview:
    """Return the open cycles with the people that the user sees, in queries of a fixed number."""
    cycles = list(Cycle.objects.filter(published_at=None).select_related("scheme", "round"))
    branches = {branch.code: branch for branch in Branch.objects.all()}
    today, regions = timezone.localdate(), region_of(branches)
    tallies: dict[int, dict[str, Tally]] = {cycle.pk: defaultdict(Tally) for cycle in cycles}
    wholes, everything = defaultdict[int, Tally](Tally), Tally()
    rounds = defaultdict[int | None, Tally](Tally)
    by_key = {cycle.pk: cycle for cycle in cycles}
    soonest: dict[int, list[date]] = defaultdict(list)
    for key, branch, state, left, until, count in _counted(_seen(user, cycles), cycles):
        cycle = by_key[key]
        if not left and (day := due_on(cycle, state, until)):
            soonest[key].append(day)
        into = (tallies[key][regions[branch]], wholes[key], rounds[cycle.round_id], everything)
        for tally in into:
            late = is_overdue(cycle, state, today, until)
            tally.add(state, count, is_waited_for=not left, is_late=late)
    prepared = PublicationRequest.objects.filter(state=PublicationRequest.State.ASKED)
    asked = set(prepared.values_list("cycle", flat=True))
    lines = [
        Line(
            cycle,
            wholes[cycle.pk].progress("", ""),
            _worst(tallies[cycle.pk], branches),
            min(soonest[cycle.pk], default=cycle.publish_due),
            cycle.pk in asked,
        )
        for cycle in cycles
        if cycle.pk in wholes
    ]
    return Overview(tuple(_grouped(lines, rounds)), everything.progress("", ""))


def _seen(user: User, cycles: Iterable[Cycle]) -> ParticipantQuerySet:
    """Return the participants whom the user sees: for a supervisor those she leads."""
    places = Participant.objects.filter(cycle__in=list(cycles))
    if user.sees_everyone:
        return places
    led = Participant.objects.visible_to(user).exclude(manager=user.manager_id)
    hers = Q(pk__in=led.values("pk")) | Q(pk__in=reviewed_places(user).values("pk"))
    return places.filter(hers)


def _counted(places: ParticipantQuerySet, cycles: list[Cycle]) -> list[Any]:
    """Return how many people of a cycle and branch stand at a step, those who left apart."""
    reports = AnnualReport.objects.filter(cycle=OuterRef("cycle"), manager=OuterRef("manager"))
    ended = [
        When(cycle=one, manager__left_on__lt=one.ends, then=Value(value=True)) for one in cycles
    ]
    ended.append(When(ended_on__isnull=False, then=Value(value=True)))
    found: Any = places.annotate(
        state=Coalesce(Subquery(reports.values("state")[:1]), Value(NOT_STARTED)),
        gone=Case(*ended, default=Value(value=False), output_field=BooleanField()),
        branch=F("manager__branch"),
        until=until_of(OuterRef("cycle"), OuterRef("manager")),
    ).values("cycle", "branch", "state", "gone", "until")
    counted = found.annotate(people=Count("pk")).order_by()
    return list(counted.values_list("cycle", "branch", "state", "gone", "until", "people"))


def _worst(groups: dict[str, Tally], branches: dict[str, Branch]) -> tuple[GroupProgress, ...]:
    """Return the branches with most people late."""
    found = [tally.progress(code, branches[code].name) for code, tally in groups.items()]
    late = [progress for progress in found if progress.overdue]
    return tuple(sorted(late, key=lambda p: (-p.overdue, p.share_done, p.code))[:WORST])


def _grouped(lines: list[Line], rounds: dict[int | None, Tally]) -> list[Group]:
    """Return the lines round by round: who is late first, then what is due first."""
    by_round: dict[Any, list[Line]] = defaultdict(list)
    for line in lines:
        by_round[line.cycle.round_id or f"cycle {line.cycle.pk}"].append(line)
    groups = [
        Group(
            tuple(sorted(found, key=lambda line: (-line.progress.overdue, line.cycle.code))),
            found[0].cycle.round,
            rounds[key].progress("", "") if found[0].cycle.round else None,
        )
        for key, found in by_round.items()
    ]
    return sorted(groups, key=lambda g: (not g.overdue, g.due, g.lines[0].cycle.code))
