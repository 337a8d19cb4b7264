"""The seals of cycles, and how somebody asks that one is opened again."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from perfcenter.base.vault import Named
from scoring.models import Cycle


class Seal(models.Model):
    """What stood in the record of a cycle when it was sealed, proved by one digest.

    `manifest` is the file of the vault that names everybody's files, `root` the root of the hash
    tree over their digests. Who opens a cycle again and seals it anew gives it one seal more.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="seals")
    number = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    manifest = models.CharField(max_length=64)
    people = models.PositiveIntegerField()
    sealed_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(name="seal_once", fields=["cycle", "number"])]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.number}"

    @property
    def file(self) -> Named:
        """The manifest in the vault."""
        return Named(self.manifest, ".json")


class Reopening(models.Model):
    """That somebody of HR asks to open a sealed cycle, and what a second person says."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for a second person")
        OPENED = "opened", _("Opened again")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="reopenings")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="reopening_one_at_a_time",
                fields=["seal"],
                condition=Q(state__in=["asked", "opened"]),
            ),
            models.CheckConstraint(
                name="reopening_takes_two",
                condition=~Q(state__in=("opened", "declined"))
                | (Q(answered_by__isnull=False) & ~Q(answered_by=F("asked_by"))),
            ),
        ]

    def __str__(self) -> str:
        return str(self.seal)

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.state == self.State.ASKED
