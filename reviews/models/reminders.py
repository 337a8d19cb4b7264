"""That somebody was reminded of what she owes in a cycle."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portfolio.models import Manager
from scoring.models import Cycle


class Reminder(models.Model):
    """A row on somebody's home page: what she was reminded of, by whom and when.

    At most one a day of each step, whoever presses the button how often.
    """

    class Step(models.TextChoices):
        WRITE = "write", _("Hand in the self-review")
        REVIEW = "review", _("Review the self-review")
        ACKNOWLEDGE = "sign", _("Acknowledge the result")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="reminders")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="reminders")
    step = models.CharField(max_length=10, choices=Step)
    sent_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="reminder_once_a_day", fields=["cycle", "manager", "step", "sent_on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id} {self.step}"
