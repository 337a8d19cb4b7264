"""Calibration: a session about the grades of a group of peers, and the moves made in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perfcenter.models import User
from portfolio.models import Manager
from scoring.models import CODE, Cycle, ScoreRun

OPENED = Q(state="open")


class CalibrationSession(models.Model):
    """People of one group talk about the grades that a run gave it, until the owner closes it.

    The group is who stands at a line and in a branch on the cycle's last day; "" is all of them.
    Minutes are written as long as it is open. A dropped session counts for nothing.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", pgettext_lazy("session", "Closed")
        DROPPED = "dropped", _("Dropped")

    class Guideline(models.TextChoices):
        EXACT = "exact", _("The quota exactly")
        RANGE = "range", _("Within a range of the quota")
        GROUPED = "grouped", _("Several grades together")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="calibrations")
    run = models.ForeignKey(ScoreRun, models.PROTECT, related_name="+")
    line = models.CharField(max_length=20, choices=Manager.Line, blank=True)
    branch = models.CharField(max_length=CODE, blank=True)
    guideline = models.CharField(max_length=10, choices=Guideline, default=Guideline.EXACT)
    tolerance = models.PositiveSmallIntegerField(default=0)  # people more or fewer, for a range
    together = models.JSONField(default=list)  # lists of grades that share their quotas
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    facilitator = models.ForeignKey(User, models.PROTECT, related_name="+")
    observers = models.ManyToManyField(User, through="CalibrationSeat", related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    minutes = models.TextField(max_length=10_000, blank=True)
    attendance = models.CharField(max_length=1_000, blank=True)
    version = models.PositiveIntegerField(default=1)  # of the minutes
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)  # of minutes and moves, once closed
    dropped_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="calibration_one_of_a_group",
                fields=["cycle", "line", "branch"],
                condition=~Q(state="dropped"),
            ),
            models.CheckConstraint(
                name="calibration_ends_once",
                condition=Q(OPENED, ended_at__isnull=True, digest="")
                | Q(state="closed", ended_at__isnull=False) & ~Q(digest="")
                | Q(state="dropped", ended_at__isnull=False) & ~Q(dropped_because=""),
            ),
            models.CheckConstraint(
                name="calibration_is_led_by_two", condition=~Q(owner=F("facilitator"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.line} {self.branch}".strip()

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class CalibrationSeat(models.Model):
    """Somebody who looks on in a session and moves nothing."""

    session = models.ForeignKey(CalibrationSession, models.PROTECT, related_name="seats")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="calibrationseat_once", fields=["session", "user"])
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.user_id}"


class GradeMove(models.Model):
    """Somebody's grade moved in a session, for a reason; her newest move counts.

    The run's result stays beside it. Moved back to the run's grade, she is as the run has her.
    """

    session = models.ForeignKey(CalibrationSession, models.PROTECT, related_name="moves")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")
    was = models.CharField(max_length=CODE, blank=True)
    grade = models.CharField(max_length=CODE)
    reason = models.CharField(max_length=500)
    moved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="grademove_is_a_move", condition=~Q(grade=F("was"))),
            models.CheckConstraint(name="grademove_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.manager_id} {self.was} {self.grade}"
