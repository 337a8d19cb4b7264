"""Groups and their weeks: who sees which, who is in them, what a week comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from perfcenter.models import User
from portfolio.models import Manager
from reviews.models import PlanItem, TeamLine, TeamMeeting

DAYS = 7


@dataclass(frozen=True)
class Week:
    """A group's week: its record, where there is one, and the sums of it."""

    leader: Manager
    monday: date
    meeting: TeamMeeting | None
    lines: tuple[TeamLine, ...]

    @property
    def attended(self) -> int:
        return sum(line.attended for line in self.lines)

    @property
    def people(self) -> int:
        return len(self.lines)

    @property
    def assets(self) -> int:
        return sum(line.assets for line in self.lines)

    @property
    def accounts(self) -> int:
        return sum(line.accounts for line in self.lines)

    @property
    def questions(self) -> int:
        return sum(bool(line.questions) for line in self.lines)


def monday_of(day: date) -> date:
    """Return the Monday with which the week of a day begins.

    >>> monday_of(date(2026, 8, 16)).isoformat(), monday_of(date(2026, 8, 17)).isoformat()
    ('2026-08-10', '2026-08-17')
    """
    return day - timedelta(days=day.weekday())


def sunday_of(monday: date) -> date:
    """Return the last day of a week."""
    return monday + timedelta(days=DAYS - 1)


def members_of(leader: Manager) -> QuerySet[Manager]:
    """Return who is in somebody's group today."""
    gone = Q(left_on__isnull=False, left_on__lt=timezone.localdate())
    return Manager.objects.filter(supervisor=leader).exclude(gone).order_by("staff_no")


def groups_for(user: User) -> QuerySet[Manager]:
    """Return the leaders of the groups that a user sees: hers, that she is in, and those below.

    HR and auditors see all.
    """
    led = Manager.objects.filter(supervisor=OuterRef("pk"))
    leaders = Manager.objects.filter(Exists(led)).select_related("branch").order_by("staff_no")
    if user.sees_everyone:
        return leaders
    if not user.is_manager or user.manager is None:
        return leaders.none()
    own = user.manager
    return leaders.filter(Q(pk=own.pk) | Q(supervisor=own.pk) | Q(pk=own.supervisor_id))


def leads(user: User, leader: Manager) -> bool:
    """Whether the user is the group's leader, who writes its record."""
    return user.is_manager and user.manager_id == leader.staff_no and not user.has_left


def weeks_of(leaders: Iterable[Manager], monday: date) -> list[Week]:
    """Return the week of each group."""
    found = list(leaders)
    meetings = {
        one.leader_id: one
        for one in TeamMeeting.objects.filter(leader__in=found, week=monday).prefetch_related(
            "lines__manager"
        )
    }
    return [
        Week(one, monday, meeting, tuple(meeting.lines.all()) if meeting else ())
        for one in found
        for meeting in (meetings.get(one.staff_no),)
    ]


def plan_of(manager: Manager) -> list[PlanItem]:
    """Return what somebody plans, without what was dropped."""
    return list(PlanItem.objects.filter(manager=manager, is_dropped=False))
