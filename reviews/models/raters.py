"""Whom somebody would like to be asked about her, until her reviewer has decided."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portfolio.models import Manager
from reviews.models.surveys import Survey


class RaterProposal(models.Model):
    """Peers and subordinates whom somebody proposes as her raters, and what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Proposed")
        APPROVED = "approved", _("Approved as proposed")
        CHANGED = "changed", _("Approved with changes")
        REFUSED = "refused", _("Refused")
        LAPSED = "lapsed", _("Not decided before the opening")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="proposals")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")
    raters = models.JSONField()  # [[side, staff number], …], sorted
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)  # of a change or a refusal

    class Meta:
        ordering = ["survey", "manager", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="raterproposal_one_waits",
                fields=["survey", "manager"],
                condition=Q(state="waiting"),
            ),
            models.CheckConstraint(
                name="raterproposal_is_decided_once",
                condition=Q(state="waiting", decided_at__isnull=True)
                | ~Q(state="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="raterproposal_is_refused_for_a_reason",
                condition=~Q(state__in=("changed", "refused")) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.manager_id} {self.state}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING
