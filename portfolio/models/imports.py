"""Files that somebody brings in the browser, on their way to becoming a load."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portfolio.models.loads import DataLoad


class ImportSource(models.Model):
    """Where files come from again and again, and how they are read: remembered from last time."""

    name = models.CharField(max_length=60, unique=True)
    plan = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """Files brought together: how they are read, what checking them found, what became of them."""

    class State(models.TextChoices):
        BROUGHT = "brought", _("To be checked")
        CHECKING = "checking", _("Being checked")
        REFUSED = "refused", _("Has errors")
        CHECKED = "checked", _("To be confirmed")
        LOADING = "loading", _("Being loaded")
        LOADED = "loaded", _("Is loaded")
        DROPPED = "dropped", _("Dropped")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    AT_REST = (State.BROUGHT, State.REFUSED, State.CHECKED)
    OVER = (State.LOADED, State.DROPPED, State.UNDOING, State.UNDONE)
    WITH_LOAD = (State.LOADED, State.UNDOING, State.UNDONE)

    source = models.ForeignKey(ImportSource, models.PROTECT, null=True, related_name="imports")
    brought_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.BROUGHT)
    files = models.JSONField(default=list)  # name, size and digest of each
    plan = models.JSONField(default=list)  # how each table of theirs is read
    terms = models.JSONField(default=dict)
    found = models.JSONField(default=dict)  # what checking them found
    job = models.ForeignKey("perfcenter.Job", models.SET_NULL, null=True, related_name="+")
    load = models.OneToOneField(DataLoad, models.PROTECT, null=True, related_name="brought")
    replaced = models.JSONField(default=dict)  # what loading it replaced: files of the vault
    undone = models.OneToOneField(DataLoad, models.PROTECT, null=True, related_name="undid")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="import_has_a_load_only_when_loaded",
                condition=models.Q(load__isnull=True)
                | models.Q(state__in=("loaded", "undoing", "undone")),
            ),
            models.CheckConstraint(
                name="import_is_undone_by_a_load",
                condition=(models.Q(undone__isnull=True) & ~models.Q(state="undone"))
                | models.Q(undone__isnull=False, load__isnull=False, state="undone"),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(file["name"] for file in self.files)[:200]

    @property
    def badge(self) -> str:
        """The state as the pages' badges know it."""
        return {
            "brought": "draft",
            "checking": "running",
            "loading": "running",
            "undoing": "running",
        }.get(self.state, self.state)
