"""Cycles, who takes part in them, and what supervisors judge."""

from django.db import models
from django.db.models import F, Q

from portfolio.models import Manager
from portfolio.models.columns import a_month
from scoring.models.querysets import CycleQuerySet, ParticipantQuerySet
from scoring.models.schemes import CODE, Scheme


class Cycle(models.Model):
    """A scheme applied to managers over first_month..last_month, with due dates."""

    code = models.CharField(max_length=CODE, unique=True)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="cycles")
    first_month = models.IntegerField()
    last_month = models.IntegerField()
    self_review_due = models.DateField(null=True)
    review_due = models.DateField(null=True)
    publish_due = models.DateField(null=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)  # when scoring again last gave the newest run
    published_at = models.DateTimeField(null=True)
    published_run = models.OneToOneField(
        "scoring.ScoreRun", models.PROTECT, null=True, related_name="publishes"
    )

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-first_month", "code"]
        constraints = [
            a_month("first_month", "cycle_first_month_is_a_month"),
            a_month("last_month", "cycle_last_month_is_a_month"),
            models.CheckConstraint(
                name="cycle_ends_after_it_begins", condition=Q(last_month__gte=F("first_month"))
            ),
            models.CheckConstraint(
                name="cycle_is_published_with_a_run",
                condition=Q(published_at__isnull=True, published_run__isnull=True)
                | Q(published_at__isnull=False, published_run__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Participant(models.Model):
    """A manager appraised in a cycle."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="participants")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="participations")

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participant_once", fields=["cycle", "manager"])
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id}"


class Judgment(models.Model):
    """A supervisor's score, 0 to 100, of a judgment measure."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="judgments")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="judgments")
    measure_code = models.CharField(max_length=CODE)
    score = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=500, blank=True)
    judged_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="judgments")
    judged_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="judgment_once", fields=["cycle", "manager", "measure_code"]
            ),
            models.CheckConstraint(name="judgment_up_to_100", condition=Q(score__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.manager} {self.measure_code}"
