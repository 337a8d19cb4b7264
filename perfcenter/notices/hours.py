"""When something may go out: on the bank's workdays, outside the quiet hours, or once a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

ONE_DAY = timedelta(days=1)
SATURDAY = 5
FARTHEST = 400
"""Days after which a calendar without a workday is given up."""


@dataclass(frozen=True)
class Calendar:
    """The bank's workdays, its quiet hours, and the time of what goes out once a day.

    The quiet hours begin with their first minute and end before their last time: of 20:00-08:00
    20:00 is quiet and 08:00 is not. Times are those of the bank's own clock, without a zone.
    """

    quiet: tuple[time, time] | None
    daily_at: time
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()  # at weekends

    def is_workday(self, day: date) -> bool:
        """Whether the bank works: from Monday to Friday, but for what its calendar says.

        >>> calendar = Calendar(None, time(8, 30), workdays=frozenset([date(2026, 10, 10)]))
        >>> calendar.is_workday(date(2026, 10, 10)), calendar.is_workday(date(2026, 10, 11))
        (True, False)
        """
        if day in self.workdays:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def next_workday(self, day: date) -> date:
        """Return the first workday after a day."""
        for days in range(1, FARTHEST):
            if self.is_workday(day + days * ONE_DAY):
                return day + days * ONE_DAY
        return day + ONE_DAY

    def soonest(self, at: datetime) -> datetime:
        """Return the first moment from `at` on at which something may go out.

        >>> calendar = Calendar((time(20), time(8)), time(8, 30))
        >>> calendar.soonest(datetime(2026, 11, 27, 20, 0))
        datetime.datetime(2026, 11, 30, 8, 0)
        >>> calendar.soonest(datetime(2026, 11, 27, 19, 59)).time()
        datetime.time(19, 59)
        """
        found = at
        for _round in range(3):
            if not self.is_workday(found.date()):
                found = datetime.combine(self.next_workday(found.date()), time.min)
            found = self._after_quiet(found)
            if self.is_workday(found.date()):
                return found
        return found

    def next_daily(self, at: datetime) -> datetime:
        """Return when what goes out once a day goes out next: at its time, or right after it."""
        day = at.date()
        if not self.is_workday(day) or at.time() > self.daily_at:
            day = self.next_workday(day)
        return self.soonest(datetime.combine(day, self.daily_at))

    def _after_quiet(self, at: datetime) -> datetime:
        if self.quiet is None or not self._is_quiet(at.time()):
            return at
        begins, ends = self.quiet
        is_before_midnight = begins > ends and at.time() >= begins
        return datetime.combine(at.date() + (ONE_DAY if is_before_midnight else 0 * ONE_DAY), ends)

    def _is_quiet(self, at: time) -> bool:
        if self.quiet is None:
            return False
        begins, ends = self.quiet
        return begins <= at < ends if begins <= ends else at >= begins or at < ends


def calendar() -> Calendar:
    """Return the bank's own, as the settings have it."""
    return Calendar(
        quiet=settings.NOTICES_QUIET,
        daily_at=settings.NOTICES_DAILY_AT,
        holidays=settings.NOTICES_HOLIDAYS,
        workdays=settings.NOTICES_WORKDAYS,
    )


def soonest(at: datetime) -> datetime:
    """Return `Calendar.soonest` of a moment, both in time zones."""
    return _aware(calendar().soonest(_local(at)))


def next_daily(at: datetime) -> datetime:
    return _aware(calendar().next_daily(_local(at)))


def _local(at: datetime) -> datetime:
    return timezone.localtime(at).replace(tzinfo=None)


def _aware(at: datetime) -> datetime:
    return timezone.make_aware(at)
