"""What holds from when: whose a client is, where a manager belongs, what a product's rates are.

A row holds until the next one of the same client, manager or product begins: spans neither overlap
nor leave a gap. The first of each holds from the beginning.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from perfcenter.base.money import MILLION
from portfolio.models.bank import Branch, Client, Manager, Product
from portfolio.models.columns import KEY, a_month

BEGINNING, FIRST_DAY = 0, date(1, 1, 1)
"""The month before all months, the day before all days."""


class Ownership(models.Model):
    """Whose client somebody is from a month on; without a manager she is nobody's."""

    client = models.ForeignKey(
        Client, models.PROTECT, related_name="ownerships", db_constraint=False, db_index=False
    )
    from_month = models.IntegerField(default=BEGINNING)
    manager = models.ForeignKey(
        Manager, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        ordering = ["client", "from_month"]
        constraints = [
            models.UniqueConstraint(name="ownership_once", fields=["client", "from_month"]),
            a_month("from_month", "ownership_from_month_is_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.from_month}"


class Posting(models.Model):
    """Branch, line, level and supervisor of a manager from a day on."""

    manager = models.ForeignKey(Manager, models.PROTECT, related_name="postings")
    from_on = models.DateField(default=FIRST_DAY)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="+")
    line = models.CharField(max_length=20, choices=Manager.Line, blank=True)
    level = models.CharField(max_length=KEY, blank=True)
    supervisor = models.ForeignKey(Manager, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["manager", "from_on"]
        constraints = [
            models.UniqueConstraint(name="posting_once", fields=["manager", "from_on"]),
            models.CheckConstraint(
                name="posting_is_not_under_oneself", condition=~Q(supervisor=F("manager"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.manager_id} {self.from_on}"


class Rate(models.Model):
    """Transfer price, provision, tax, risk weight and coefficient of a product from a month on."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="rates")
    from_month = models.IntegerField(default=BEGINNING)
    ftp_rate = models.BigIntegerField(default=0)
    provision_rate = models.BigIntegerField(default=0)
    tax_rate = models.BigIntegerField(default=0)
    risk_weight = models.BigIntegerField(default=0)
    coefficient = models.BigIntegerField(default=MILLION)

    class Meta:
        ordering = ["product", "from_month"]
        constraints = [
            models.UniqueConstraint(name="rate_once", fields=["product", "from_month"]),
            a_month("from_month", "rate_from_month_is_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.from_month}"
