"""When months were closed, opened again, who asked for it; and the general ledger behind that."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portfolio.models.bank import Branch, Product
from portfolio.models.columns import a_month


class MonthStep(models.Model):
    """That a month was closed, or opened again: by whom, why, and with which files of the vault."""

    class Kind(models.TextChoices):
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Reopened")

    month = models.IntegerField(db_index=True)
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    files = models.JSONField(default=dict)
    findings = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]
        constraints = [
            a_month("month", "monthstep_is_of_a_month"),
            models.CheckConstraint(
                name="monthstep_reopened_for_a_reason",
                condition=~models.Q(kind="reopened") | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month // 100}-{self.month % 100:02d}"


class ReopenRequest(models.Model):
    """That somebody asks for a closed month to be opened again, and what a second person says."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for a second person")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        LAPSED = "lapsed", _("Opened otherwise")

    month = models.IntegerField(db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            a_month("month", "reopenrequest_is_of_a_month"),
            models.UniqueConstraint(
                name="reopenrequest_one_at_a_time",
                fields=["month"],
                condition=models.Q(state="asked"),
            ),
            models.CheckConstraint(name="reopenrequest_says_why", condition=~models.Q(reason="")),
            models.CheckConstraint(
                name="reopenrequest_takes_two",
                condition=~models.Q(state__in=("agreed", "declined"))
                | (
                    models.Q(answered_by__isnull=False)
                    & ~models.Q(answered_by=models.F("asked_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month // 100}-{self.month % 100:02d}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.ASKED


class GeneralLedgerRow(models.Model):
    """What the bank's general ledger says of a month: the end balance of a branch and product."""

    month = models.IntegerField()
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    end_balance = models.BigIntegerField()

    class Meta:
        constraints = [
            a_month("month", "generalledgerrow_month_is_a_month"),
            models.UniqueConstraint(
                name="generalledgerrow_once", fields=["month", "branch", "product"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.branch_id} {self.product_id}"
