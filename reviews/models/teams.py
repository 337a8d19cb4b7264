"""The week of a group under its leader, and what somebody plans to do."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portfolio.models import Manager

QUESTIONS_LIMIT = 500


class TeamMeeting(models.Model):
    """The meeting of a group in a week, which begins on a Monday."""

    leader = models.ForeignKey(Manager, models.PROTECT, related_name="team_meetings")
    week = models.DateField()
    held_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-week", "leader"]
        constraints = [
            models.UniqueConstraint(name="teammeeting_once_a_week", fields=["leader", "week"])
        ]

    def __str__(self) -> str:
        return f"{self.leader_id} {self.week}"


class TeamLine(models.Model):
    """What somebody brings to her group's meeting; amounts are in fen."""

    meeting = models.ForeignKey(TeamMeeting, models.PROTECT, related_name="lines")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")
    attended = models.BooleanField()
    assets = models.BigIntegerField(default=0)
    accounts = models.PositiveIntegerField(default=0)
    questions = models.CharField(max_length=QUESTIONS_LIMIT, blank=True)

    class Meta:
        ordering = ["manager"]
        constraints = [models.UniqueConstraint(name="teamline_once", fields=["meeting", "manager"])]

    def __str__(self) -> str:
        return self.manager_id


class PlanItem(models.Model):
    """Something somebody plans to do, once or as a routine, in its quadrant."""

    class Routine(models.TextChoices):
        ONCE = "", _("Once")
        DAILY = "daily", _("Daily")
        WEEKLY = "weekly", _("Weekly")
        MONTHLY = "monthly", _("Monthly")

    manager = models.ForeignKey(Manager, models.PROTECT, related_name="plan")
    text = models.CharField(max_length=200)
    is_urgent = models.BooleanField()
    is_important = models.BooleanField()
    routine = models.CharField(max_length=10, choices=Routine, blank=True)
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)  # of a routine: when it was done last
    is_dropped = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(name="planitem_says_something", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_done(self, today: date) -> bool:
        """Whether it is done: a routine is so for its day, week or month.

        >>> item = PlanItem(routine="weekly", done_on=date(2026, 8, 16))  # a Sunday
        >>> item.is_done(date(2026, 8, 16)), item.is_done(date(2026, 8, 17))
        (True, False)
        """
        if self.done_on is None:
            return False
        if self.routine == self.Routine.DAILY:
            return self.done_on == today
        if self.routine == self.Routine.WEEKLY:
            return self.done_on.isocalendar()[:2] == today.isocalendar()[:2]
        if self.routine == self.Routine.MONTHLY:
            return (self.done_on.year, self.done_on.month) == (today.year, today.month)
        return True
