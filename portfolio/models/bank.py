"""Who and what the bank has: branches, managers, products, clients, accounts.

What there is of every client has no foreign key in the database: a load has looked each up before
it writes, and `verify` looks them up again.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from perfcenter.base.money import MILLION
from perfcenter.base.ordering import ByCodePoint
from portfolio.models.columns import CHAT_ID, EMAIL, KEY, NAME
from portfolio.models.querysets import AccountQuerySet, ClientQuerySet, ManagerQuerySet


class Branch(models.Model):
    """An organisational unit: head office, regional branch, sub-branch."""

    code = models.CharField(max_length=KEY, primary_key=True)
    name = models.CharField(max_length=NAME)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="branch_is_not_its_own_parent", condition=~Q(parent=F("code"))
            )
        ]

    def __str__(self) -> str:
        return self.name


class Manager(models.Model):
    """A client manager: the person appraised."""

    class Line(models.TextChoices):
        PERSONAL = "personal", _("Personal")
        CORPORATE = "corporate", _("Corporate")
        WEALTH = "wealth", _("Wealth")

    staff_no = models.CharField(max_length=KEY, primary_key=True)
    name = models.CharField(max_length=NAME)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="managers")
    line = models.CharField(max_length=20, choices=Line, blank=True)
    level = models.CharField(max_length=KEY, blank=True)
    hired_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    supervisor = models.ForeignKey("self", models.PROTECT, null=True, related_name="reports")
    email = models.CharField(max_length=EMAIL, blank=True)  # where notices go, hers alone to see
    wecom_id = models.CharField(max_length=CHAT_ID, blank=True)
    dingtalk_id = models.CharField(max_length=CHAT_ID, blank=True)

    objects = ManagerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="manager_is_not_her_own_supervisor", condition=~Q(supervisor=F("staff_no"))
            ),
            models.CheckConstraint(
                name="manager_leaves_after_hiring",
                condition=Q(hired_on__isnull=True)
                | Q(left_on__isnull=True)
                | Q(left_on__gte=F("hired_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has_left_before(self, day: date) -> bool:
        """Whether she is not in service on the day any more; who leaves on it still is."""
        return self.left_on is not None and self.left_on < day


class Product(models.Model):
    """What is sold, with its transfer price and its provision, tax and risk parameters."""

    class Family(models.TextChoices):
        DEPOSIT = "deposit", _("Deposits")
        LOAN = "loan", _("Loans")
        FEE = "fee", _("Fee business")
        SETTLEMENT = "settlement", _("International settlement")
        OTHER = "other", _("Other business")

    code = models.CharField(max_length=KEY, primary_key=True)
    name = models.CharField(max_length=NAME)
    family = models.CharField(max_length=20, choices=Family)
    ftp_rate = models.BigIntegerField(default=0)
    provision_rate = models.BigIntegerField(default=0)
    tax_rate = models.BigIntegerField(default=0)
    risk_weight = models.BigIntegerField(default=0)
    coefficient = models.BigIntegerField(default=MILLION)

    def __str__(self) -> str:
        return self.name


class Client(models.Model):
    """A person or company with accounts; what shares leave over belongs to the client's manager."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        COMPANY = "company", _("Company")

    client_no = models.CharField(max_length=KEY, primary_key=True)
    name = models.CharField(max_length=NAME)
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    segment = models.CharField(max_length=KEY, blank=True)
    branch = models.ForeignKey(
        Branch, models.PROTECT, null=True, related_name="clients", db_constraint=False
    )
    manager = models.ForeignKey(
        Manager, models.PROTECT, null=True, related_name="clients", db_constraint=False
    )
    opened_on = models.DateField(null=True)

    objects = ClientQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(ByCodePoint("name"), name="client_by_name")]

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """A deposit account or a loan contract; numbers are unique over both.

    The ledger names it by `id`: a whole number is a third of the text, and quicker to look up.
    """

    class Kind(models.TextChoices):
        DEPOSIT = "deposit", _("Deposit account")
        LOAN = "loan", _("Loan contract")

    id = models.BigAutoField(primary_key=True)
    account_no = models.CharField(max_length=KEY, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    client = models.ForeignKey(Client, models.PROTECT, related_name="accounts", db_constraint=False)
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="accounts", db_constraint=False, db_index=False
    )
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    matures_on = models.DateField(null=True)
    contract_amount = models.BigIntegerField(null=True)
    rate = models.BigIntegerField(null=True)

    objects = AccountQuerySet.as_manager()

    def __str__(self) -> str:
        return self.account_no
