"""What the bank knows. Money is integer fen, rates and shares integer millionths, months yyyymm.

Keys of the data contract are primary keys, so that a file's rows and the tables' rows are the same.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portfolio.months import EVER
from portfolio.querysets import AccountQuerySet, ManagerQuerySet

MILLION = 1_000_000
KEY = 40
NAME = 100


WHOLE_CYCLE = 0
"""The month of a target or value that counts for the cycle as a whole."""


def a_month(field: str, name: str) -> models.CheckConstraint:
    """Constrain a yyyymm column (None, or WHOLE_CYCLE) to years that can be meant."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{field: WHOLE_CYCLE})
        | Q(**{f"{field}__gte": 190001, f"{field}__lte": 299912}),
    )


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
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, related_name="clients")
    manager = models.ForeignKey(Manager, models.PROTECT, null=True, related_name="clients")
    opened_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """A deposit account or a loan contract; numbers are unique over both."""

    class Kind(models.TextChoices):
        DEPOSIT = "deposit", _("Deposit account")
        LOAN = "loan", _("Loan contract")

    account_no = models.CharField(max_length=KEY, primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind)
    client = models.ForeignKey(Client, models.PROTECT, related_name="accounts")
    product = models.ForeignKey(Product, models.PROTECT, related_name="accounts")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    matures_on = models.DateField(null=True)
    contract_amount = models.BigIntegerField(null=True)
    rate = models.BigIntegerField(null=True)

    objects = AccountQuerySet.as_manager()

    def __str__(self) -> str:
        return self.account_no


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
    account = models.ForeignKey(Account, models.PROTECT, related_name="ledger")
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

    account = models.ForeignKey(Account, models.PROTECT, related_name="shares")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="shares")
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
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="sales")
    product = models.ForeignKey(Product, models.PROTECT, related_name="sales")
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
