"""The performance contract: its wording, until when it is signed, and what each person answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import in_language, language
from portfolio.models import Manager
from scoring.models import Cycle


class ContractWording(models.Model):
    """What the bank's contracts say; rows are only added, each version stays."""

    version = models.PositiveIntegerField(unique=True)
    text_zh = models.TextField(max_length=10_000)
    text = models.TextField(max_length=10_000, blank=True)
    written_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return str(self.version)

    @property
    def words(self) -> str:
        """The text in the language of the page."""
        return in_language(language(), zh=self.text_zh, en=self.text or self.text_zh)


class ContractCall(models.Model):
    """That HR asks the people of a cycle to sign: by when, in which wording. The newest counts."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="contract_calls")
    wording = models.ForeignKey(ContractWording, models.PROTECT, related_name="calls")
    due = models.DateField(null=True)
    called_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    called_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.cycle)


class Contract(models.Model):
    """A contract as somebody answered it; rows are only added, and what was signed stays.

    `content` has the measures with weights and targets as they were, `digest` is over it,
    the wording and the person (`reviews/contracts/content.py`).
    """

    class State(models.TextChoices):
        SIGNED = "signed", _("Signed")
        REFUSED = "refused", _("Refused to sign")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="contracts")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="contracts")
    number = models.PositiveSmallIntegerField()
    wording = models.ForeignKey(ContractWording, models.PROTECT, related_name="contracts")
    name = models.CharField(max_length=200)  # hers, as she was called then
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State)
    reason = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="contract_once", fields=["cycle", "manager", "number"]),
            models.CheckConstraint(
                name="contract_refused_for_a_reason",
                condition=Q(state="signed", reason="") | Q(state="refused") & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id} {self.number}"

    @property
    def is_signed(self) -> bool:
        return self.state == self.State.SIGNED


class Countersignature(models.Model):
    """What somebody's reviewer answered to a contract that she had signed; rows are only added.

    `wording` is the sentence that was signed, `digest` that of the contract; a deputy signs in
    the place of `for_whom`.
    """

    class State(models.TextChoices):
        SIGNED = "signed", _("Countersigned")
        REFUSED = "refused", _("Not countersigned")

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="countersignatures")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)  # the reviewer's, as she was called then
    for_whom = models.ForeignKey(Manager, models.PROTECT, null=True, related_name="+")
    wording = models.CharField(max_length=1_000)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State)
    reason = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="countersignature_once", fields=["contract", "number"]),
            models.CheckConstraint(
                name="countersignature_refused_for_a_reason",
                condition=Q(state="signed", reason="") | Q(state="refused") & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.number}"

    @property
    def is_signed(self) -> bool:
        return self.state == self.State.SIGNED
