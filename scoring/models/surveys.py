"""What surveys of a cycle came to: the mean of each group of raters that may be shown."""

from django.db import models

from portfolio.models import Manager
from scoring.models.cycles import Cycle
from scoring.models.schemes import CODE


class SurveyValue(models.Model):
    """A group's mean of one person, in millionths of a point, written once as the survey closes.

    A group with too few answers has no row, so that nothing that is computed can depend on it.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="survey_values")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="survey_values")
    measure_code = models.CharField(max_length=CODE)
    side = models.CharField(max_length=20)
    value = models.BigIntegerField()
    answers = models.PositiveIntegerField()
    known_on = models.DateField()  # the day of the closing

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="survey_value_once", fields=["cycle", "manager", "measure_code", "side"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.manager_id} {self.measure_code}.{self.side}"
