"""What is known of managers besides their books: targets, values, records."""

from django.db import models

from portfolio.models.bank import Manager
from portfolio.models.columns import KEY, NAME, WHOLE_CYCLE, a_month


class Target(models.Model):
    """Plan value of a measure for a manager, in millionths; month 0 is the cycle's."""

    manager = models.ForeignKey(Manager, models.PROTECT, related_name="targets")
    measure_code = models.CharField(max_length=KEY)
    month = models.IntegerField(default=WHOLE_CYCLE)
    target = models.BigIntegerField()

    class Meta:
        constraints = [
            a_month("month", "target_month_is_a_month"),
            models.UniqueConstraint(
                name="target_once", fields=["manager", "measure_code", "month"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.manager_id} {self.measure_code}"


class Value(models.Model):
    """A measure's value that another system knows, in millionths; month 0 is the cycle's."""

    manager = models.ForeignKey(Manager, models.PROTECT, related_name="values")
    measure_code = models.CharField(max_length=KEY)
    month = models.IntegerField(default=WHOLE_CYCLE)
    value = models.BigIntegerField()

    class Meta:
        constraints = [
            a_month("month", "value_month_is_a_month"),
            models.UniqueConstraint(name="value_once", fields=["manager", "measure_code", "month"]),
        ]

    def __str__(self) -> str:
        return f"{self.manager_id} {self.measure_code}"


class Absence(models.Model):
    """Days a manager was away."""

    manager = models.ForeignKey(Manager, models.PROTECT, related_name="absences")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    kind = models.CharField(max_length=KEY, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="absence_once", fields=["manager", "from_on", "kind"])
        ]

    def __str__(self) -> str:
        return f"{self.manager_id} {self.from_on}"


class Training(models.Model):
    """A course taken: hours and exam mark in millionths."""

    manager = models.ForeignKey(Manager, models.PROTECT, related_name="training")
    course = models.CharField(max_length=NAME)
    hours = models.BigIntegerField(null=True)
    exam_score = models.BigIntegerField(null=True)
    completed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.manager_id} {self.course}"


class Certificate(models.Model):
    """A qualification held."""

    manager = models.ForeignKey(Manager, models.PROTECT, related_name="certificates")
    name = models.CharField(max_length=NAME)
    obtained_on = models.DateField()
    expires_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="certificate_once", fields=["manager", "name", "obtained_on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.manager_id} {self.name}"


class Incident(models.Model):
    """A compliance event, with points in millionths."""

    manager = models.ForeignKey(Manager, models.PROTECT, related_name="incidents")
    occurred_on = models.DateField()
    kind = models.CharField(max_length=KEY, blank=True)
    severity = models.CharField(max_length=KEY, blank=True)
    points = models.BigIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.manager_id} {self.occurred_on}"
