"""Talks during the year: the mid-year check-in, one-to-one notes, and by when they are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from portfolio.models import Manager
from scoring.models import Cycle

if TYPE_CHECKING:
    from perfcenter.models import User

TALK_LIMIT = 2_000


class CheckIn(models.Model):
    """What stands in the middle of a cycle, and what both say of it; it stays once both confirm."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="check_ins")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="check_ins")
    held_on = models.DateField()
    standing = models.TextField(max_length=TALK_LIMIT)
    manager_words = models.TextField(max_length=TALK_LIMIT, blank=True)
    reviewer_words = models.TextField(max_length=TALK_LIMIT, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    manager_confirmed_at = models.DateTimeField(null=True)
    reviewer_confirmed_at = models.DateTimeField(null=True)
    reviewer = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(name="checkin_once", fields=["cycle", "manager"]),
            models.CheckConstraint(
                name="checkin_says_who_confirmed",
                condition=Q(reviewer_confirmed_at__isnull=True) | Q(reviewer__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id}"

    @property
    def is_agreed(self) -> bool:
        """Whether both have confirmed it."""
        return self.manager_confirmed_at is not None and self.reviewer_confirmed_at is not None


class NoteQuerySet(models.QuerySet["TalkNote"]):
    def visible_to(self, user: User) -> NoteQuerySet:
        """Her own notes, and those about her that are shared; a private one is its author's."""
        shared = Q(is_private=False, manager=user.manager_id) if user.is_manager else Q(pk__in=())
        return self.filter(Q(author=user) | shared)


class TalkNote(models.Model):
    """A note of a talk between somebody and who reviews her, shared or its author's alone."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="talk_notes")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="talk_notes")
    author = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    held_on = models.DateField()
    text = models.TextField(max_length=TALK_LIMIT)
    is_private = models.BooleanField()
    written_at = models.DateTimeField()

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(name="talknote_of_person", fields=["cycle", "manager"])]

    def __str__(self) -> str:
        return str(self.pk)


class TalkRule(models.Model):
    """Until which day of each month of a cycle talks are held; the newest row counts.

    Without a day nothing is due. A day on a weekend stays where it is.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="talk_rules")
    day = models.PositiveSmallIntegerField(null=True)
    set_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="talkrule_day_is_in_every_month",
                condition=Q(day__isnull=True) | Q(day__gte=1, day__lte=28),
            )
        ]

    def __str__(self) -> str:
        return str(self.cycle)
