"""Grades that a calibration moved, from the publication on."""

from django.db import models
from django.db.models import F, Q

from portfolio.models import Manager
from scoring.models.runs import ScoreRun
from scoring.models.schemes import CODE


class CalibratedGrade(models.Model):
    """The published grade of somebody where it is another one than the run's (`was`).

    Written at publication, of the moves that stood then; the run's result stays what it is.
    """

    run = models.ForeignKey(ScoreRun, models.PROTECT, related_name="calibrated")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")
    was = models.CharField(max_length=CODE, blank=True)
    grade = models.CharField(max_length=CODE)
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="calibratedgrade_once", fields=["run", "manager"]),
            models.CheckConstraint(name="calibratedgrade_is_another", condition=~Q(grade=F("was"))),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.manager_id} {self.was} {self.grade}"
