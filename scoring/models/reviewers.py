"""Whom people answer to in a cycle, from a day until a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portfolio.models import Manager
from portfolio.models.spans import FIRST_DAY

if TYPE_CHECKING:
    from scoring.models import Cycle


class ReviewerQuerySet(models.QuerySet["Reviewer"]):
    def holding(self, cycle: Cycle) -> ReviewerQuerySet:
        """The rows of the cycle that hold today; of a published one those of its publication."""
        return self.filter(holding("", cycle.decided_on), cycle=cycle)


class Reviewer(models.Model):
    """Who decides on somebody's report in a cycle from a day on; without a reviewer that is HR.

    There are rows of every participant and of everybody above them, so that the line leads up to
    HR. The first row of each holds from the beginning, the last has no end, and in between each
    begins on the day after the one before.
    """

    class Step(models.TextChoices):
        REVIEW = "review", _("Review")

    cycle = models.ForeignKey("scoring.Cycle", models.PROTECT, related_name="reviewers")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="answers")
    step = models.CharField(max_length=20, choices=Step, default=Step.REVIEW)
    reviewer = models.ForeignKey(Manager, models.PROTECT, null=True, related_name="+")
    from_on = models.DateField(default=FIRST_DAY)
    until_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)  # empty: as the bank's postings say

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        ordering = ["cycle", "manager", "step", "from_on"]
        constraints = [
            models.UniqueConstraint(
                name="reviewer_once", fields=["cycle", "manager", "step", "from_on"]
            ),
            models.UniqueConstraint(
                name="reviewer_at_last_once",
                fields=["cycle", "manager", "step"],
                condition=Q(until_on__isnull=True),
            ),
            models.CheckConstraint(
                name="reviewer_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
            models.CheckConstraint(
                name="reviewer_is_somebody_else", condition=~Q(reviewer=F("manager"))
            ),
        ]
        indexes = [models.Index(fields=["reviewer", "cycle"], name="reviewer_of_whom")]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id} {self.reviewer_id} {self.from_on}"


def holding(prefix: str, day: date, step: str = Reviewer.Step.REVIEW) -> Q:
    """Return the condition that a row of a step holds on a day."""
    return Q(
        Q(**{f"{prefix}until_on__isnull": True}) | Q(**{f"{prefix}until_on__gte": day}),
        **{f"{prefix}from_on__lte": day, f"{prefix}step": step},
    )
