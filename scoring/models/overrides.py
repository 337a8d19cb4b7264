"""Scores that reviewers set in the place of computed ones."""

from django.db import models
from django.db.models import Q

from perfcenter.base.fields import ExactField
from portfolio.models import Manager
from scoring.models.cycles import Cycle
from scoring.models.runs import ScoreRun
from scoring.models.schemes import CODE


class ScoreOverride(models.Model):
    """A score that a reviewer sets in the place of the computed one, where the scheme allows it.

    `beside` is the run whose computed score she saw beside it. Without a score she has taken it
    back.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="overrides")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="overrides")
    measure_code = models.CharField(max_length=CODE)
    score = ExactField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    beside = models.ForeignKey(ScoreRun, models.PROTECT, related_name="+")
    computed = ExactField()
    set_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)  # as she was called then
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="scoreoverride_once", fields=["cycle", "manager", "measure_code"]
            ),
            models.CheckConstraint(
                name="scoreoverride_has_a_reason",
                condition=Q(score__isnull=True, reason="") | Q(score__isnull=False) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id} {self.measure_code}"
