"""Goals on their way to targets: what HR took over, and what a supervisor proposes."""

from django.db import models
from django.db.models import Q

from perfcenter.base.fields import ExactField
from portfolio.models import Manager
from reviews.models.reports import AnnualReport
from reviews.models.setups import Setup
from scoring.models import CODE, Cycle


class GoalTake(models.Model):
    """That HR took approved goals over as targets: of a set-up, or of a cycle that is open.

    `sources` are the codes of the cycles whose goals they were; `reason` says why a loss is meant.
    """

    setup = models.ForeignKey(Setup, models.PROTECT, null=True, related_name="goal_takes")
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, related_name="goal_takes")
    sources = models.CharField(max_length=500)
    reason = models.CharField(max_length=500, blank=True)
    taken_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="goaltake_is_for_one",
                condition=Q(setup__isnull=True, cycle__isnull=False)
                | Q(setup__isnull=False, cycle__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.cycle or self.setup)


class TakenGoal(models.Model):
    """A goal that was taken over: of which version of whose report, and what stood there before.

    Both numbers are in millionths, as targets are.
    """

    take = models.ForeignKey(GoalTake, models.PROTECT, related_name="goals")
    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="taken_goals")
    report_version = models.PositiveIntegerField()
    measure_code = models.CharField(max_length=CODE)
    target = models.BigIntegerField()
    before = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="takengoal_once", fields=["take", "report", "measure_code"]
            )
        ]

    def __str__(self) -> str:
        return self.measure_code


class ProposedGoal(models.Model):
    """What a supervisor proposes as somebody's goal; the newest row counts."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="proposed_goals")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="proposed_goals")
    measure_code = models.CharField(max_length=CODE)
    target = ExactField()
    reason = models.CharField(max_length=500, blank=True)
    proposed_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(name="proposedgoal_newest", fields=["cycle", "manager", "-id"])]

    def __str__(self) -> str:
        return f"{self.manager_id} {self.measure_code}"
