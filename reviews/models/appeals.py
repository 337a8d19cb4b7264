"""What somebody asks about a line of her result, or appeals against, and what became of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from perfcenter.base.vault import Named
from portfolio.models import Manager
from reviews.models.querysets import ObjectionQuerySet
from reviews.models.writing import Evidence
from scoring.models import CODE, Amendment, Cycle

TEXT_LIMIT = 2_000
EXPECTED_LIMIT = 200
REASON_LIMIT = 500


class Objection(models.Model):
    """A query of one line, or an appeal against a published result, up to its decision.

    `copied` is the row that she asks about as it stood on the page: its name and its cells with
    their heads. Without an assignee it waits for human resources. A decision is final.
    """

    class Sort(models.TextChoices):
        QUERY = "query", _("Query")
        APPEAL = "appeal", _("Appeal")

    class Kind(models.TextChoices):
        OWNER = "owner", _("Wrong owner")
        AMOUNT = "amount", _("Wrong amount")
        MISSING = "missing", _("Missing business")
        EXEMPT = "exempt", _("Exempt loan")
        JUDGMENT = "judgment", _("Judgment of the supervisor")
        RESULT = "result", _("Result as a whole")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        UPHELD = "upheld", _("Upheld")
        NOT_UPHELD = "not_upheld", _("Not upheld")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="objections")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="objections")
    sort = models.CharField(max_length=10, choices=Sort)
    kind = models.CharField(max_length=10, choices=Kind)
    measure_code = models.CharField(max_length=CODE, blank=True)  # blank: of the whole result
    expected = models.CharField(max_length=EXPECTED_LIMIT, blank=True)
    copied = models.JSONField(default=dict)
    text = models.CharField(max_length=TEXT_LIMIT)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    assignee = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=TEXT_LIMIT, blank=True)
    amendment = models.OneToOneField(Amendment, models.PROTECT, null=True, related_name="objection")

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(name="objection_of_person", fields=["cycle", "manager"])]
        constraints = [
            models.CheckConstraint(
                name="objection_is_decided_with_a_reason",
                condition=Q(state="open", decided_by__isnull=True, decided_at__isnull=True)
                | Q(state="withdrawn", decided_by=F("asked_by"), decided_at__isnull=False)
                | Q(state__in=("upheld", "not_upheld"), decided_at__isnull=False)
                & ~Q(reason="")
                & ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="objection_amends_where_it_is_upheld",
                condition=Q(amendment__isnull=True) | Q(state="upheld"),
            ),
            models.UniqueConstraint(
                name="objection_one_appeal_at_a_time",
                fields=["cycle", "manager"],
                condition=Q(sort="appeal", state="open"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id} {self.sort} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_appeal(self) -> bool:
        return self.sort == self.Sort.APPEAL


class Said(models.Model):
    """A word in the conversation about an objection; rows are only added."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="said")
    author = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    text = models.CharField(max_length=TEXT_LIMIT)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.pk}"


class AppealedQuery(models.Model):
    """That an appeal takes up a query that was asked before."""

    appeal = models.ForeignKey(Objection, models.PROTECT, related_name="taken_up")
    query = models.ForeignKey(Objection, models.PROTECT, related_name="appealed")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="appealedquery_once", fields=["appeal", "query"])
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.query_id}"


class ObjectionFile(models.Model):
    """A file that bears out what is asked or answered; it lies in the vault under its digest."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=4, choices=Evidence.Kind)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    brought_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="objectionfile_once", fields=["objection", "digest"])
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> Named:
        """The file in the vault."""
        return Named(self.digest, f".{self.kind}")


class PutRight(models.Model):
    """A single fact that upholding an objection puts right: as it was, as it is, and why.

    Until the decision it can be taken out again. `evidence` is the digest of the file that bears it
    out, empty where none does.
    """

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="put_right")
    fact = models.JSONField()
    reason = models.CharField(max_length=REASON_LIMIT)
    evidence = models.CharField(max_length=64, blank=True)
    put_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    put_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.pk}"


class NamedDecider(models.Model):
    """Whom an administrator named to decide, where nobody of the bank's own order may."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="named")
    decider = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=REASON_LIMIT)
    named_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="nameddecider_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="nameddecider_is_another", condition=~Q(decider=F("named_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.decider_id}"
