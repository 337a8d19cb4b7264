"""Corrections of one person's published result: the run's frozen inputs, and what was corrected."""

from django.db import models

from perfcenter.base.fields import ExactField
from portfolio.models import Manager
from scoring.models.cycles import Cycle
from scoring.models.runs import ScoreRun
from scoring.models.schemes import CODE


class Amendment(models.Model):
    """A result that stands in the place of somebody's published one, for her alone.

    `corrections` are all that stand between the run's inputs and `manifest`, those of her earlier
    amendments among them; `after` is what computing gave for her, as plain values, and `others`
    whose result would have come out otherwise. The run and everybody's result in it stay.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="amendments")
    run = models.ForeignKey(ScoreRun, models.PROTECT, related_name="amendments")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="amendments")
    number = models.PositiveIntegerField()
    corrections = models.JSONField()
    manifest = models.CharField(max_length=64)  # of the vault
    composite = ExactField(null=True)
    rank = models.PositiveIntegerField(null=True)
    grade = models.CharField(max_length=CODE, blank=True)
    after = models.JSONField()
    others = models.JSONField()
    before_digest = models.CharField(max_length=64)  # of her rows in the run
    after_digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=2000)
    made_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="amendment_once", fields=["run", "manager", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id} {self.number}"
