"""What people say of the year: annual reports, their revisions, goals and comments."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perfcenter.base.fields import ExactField
from portfolio.models import Manager
from reviews.models.querysets import ReportQuerySet, RevisionQuerySet
from scoring.models import Cycle


class AnnualReport(models.Model):
    """A manager's self-review in a cycle. Without a row it is not started."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        REVIEWED = "reviewed", _("Reviewed")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        CLOSED = "closed", _("Closed without report")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="reports")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="annual_reports")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    texts = models.JSONField(default=dict)  # by the codes of the cycle's sections
    figures = models.JSONField(default=dict)  # by language, as they were said when handed in
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    submitted_digest = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    closed_from = models.CharField(max_length=20, blank=True)  # the state that it goes back to
    closed_because = models.CharField(max_length=500, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="report_once", fields=["cycle", "manager"]),
            models.CheckConstraint(
                name="report_decided_after_submission",
                condition=Q(state__in=["draft", "closed"]) | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_closed_for_a_reason",
                condition=Q(state="closed", closed_from__in=["draft", "returned"])
                & ~Q(closed_because="")
                | ~Q(state="closed") & Q(closed_from="", closed_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.manager}"

    def text(self, section: str) -> str:
        """Return what stands in a section as it is stored."""
        return str(self.texts.get(section, ""))

    @property
    def is_editable(self) -> bool:
        return self.state in {self.State.DRAFT, self.State.RETURNED}


class Goal(models.Model):
    """A line of next year's goals: a measure, its planned value and how to get there."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="goal_lines")
    position = models.PositiveSmallIntegerField()
    measure_code = models.CharField(max_length=40)
    target = ExactField(null=True)
    action = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why a loss is meant

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="goal_position_once", fields=["report", "position"])
        ]

    def __str__(self) -> str:
        return self.measure_code


class Revision(models.Model):
    """The whole text of a report as it was saved or submitted, so that nothing is ever lost."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    is_submission = models.BooleanField(default=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(name="revision_once", fields=["report", "version"])]

    def __str__(self) -> str:
        return f"{self.report_id} {self.version}"


class Comment(models.Model):
    """What a supervisor says of a section; the manager can read it."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="comments")
    section = models.CharField(max_length=20)  # its code
    text = models.TextField(max_length=2_000)
    author = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="comments")
    written_at = models.DateTimeField()
    report_version = models.PositiveIntegerField()

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return self.text[:50]
