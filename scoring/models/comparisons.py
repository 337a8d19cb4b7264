"""Comparisons of two runs that took long to make."""

from django.db import models

from portfolio.models.months import DIGEST
from scoring.models.schemes import CODE


class KeptComparison(models.Model):
    """What some participants' numbers did between two runs, as bytes; `key` names the two.

    The key is a digest over both runs' digests, so what is kept never changes and stands for good.
    """

    key = models.CharField(max_length=DIGEST)
    number = models.PositiveIntegerField()
    first_staff_no = models.CharField(max_length=CODE)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="keptcomparison_once", fields=["key", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.number}"
