"""What was decided on self-reviews, step by step, and whether a second level approves too."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portfolio.models import Manager
from reviews.models.reports import AnnualReport
from scoring.models import Cycle


class Decision(models.Model):
    """A decision on a report, as it was made; one that was taken back has another that `undoes` it.

    `for_whom` is the supervisor in whose place a deputy decided. `was_…` is what the report said
    of its last decision before this one.
    """

    class Verdict(models.TextChoices):
        REVIEWED = "reviewed", _("Approved by the reviewer")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        SENT_BACK = "sent_back", _("Sent back to the reviewer")
        TAKEN_BACK = "taken_back", _("Taken back")

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="decisions")
    version = models.PositiveIntegerField()
    verdict = models.CharField(max_length=20, choices=Verdict)
    was = models.CharField(max_length=20, choices=AnnualReport.State)
    was_at = models.DateTimeField(null=True)
    was_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    for_whom = models.ForeignKey(Manager, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by"
    )  # the decision that was taken back

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="decision_undoes_where_it_is_taken_back",
                condition=Q(verdict="taken_back", undoes__isnull=False)
                | ~Q(verdict="taken_back") & Q(undoes__isnull=True),
            ),
            models.CheckConstraint(name="decision_undoes_another", condition=~Q(undoes=F("id"))),
            models.CheckConstraint(
                name="decision_sent_back_for_a_reason",
                condition=~Q(verdict="sent_back") | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.verdict}"


class SecondLevel(models.Model):
    """Whether the reviewer's own superior approves after her; the newest row of a cycle counts."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="second_levels")
    is_on = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)  # empty where it came with the set-up
    set_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(name="secondlevel_newest", fields=["cycle", "-id"])]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.is_on}"
