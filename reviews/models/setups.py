"""Cycles that are being set up: a draft until they are opened."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import in_language, language
from perfcenter.models import User
from portfolio.models import Manager
from portfolio.months import first_day, last_day, month_of
from scoring.models import CODE, Cycle, Round

OPENED = Q(opened_at__isnull=False, dropped_at__isnull=True)


class Setup(models.Model):
    """What HR has said so far of a cycle, or of a round with a cycle a line; nothing is opened.

    Who takes part is everybody who serves in the time, less and more those in `people`, or only
    those. An opened one stays, with the reasons; a dropped one too, without a use.
    """

    class Kind(models.TextChoices):
        YEAR = "year", _("Year")
        HALF = "half", _("Half-year")
        QUARTER = "quarter", _("Quarter")
        MONTH = "month", _("Month")
        DAYS = "days", _("Probation, by days")

    class Takes(models.TextChoices):
        ALL = "all", _("Everybody who serves")
        LISTED = "listed", _("Only those who are named")

    kind = models.CharField(max_length=10, choices=Kind)
    first_month = models.IntegerField()
    last_month = models.IntegerField()
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    code = models.CharField(max_length=CODE)
    title = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200, blank=True)
    lines = models.JSONField(default=dict)  # the scheme's key by line; "" is one cycle of all
    asks = models.CharField(max_length=20, blank=True)  # the template of sections; "" is usual
    takes = models.CharField(max_length=10, choices=Takes, default=Takes.ALL)
    self_review_due = models.DateField(null=True)
    review_due = models.DateField(null=True)
    publish_due = models.DateField(null=True)
    second_level = models.BooleanField(default=False)  # the reviewer's superior approves too
    targets_from = models.JSONField(default=dict)  # how its targets came: copied, or from a file
    plans = models.JSONField(default=list)  # totals to check them against: branch, measure, total
    like = models.CharField(max_length=CODE, blank=True)  # the cycle or round that it follows

    version = models.PositiveIntegerField(default=1)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    dropped_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    round = models.OneToOneField(Round, models.PROTECT, null=True, related_name="setup")
    cycle = models.OneToOneField(Cycle, models.PROTECT, null=True, related_name="setup")

    class Meta:
        ordering = ["-changed_at"]
        constraints = [
            models.CheckConstraint(
                name="setup_is_opened_once_and_not_dropped",
                condition=Q(opened_at__isnull=True, round__isnull=True, cycle__isnull=True)
                | Q(OPENED, round__isnull=True, cycle__isnull=False)
                | Q(OPENED, round__isnull=False, cycle__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def begins(self) -> date:
        return self.first_on or first_day(self.first_month)

    @property
    def ends(self) -> date:
        return self.last_on or last_day(self.last_month)

    @property
    def heading(self) -> str:
        """The title in the language of the page."""
        return in_language(language(), zh=self.title_zh or self.title, en=self.title)

    @property
    def is_over(self) -> bool:
        return self.opened_at is not None or self.dropped_at is not None

    @property
    def is_split(self) -> bool:
        """Whether there is a cycle a line, in a round."""
        return "" not in self.lines

    @property
    def line_codes(self) -> tuple[str, ...]:
        """The lines that have a cycle; "" is all of them."""
        return tuple(self.lines)

    @property
    def span(self) -> Cycle:
        """A cycle over the same time, saved nowhere, to be named like one."""
        return Cycle(
            code=self.code,
            first_month=month_of(self.begins),
            last_month=month_of(self.ends),
            first_on=self.first_on,
            last_on=self.last_on,
        )

    def code_of(self, line: str) -> str:
        """The code of the cycle of a line."""
        return f"{self.code}-{line}" if line else self.code


def unopened_setups() -> models.QuerySet[Setup]:
    """Return what HR is setting up, the newest first."""
    found = Setup.objects.filter(opened_at__isnull=True, dropped_at__isnull=True)
    return found.select_related("changed_by")


class SetupPerson(models.Model):
    """Somebody who takes part in a setup's cycle of a line though not by rule, or not, and why."""

    setup = models.ForeignKey(Setup, models.CASCADE, related_name="people")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")
    takes_part = models.BooleanField()
    line = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["manager"]
        constraints = [
            models.UniqueConstraint(name="setup_person_once", fields=["setup", "manager"])
        ]

    def __str__(self) -> str:
        return self.manager_id

    @property
    def written(self) -> str:
        """As the audit log has it."""
        into = f" ({self.line})" if self.line else ""
        return f"{self.manager_id}{into}: {self.reason}"


class SetupTarget(models.Model):
    """A target in millionths that is loaded when the cycle is opened."""

    setup = models.ForeignKey(Setup, models.CASCADE, related_name="targets")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")
    measure_code = models.CharField(max_length=CODE)
    month = models.IntegerField(default=0)
    target = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="setup_target_once", fields=["setup", "manager", "measure_code", "month"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.manager_id} {self.measure_code}"
