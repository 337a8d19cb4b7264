"""Who keeps sight of a participant, whoever leads her now."""

from django.db import models

from portfolio.models import Manager


class Witness(models.Model):
    """A supervisor who led a participant when the cycle was published, or decided on her report."""

    class Reason(models.TextChoices):
        LED = "led"  # directly, at publication
        ABOVE = "above"  # further up, at publication
        DECIDED = "decided"  # returned or approved her report, or judged

    cycle = models.ForeignKey("scoring.Cycle", models.PROTECT, related_name="witnesses")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(Manager, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="witness_once", fields=["cycle", "manager", "supervisor", "reason"]
            )
        ]
        indexes = [models.Index(fields=["supervisor", "cycle"], name="witness_supervisor")]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id} {self.supervisor_id}"
