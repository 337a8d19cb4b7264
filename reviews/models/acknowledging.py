"""That somebody has acknowledged her published result, or refuses to sign it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portfolio.models import Manager
from scoring.models import Amendment, Cycle

REASON_LIMIT = 2_000
WORDING_LIMIT = 500


class Acknowledgment(models.Model):
    """What she answered to a result, in which words; `digest` is that of the result's rows.

    A row is final. An amendment is a result of its own, which is acknowledged anew.
    """

    class State(models.TextChoices):
        SIGNED = "signed", _("Acknowledged")
        REFUSED = "refused", _("Refused to sign")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="acknowledgments")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="acknowledgments")
    state = models.CharField(max_length=10, choices=State)
    wording = models.CharField(max_length=WORDING_LIMIT)
    reason = models.CharField(max_length=REASON_LIMIT, blank=True)
    digest = models.CharField(max_length=64)
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="acknowledgment_once", fields=["cycle", "manager", "digest"]
            ),
            models.CheckConstraint(
                name="acknowledgment_refused_for_a_reason",
                condition=Q(state="signed", reason="") | Q(state="refused") & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id}"
