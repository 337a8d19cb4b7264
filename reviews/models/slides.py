"""Which slides the decks of a cycle have, where HR has said so."""

from django.db import models

from portfolio.models import Manager
from scoring.models import Cycle


class SlideOrder(models.Model):
    """The slides of a line's decks, or of every line's: what is presented, what stands behind.

    The newest row of a line counts, else the newest of every line; one that names none gives the
    choice back to the scheme.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="slide_orders")
    line = models.CharField(max_length=20, choices=Manager.Line, blank=True)  # blank: of all
    talk = models.JSONField(default=list)  # names of kinds, in their order
    behind = models.JSONField(default=list)  # in the appendix
    chosen_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(name="slideorder_newest", fields=["cycle", "line", "-id"])]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.line}"
