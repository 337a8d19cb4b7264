"""What a day brings for talks: the day of the month comes, or is past, and some are still owed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from perfcenter.models import Notice, User
from perfcenter.notices.hours import calendar
from perfcenter.notices.read import in_role, logins_of
from perfcenter.notices.write import told_together
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record
from reviews.meetings.read import running, talks_owed
from reviews.telling.agreed import talks_due
from scoring.cycles.reviewers import deciding_now
from scoring.models import Cycle


def tell_of_talks(today: date) -> int:
    """Tell reviewers of the talks that they owe; return how many notices came of it."""
    last = calendar().next_workday(today)
    count = 0
    for cycle in running(today):
        with transaction.atomic():
            told = told_together(*_told(cycle, today, last))
            if told:
                record(actor=None, action="notice.day", target=cycle, wrote=told)
                count += Notice.objects.filter(telling__in=told[Notice]).count()
    return count


def _told(cycle: Cycle, today: date, last: date) -> Iterator[Written]:
    for user in _reviewing(cycle):
        one = talks_owed(user, cycle, today)
        if one is not None and one.due <= last:
            late = one.is_overdue(today)
            yield talks_due(cycle, user, one.due, one.missing, is_late=late)


def _reviewing(cycle: Cycle) -> Iterator[User]:
    """Yield whoever reviews somebody in the cycle; human resources whom nobody else does."""
    deciding = set(deciding_now(cycle).values())
    yield from logins_of(sorted(one for one in deciding if one is not None))
    if None in deciding:
        yield from in_role(User.Role.HR)
