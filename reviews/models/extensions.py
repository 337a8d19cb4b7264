"""That somebody has more time, or less, for her self-review than the cycle gives."""

from django.db import models
from django.db.models import OuterRef, Subquery

from portfolio.models import Manager
from scoring.models import Cycle


class Extension(models.Model):
    """Until when somebody writes; the newest row counts, and without a day the cycle's counts."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="extensions")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="extensions")
    until = models.DateField(null=True)
    reason = models.CharField(max_length=500)
    given_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(name="extension_newest", fields=["cycle", "manager", "-id"])]
        constraints = [
            models.CheckConstraint(name="extension_says_why", condition=~models.Q(reason=""))
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id}"


def until_of(cycle: OuterRef | Cycle, manager: OuterRef | str | None) -> Subquery:
    """Return the day of the newest row of a person in a cycle; NULL where the cycle's counts."""
    rows = Extension.objects.filter(cycle=cycle, manager=manager).order_by("-id")
    return Subquery(rows.values("until")[:1])
