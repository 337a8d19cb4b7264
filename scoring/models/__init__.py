"""Schemes, cycles and score runs. A run and all it holds are never changed or deleted.

Amounts are integer fen. Values and targets are exact rationals in the measure's unit (yuan for
money), scores are floats good to 1e-9, the composite is exact at the scheme's places.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from perfcenter.base.fields import ExactField
from perfcenter.base.formats import in_language, language
from portfolio.models import Fact, Manager, Product
from portfolio.models.columns import a_month
from scoring.models.querysets import CycleQuerySet, ResultQuerySet

CODE = 40


class Scheme(models.Model):
    """A version of a scheme: its TOML text, parsed when it is used."""

    name = models.CharField(max_length=CODE)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200)
    source = models.TextField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(name="scheme_version_once", fields=["name", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def heading(self) -> str:
        """The title in the language of the page."""
        return in_language(language(), zh=self.title_zh, en=self.title)


class Cycle(models.Model):
    """A scheme applied to managers over first_month..last_month, with due dates."""

    code = models.CharField(max_length=CODE, unique=True)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="cycles")
    first_month = models.IntegerField()
    last_month = models.IntegerField()
    self_review_due = models.DateField(null=True)
    review_due = models.DateField(null=True)
    publish_due = models.DateField(null=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)
    published_run = models.OneToOneField(
        "scoring.ScoreRun", models.PROTECT, null=True, related_name="publishes"
    )

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-first_month", "code"]
        constraints = [
            a_month("first_month", "cycle_first_month_is_a_month"),
            a_month("last_month", "cycle_last_month_is_a_month"),
            models.CheckConstraint(
                name="cycle_ends_after_it_begins", condition=Q(last_month__gte=F("first_month"))
            ),
            models.CheckConstraint(
                name="cycle_is_published_with_a_run",
                condition=Q(published_at__isnull=True, published_run__isnull=True)
                | Q(published_at__isnull=False, published_run__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Participant(models.Model):
    """A manager appraised in a cycle."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="participants")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="participations")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participant_once", fields=["cycle", "manager"])
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id}"


class Judgment(models.Model):
    """A supervisor's score, 0 to 100, of a judgment measure."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="judgments")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="judgments")
    measure_code = models.CharField(max_length=CODE)
    score = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=500, blank=True)
    judged_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="judgments")
    judged_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="judgment_once", fields=["cycle", "manager", "measure_code"]
            ),
            models.CheckConstraint(name="judgment_up_to_100", condition=Q(score__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.manager} {self.measure_code}"


class ScoreRun(models.Model):
    """An immutable computation of a cycle's scores."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True)
    inputs_digest = models.CharField(max_length=64)
    results_digest = models.CharField(max_length=64)
    data_until = models.IntegerField(null=True)
    participants = models.PositiveIntegerField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(name="run_number_once", fields=["cycle", "number"])]

    def __str__(self) -> str:
        return f"{self.cycle} #{self.number}"


class OfARun(models.Model):
    """What belongs to a run and a manager."""

    run = models.ForeignKey(ScoreRun, models.PROTECT, related_name="%(class)ss")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.run_id} {self.manager_id}"


class Result(OfARun):
    """A manager's composite; none when less than half of the weight had data."""

    line = models.CharField(max_length=20, blank=True)
    is_leaver = models.BooleanField()
    composite = ExactField(null=True)
    weight_with_data = models.FloatField()
    bonus = models.FloatField()
    deduction = models.FloatField()
    rank = models.PositiveIntegerField(null=True)
    grade = models.CharField(max_length=CODE, blank=True)
    peers = models.PositiveIntegerField()
    peer_rank = models.PositiveIntegerField(null=True)
    peer_median = models.FloatField(null=True)
    capital = ExactField(null=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="result_once", fields=["run", "manager"])]


class DimensionScore(OfARun):
    """A dimension's weighted mean, its effective weight, and its part of the composite."""

    dimension = models.CharField(max_length=CODE)
    score = models.FloatField(null=True)
    weight = models.FloatField()
    contribution = models.FloatField()
    peer_median = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="dimensionscore_once", fields=["run", "manager", "dimension"]
            )
        ]


class MeasureScore(OfARun):
    """A measure's value, target and score, or why it is out."""

    class Status(models.TextChoices):
        SCORED = "scored", _("scored")
        NO_DATA = "no_data", _("no data")
        NO_TARGET = "no_target", _("no target")
        ZERO_TARGET = "zero_target", _("zero target")
        NOT_JUDGED = "not_judged", _("not judged yet")

    measure_code = models.CharField(max_length=CODE)
    status = models.CharField(max_length=20, choices=Status)
    value = ExactField(null=True)
    full_target = ExactField(null=True)
    target = ExactField(null=True)
    score = models.FloatField(null=True)
    weight = models.FloatField()
    contribution = models.FloatField()
    peer_median = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="measurescore_once", fields=["run", "manager", "measure_code"]
            )
        ]


class RoracCell(OfARun):
    """RORAC of a manager, product and part; without a product it is cost that found no product."""

    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    part = models.SmallIntegerField(choices=Fact.Part)
    income = models.BigIntegerField()
    funding_cost = models.BigIntegerField()
    management_cost = models.BigIntegerField()
    fixed_cost = models.BigIntegerField()
    risk_cost = models.BigIntegerField()
    tax = models.BigIntegerField()
    rorac = models.BigIntegerField()
    age = ExactField()
    k0 = ExactField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="roraccell_once", fields=["run", "manager", "product", "part"]
            ),
            models.UniqueConstraint(
                name="roraccell_without_product_once",
                fields=["run", "manager", "part"],
                condition=Q(product__isnull=True),
            ),
        ]


class PoolShare(OfARun):
    """What a cost pool put on a manager, product and part."""

    pool = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    driver = models.CharField(max_length=20)
    branch_code = models.CharField(max_length=CODE, blank=True)
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    part = models.SmallIntegerField(choices=Fact.Part)
    amount = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["run", "manager"], name="poolshare_run_manager")]


class UnallocatedPool(models.Model):
    """A cost pool that found no driver or nobody."""

    run = models.ForeignKey(ScoreRun, models.PROTECT, related_name="unallocated_pools")
    pool = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    driver = models.CharField(max_length=20)
    branch_code = models.CharField(max_length=CODE, blank=True)
    amount = models.BigIntegerField()

    def __str__(self) -> str:
        return self.pool


class UnscoredBook(models.Model):
    """The book of somebody who is no participant, or (without a manager) of nobody."""

    run = models.ForeignKey(ScoreRun, models.PROTECT, related_name="unscored_books")
    manager = models.ForeignKey(Manager, models.PROTECT, null=True, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    part = models.SmallIntegerField(choices=Fact.Part)
    income = models.BigIntegerField()
    funding_cost = models.BigIntegerField()
    risk_cost = models.BigIntegerField()
    tax = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.manager_id} {self.product_id}"
