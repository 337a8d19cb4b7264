"""Who decides in a supervisor's place while she is absent."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from portfolio.models import Manager


class DeputyQuerySet(models.QuerySet["Deputy"]):
    def holding(self, day: date) -> DeputyQuerySet:
        """The rows that hold on a day."""
        return self.filter(from_on__lte=day, until_on__gte=day, withdrawn_at=None)


class Deputy(models.Model):
    """Somebody who decides for a supervisor from a day until a day, in every open cycle.

    The supervisor goes on deciding herself. A row is never changed but that it is withdrawn.
    """

    supervisor = models.ForeignKey(Manager, models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Manager, models.PROTECT, related_name="deputises")
    from_on = models.DateField()
    until_on = models.DateField()
    named_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="deputy_ends_after_it_begins", condition=Q(until_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="deputy_is_somebody_else", condition=~Q(deputy=F("supervisor"))
            ),
        ]
        indexes = [models.Index(fields=["deputy", "until_on"], name="deputy_of_whom")]

    def __str__(self) -> str:
        return f"{self.supervisor_id} {self.deputy_id} {self.from_on}"
