"""Months of the book: what changed in them, what they are worth, whether they are closed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portfolio.models.columns import a_month

DIGEST = 64


class Part(models.IntegerChoices):
    """Whether an account was there when the cycle began, or opened in it."""

    STOCK = 0, _("Stock")
    INCREMENT = 1, _("Increment")


class BookMonth(models.Model):
    """A month: how often its inputs changed, and the files of the vault that say what it is worth.

    The files are those of the inputs as they were at `valued_version`.
    """

    month = models.IntegerField(primary_key=True)
    version = models.PositiveIntegerField(default=0)
    valued_version = models.PositiveIntegerField(null=True)
    rules_digest = models.CharField(max_length=DIGEST, blank=True)
    holdings = models.CharField(max_length=DIGEST, blank=True)
    sales = models.CharField(max_length=DIGEST, blank=True)
    clients = models.CharField(max_length=DIGEST, blank=True)
    shares = models.CharField(max_length=DIGEST, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [a_month("month", "bookmonth_is_a_month")]

    def __str__(self) -> str:
        return f"{self.month // 100}-{self.month % 100:02d}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class FactFile(models.Model):
    """A month's facts for a cycle that begins on a day: made once from the same files.

    `made_from` is the digest of `inputs`: the rules, the base, the files of the month.
    """

    made_from = models.CharField(max_length=DIGEST, primary_key=True)
    inputs = models.JSONField()
    digest = models.CharField(max_length=DIGEST)
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.made_from[:12]
