"""What takes longer than somebody waits for a page: done beside requests, by workers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perfcenter.base.said import read
from perfcenter.models.people import User


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> JobQuerySet:
        """Return everybody's for who looks after the whole bank, else one's own."""
        if user.sees_everyone or user.is_administrator:
            return self
        return self.filter(asked_by=user)

    def active(self) -> JobQuerySet:
        return self.filter(state__in=Job.ACTIVE)

    def held(self, attempt: int) -> JobQuerySet:
        """Return the jobs whose worker, the one of this attempt, still has them."""
        return self.filter(state=Job.State.RUNNING, attempt=attempt)


class Job(models.Model):
    """One job: what is to be done, how far it is, what came of it.

    An attempt that is not the newest any more writes nothing (`JobQuerySet.held`).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    ACTIVE = (State.WAITING, State.RUNNING)

    kind = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    key = models.CharField(max_length=100, blank=True)  # of what there is one at a time
    about = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="jobs")
    asked_at = models.DateTimeField()

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    task = models.UUIDField(null=True)  # what stands for it in the queue
    worker = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField()  # when it was put into the queue, or its worker last wrote
    cancel_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    doing = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=10, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    step_at = models.DateTimeField(null=True)  # when what it is doing began

    result = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    file_name = models.CharField(max_length=200, blank=True)
    said = models.JSONField(default=dict)  # how `about`, `doing` and `errors` are said elsewhere

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="job_ended_where_it_is_over",
                condition=Q(state__in=["waiting", "running"], ended_at__isnull=True)
                | Q(state__in=["done", "failed", "cancelled"], ended_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="job_once_at_a_time",
                fields=["kind", "key"],
                condition=Q(state__in=["waiting", "running"]) & ~Q(key=""),
            ),
        ]
        indexes = [models.Index(fields=["state", "heard_at"], name="job_state")]

    def __str__(self) -> str:
        return self.about or self.kind

    def read(self, name: str) -> str:
        """Return `about` or `doing` in the language of who reads it, as far as that is known."""
        return read(self.said.get(name) or getattr(self, name))

    @property
    def errors_read(self) -> list[str]:
        """The errors in the language of who reads them, as far as that is known."""
        return [read(error) for error in self.said.get("errors") or self.errors]

    @property
    def is_active(self) -> bool:
        return self.state in self.ACTIVE

    @property
    def share(self) -> int:
        """How much of what it is doing is done, in percent."""
        return min(100, 100 * self.done // self.total) if self.total > 0 else 0

    @property
    def rate(self) -> int:
        """How many of its units a second; 0 where that is not known."""
        seconds = self._seconds()
        return int(self.done / seconds) if seconds >= 1 else 0

    @property
    def left(self) -> timedelta | None:
        """How long what it is doing still takes at this rate."""
        if self.state != self.State.RUNNING or not self.rate or self.done >= self.total:
            return None
        return timedelta(seconds=(self.total - self.done) // self.rate + 1)

    def _seconds(self) -> float:
        if self.step_at is None or self.state != self.State.RUNNING:
            return 0.0
        return (timezone.now() - self.step_at).total_seconds()

    @property
    def named(self) -> dict[str, Any]:
        """What the audit log says of it."""
        return {"job": self.kind, "about": self.about or None}
