"""What was loaded, and the monthly facts made of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portfolio.models.bank import Manager, Product
from portfolio.models.ledger import LedgerRow
from portfolio.months import EVER


class DataLoad(models.Model):
    """One set of files loaded: what it held and what it changed."""

    loaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True)
    source = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    summary = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.source

    def bears_on(self, first: int, last: int) -> bool:
        """Whether something scored of these months could come out otherwise since."""
        months = self.summary.get("months", EVER)
        return months is not None and months[0] <= last and first <= months[1]

    @classmethod
    def last_number(cls) -> int:
        """Return the id of the last load, 0 where there is none: inputs change with it alone."""
        return cls.objects.order_by("-id").values_list("id", flat=True).first() or 0


class FactMonth(models.Model):
    """That the facts of a base and month are made, and the digest of what they were made from."""

    base = models.DateField()
    month = models.IntegerField()
    inputs_digest = models.CharField(max_length=64)
    facts_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="factmonth_once", fields=["base", "month"])]

    def __str__(self) -> str:
        return f"{self.base} {self.month}"


class Fact(models.Model):
    """A month's result of a manager, product, part and class, in integer fen.

    Without a manager the amounts are nobody's. `accounts` counts account-months by share, in
    millionths. `age_weight` is the sum of average balance x days from opening to `base` (stock).
    """

    class Part(models.IntegerChoices):
        STOCK = 0, _("Stock")
        INCREMENT = 1, _("Increment")

    fact_month = models.ForeignKey(FactMonth, models.CASCADE, related_name="facts")
    manager = models.ForeignKey(Manager, models.PROTECT, null=True, related_name="facts")
    product = models.ForeignKey(Product, models.PROTECT, related_name="facts")
    part = models.SmallIntegerField(choices=Part)
    classification = models.CharField(max_length=20, choices=LedgerRow.Classification)
    end_balance = models.BigIntegerField()
    average_balance = models.BigIntegerField()
    interest = models.BigIntegerField()
    fees = models.BigIntegerField()
    transfer = models.BigIntegerField()
    risk_cost = models.BigIntegerField()
    tax = models.BigIntegerField()
    sales_income = models.BigIntegerField()
    accounts = models.BigIntegerField()
    age_weight = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="fact_once",
                fields=["fact_month", "manager", "product", "part", "classification"],
            ),
            models.UniqueConstraint(
                name="fact_of_nobody_once",
                fields=["fact_month", "product", "part", "classification"],
                condition=Q(manager__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact_month_id} {self.manager_id} {self.product_id}"
