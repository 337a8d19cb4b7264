"""What surrounds the writing of a report: what saved itself, what was handed in and read, files."""

from django.db import models
from django.db.models import Q

from perfcenter.base.vault import Named
from reviews.models.reports import AnnualReport


class Autosave(models.Model):
    """A text that its page saved by itself on top of a version; the newest goes on from there.

    It is the writer's own and nothing that anybody answers for: the next version takes it in
    (decision 32).
    """

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="autosaves")
    version = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    content = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-version", "-number"]
        constraints = [
            models.UniqueConstraint(name="autosave_once", fields=["report", "version", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.version}.{self.number}"


class HandIn(models.Model):
    """A version that was handed in: first read by who decides, or taken back before that."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="hand_ins")
    version = models.PositiveIntegerField()
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(name="hand_in_once", fields=["report", "version"]),
            models.CheckConstraint(
                name="hand_in_read_or_withdrawn",
                condition=Q(read_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="hand_in_read_by_somebody",
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.version}"


class Evidence(models.Model):
    """A file that bears out a section of a report; it lies in the vault under its digest."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        PNG = "png", "PNG"
        JPEG = "jpg", "JPEG"
        WORD = "docx", "Word"
        EXCEL = "xlsx", "Excel"
        POWERPOINT = "pptx", "PowerPoint"

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="evidence")
    section = models.CharField(max_length=20)  # its code
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=4, choices=Kind)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    brought_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="evidence_once", fields=["report", "section", "digest"])
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> Named:
        """The file in the vault."""
        return Named(self.digest, f".{self.kind}")
