"""What is known of managers besides their books: targets, values, records."""

from django.db import models

from portfolio.models.bank import Client, Manager
from portfolio.models.columns import ANY_YEAR, KEY, NAME, WHOLE_CYCLE, a_month

OF = ("manager", "measure_code", "month", "cycle", "year")
"""What tells targets and values apart."""
TIME = len("2026-01-31 09:05:00")


class Target(models.Model):
    """Plan value of a measure for a manager, in millionths; month 0 is the cycle's.

    It belongs to the cycle whose code it names, else to its month, else to its year. `source_file`
    and `source_line` are where the load found it; a row of before they were kept has neither.
    """

    manager = models.ForeignKey(Manager, models.PROTECT, related_name="targets")
    measure_code = models.CharField(max_length=KEY)
    month = models.IntegerField(default=WHOLE_CYCLE)
    target = models.BigIntegerField()
    cycle = models.CharField(max_length=KEY, blank=True)
    year = models.IntegerField(default=ANY_YEAR)
    source_file = models.CharField(max_length=NAME, blank=True)
    source_line = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            a_month("month", "target_month_is_a_month"),
            models.UniqueConstraint(name="target_once", fields=OF),
        ]

    def __str__(self) -> str:
        return f"{self.manager_id} {self.measure_code}"


class Value(models.Model):
    """A measure's value that another system knows, in millionths; it belongs as a target does."""

    manager = models.ForeignKey(Manager, models.PROTECT, related_name="values")
    measure_code = models.CharField(max_length=KEY)
    month = models.IntegerField(default=WHOLE_CYCLE)
    value = models.BigIntegerField()
    cycle = models.CharField(max_length=KEY, blank=True)
    year = models.IntegerField(default=ANY_YEAR)
    source_file = models.CharField(max_length=NAME, blank=True)
    source_line = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            a_month("month", "value_month_is_a_month"),
            models.UniqueConstraint(name="value_once", fields=OF),
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


class ServiceTicket(models.Model):
    """A client's request: when it came, was answered and solved, by the bank's own clock."""

    ticket_no = models.CharField(max_length=KEY, primary_key=True)
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="tickets")
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="tickets")
    opened_at = models.CharField(max_length=TIME, db_index=True)
    responded_at = models.CharField(max_length=TIME, null=True)  # noqa: DJ001 - no time is NULL
    resolved_at = models.CharField(max_length=TIME, null=True)  # noqa: DJ001 - no time is NULL
    kind = models.CharField(max_length=KEY, blank=True)
    satisfaction = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.ticket_no
