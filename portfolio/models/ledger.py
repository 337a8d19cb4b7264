"""What happened month by month: the ledger, who holds what, sales, cost pools."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perfcenter.base.money import MILLION
from portfolio.models.bank import Account, Branch, Manager, Product
from portfolio.models.columns import NAME, a_month


class LedgerRow(models.Model):
    """One account's month: balances, interest, fees, funding, five-tier class."""

    class Classification(models.TextChoices):
        NORMAL = "normal", _("Normal")
        SPECIAL_MENTION = "special_mention", _("Special mention")
        SUBSTANDARD = "substandard", _("Substandard")
        DOUBTFUL = "doubtful", _("Doubtful")
        LOSS = "loss", _("Loss")

    pk = models.CompositePrimaryKey("month", "account_id")
    month = models.IntegerField()
    # Rows are read by month, so the key is index enough. On PostgreSQL each month is a partition,
    # on SQLite the key is the table itself.
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="ledger", db_constraint=False, db_index=False
    )
    end_balance = models.BigIntegerField()
    average_balance = models.BigIntegerField()
    interest = models.BigIntegerField()
    fees = models.BigIntegerField(default=0)
    classification = models.CharField(
        max_length=20, choices=Classification, default=Classification.NORMAL
    )
    funding = models.BigIntegerField(null=True)

    class Meta:
        constraints = [a_month("month", "ledgerrow_month_is_a_month")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.month}"


class Share(models.Model):
    """The part of an account's result that belongs to a manager, for a span of months."""

    account = models.ForeignKey(
        Account, models.PROTECT, to_field="account_no", related_name="shares", db_constraint=False
    )
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="shares", db_constraint=False)
    from_month = models.IntegerField(null=True)
    to_month = models.IntegerField(null=True)
    share = models.BigIntegerField()

    class Meta:
        constraints = [
            a_month("from_month", "share_from_month_is_a_month"),
            a_month("to_month", "share_to_month_is_a_month"),
            models.CheckConstraint(
                name="share_between_nothing_and_all", condition=Q(share__gte=0, share__lte=MILLION)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.manager_id} {self.share}"


class Sale(models.Model):
    """Business without an account: a fund sold, a card issued; quantity in millionths."""

    month = models.IntegerField(db_index=True)
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="sales", db_constraint=False)
    product = models.ForeignKey(Product, models.PROTECT, related_name="sales", db_constraint=False)
    quantity = models.BigIntegerField(null=True)
    amount = models.BigIntegerField(null=True)
    income = models.BigIntegerField(default=0)

    class Meta:
        constraints = [a_month("month", "sale_month_is_a_month")]

    def __str__(self) -> str:
        return f"{self.month} {self.manager_id} {self.product_id}"


class CostPool(models.Model):
    """Management or fixed cost of a month, to be allocated by a driver."""

    class Kind(models.TextChoices):
        MANAGEMENT = "management", _("Management cost")
        FIXED = "fixed", _("Fixed cost")

    class Driver(models.TextChoices):
        INCOME = "income", _("Income")
        AVERAGE_BALANCE = "average_balance", _("Average balance")
        ACCOUNTS = "accounts", _("Accounts")
        HEADCOUNT = "headcount", _("Headcount")

    month = models.IntegerField(db_index=True)
    name = models.CharField(max_length=NAME)
    kind = models.CharField(max_length=20, choices=Kind)
    amount = models.BigIntegerField()
    driver = models.CharField(max_length=20, choices=Driver)
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, related_name="cost_pools")

    class Meta:
        constraints = [a_month("month", "costpool_month_is_a_month")]

    def __str__(self) -> str:
        return self.name


class Recovery(models.Model):
    """Money that came back of a loan that was written off or bad, by who brought it back."""

    month = models.IntegerField(db_index=True)
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="recoveries")
    contract = models.ForeignKey(
        Account, models.PROTECT, to_field="account_no", null=True, related_name="recoveries",
        db_constraint=False,
    )  # fmt: skip
    amount = models.BigIntegerField()

    class Meta:
        constraints = [a_month("month", "recovery_month_is_a_month")]

    def __str__(self) -> str:
        return f"{self.month} {self.manager_id}"
