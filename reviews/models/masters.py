"""The bank's own masters for decks, and from when each is used."""

from __future__ import annotations

from django.db import models

from perfcenter.base.vault import Named
from scoring.models import Cycle


class Master(models.Model):
    """A master made of a file that somebody uploaded: the template of decks, in the vault.

    `dress` says where slides set what (`reviews/deck/dress.py`), `found` what the check found.
    """

    name = models.CharField(max_length=200)  # of the file
    given = models.CharField(max_length=64)  # the digest of the file as it was uploaded
    digest = models.CharField(max_length=64)  # of the template that was made of it
    dress = models.JSONField()
    found = models.JSONField()
    brought_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> Named:
        """The template in the vault."""
        return Named(self.digest, ".pptx")


class MasterUse(models.Model):
    """From when on decks have a master (none: ours); with a cycle: which its decks have for good.

    Rows are only added: an earlier master comes back by a row of its own.
    """

    master = models.ForeignKey(Master, models.PROTECT, null=True, related_name="uses")
    cycle = models.OneToOneField(Cycle, models.PROTECT, null=True, related_name="master_use")
    chosen_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.master) if self.master else "Perfcenter"
