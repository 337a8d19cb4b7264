"""When months were closed and opened again, and the general ledger they are checked against."""

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
