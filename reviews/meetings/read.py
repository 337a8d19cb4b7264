"""Talks of a cycle: the mid-year check-in, the notes somebody may read, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from perfcenter.models import User
from perfcenter.ui.requests import once_a_page
from portfolio.models import Manager
from portfolio.months import first_day, last_day, month_of
from reviews.models import CheckIn, TalkNote, TalkRule
from scoring.cycles.reviewers import is_reviewer, reviewed_places, still_decides
from scoring.models import Cycle, Participant


@dataclass(frozen=True)
class MonthDue:
    """The talks of a month that a reviewer still owes in a cycle, and until when."""

    cycle: Cycle
    due: date
    missing: int
    people: int

    def is_overdue(self, today: date) -> bool:
        """From the day after on: on the day itself there is still time."""
        return self.due < today


def rule_of(cycle: Cycle) -> TalkRule | None:
    """Return by which day of the month talks are held; None where nothing was said."""
    return cycle.talk_rules.select_related("set_by").first()


def due_in(month: int, day: int) -> date:
    """Return the day of a month by which talks are held; a weekend moves nothing.

    >>> due_in(202608, 15).isoformat()  # a Saturday
    '2026-08-15'
    """
    return first_day(month).replace(day=day)


def check_in_of(cycle: Cycle, manager: Manager) -> CheckIn | None:
    """Return somebody's mid-year check-in."""
    found = CheckIn.objects.filter(cycle=cycle, manager=manager)
    return found.select_related("reviewer", "changed_by").first()


def notes_for(user: User, cycle: Cycle, manager: Manager) -> list[TalkNote]:
    """Return the notes of talks with somebody that the user may read."""
    found = TalkNote.objects.visible_to(user).filter(cycle=cycle, manager=manager)
    return list(found.select_related("author"))


def may_talk(user: User, cycle: Cycle, manager: Manager) -> bool:
    """Whether the user is one of the two who talk: the manager herself or who reviews her."""
    is_own = user.is_manager and user.manager_id == manager.staff_no and still_decides(user)
    return is_own or is_reviewer(user, cycle, manager)


def may_see_check_in(user: User, cycle: Cycle, manager: Manager) -> bool:
    """Whether the user reads the check-in: the two who talk, HR and auditors."""
    return user.sees_everyone or may_talk(user, cycle, manager)


def running(today: date) -> QuerySet[Cycle]:
    """Return the open cycles in whose months the day lies and that have a rule of talks."""
    month = month_of(today)
    return Cycle.objects.filter(
        Exists(TalkRule.objects.filter(cycle=OuterRef("pk"))),
        published_at=None,
        first_month__lte=month,
        last_month__gte=month,
    )


@once_a_page
def talks_due(user: User, today: date) -> list[MonthDue]:
    """Return the talks of this month that the user still owes, cycle by cycle.

    A talk counts for whoever wrote a note of it, shared or not, in the month in which it was held.
    """
    if not (user.is_manager or user.is_hr):
        return []
    owed = (talks_owed(user, cycle, today) for cycle in running(today))
    return [one for one in owed if one is not None]


def talks_owed(user: User, cycle: Cycle, today: date) -> MonthDue | None:
    """Return the talks of this month that the user still owes in a cycle; None where none are."""
    rule, month = rule_of(cycle), month_of(today)
    if rule is None or rule.day is None:
        return None
    places = _awaited(user, cycle)
    held = TalkNote.objects.filter(
        cycle=cycle,
        author=user,
        manager=OuterRef("manager"),
        held_on__range=(first_day(month), last_day(month)),
    )
    people = places.count()
    missing = places.filter(~Exists(held)).count() if people else 0
    return MonthDue(cycle, due_in(month, rule.day), missing, people) if missing else None


def _awaited(user: User, cycle: Cycle) -> QuerySet[Participant]:
    gone = Q(manager__left_on__isnull=False, manager__left_on__lt=timezone.localdate())
    return reviewed_places(user).filter(cycle=cycle, ended_on__isnull=True).exclude(gone)


@once_a_page
def to_confirm(user: User) -> list[CheckIn]:
    """Return the check-ins that wait for the user's confirmation: the other side has given hers."""
    open_ones = CheckIn.objects.filter(cycle__published_at=None).select_related("cycle", "manager")
    own = Q(pk__in=())
    if user.is_manager and user.manager_id:
        own = Q(manager=user.manager_id, reviewer_confirmed_at__isnull=False)
    hers = reviewed_places(user).filter(cycle=OuterRef("cycle"), manager=OuterRef("manager"))
    reviewing = Q(manager_confirmed_at__isnull=False) & Exists(hers)
    waiting = Q(own, manager_confirmed_at__isnull=True) | Q(
        reviewing, reviewer_confirmed_at__isnull=True
    )
    return list(open_ones.filter(waiting).order_by("held_on", "pk"))
