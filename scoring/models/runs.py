"""Score runs. A run and all it holds are never changed or deleted.

Amounts are integer fen. Values and targets are exact rationals in the measure's unit (yuan for
money), scores are floats good to 1e-9, the composite is exact at the scheme's places.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perfcenter.base.fields import ExactField
from portfolio.models import Manager, Part, Product
from scoring.models.cycles import Cycle
from scoring.models.querysets import ResultQuerySet
from scoring.models.schemes import CODE


class ScoreRun(models.Model):
    """An immutable computation of a cycle's scores.

    `layout` tells which columns its rows have, and so which ones its digest takes.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True)
    inputs_digest = models.CharField(max_length=64)
    manifest = models.CharField(max_length=64, blank=True)  # of the vault; "" before there was one
    results_digest = models.CharField(max_length=64)
    data_until = models.IntegerField(null=True)
    participants = models.PositiveIntegerField()
    layout = models.PositiveSmallIntegerField()

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


class DetailOfARun(OfARun):
    """One of hundreds of thousands of rows: whose run and manager it is, `Result` says as well.

    So the database does not look both up again for each row; the table's own index begins with
    them.
    """

    run = models.ForeignKey(
        ScoreRun, models.PROTECT, related_name="%(class)ss", db_index=False, db_constraint=False
    )
    manager = models.ForeignKey(
        Manager, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    class Meta(OfARun.Meta):
        abstract = True


class Result(OfARun):
    """A manager's composite; none when less than half of the weight had data.

    Line and branch are those of the cycle's last day, by which she has her peers.
    """

    line = models.CharField(max_length=20, blank=True)
    branch = models.CharField(max_length=CODE, blank=True)
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

    is_amended = False  # no column: set where an amendment stands in the result's place

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="result_once", fields=["run", "manager"])]


class DimensionScore(DetailOfARun):
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


class MeasureScore(DetailOfARun):
    """A measure's value, target and score, or why it is out.

    `completion` is value / target, turned where lower is better; `uncapped` the score before floor
    and cap. Runs of layout 1 kept neither.
    """

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
    completion = ExactField(null=True)
    uncapped = ExactField(null=True)
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


class OverriddenScore(DetailOfARun):
    """What a run read of a reviewer who overrode a score, beside the one that it computed.

    It counts where it lies within the scheme's bounds of the computed score.
    """

    measure_code = models.CharField(max_length=CODE)
    computed = ExactField(null=True)
    score = ExactField()
    counts = models.BooleanField()
    set_by = models.CharField(max_length=150)  # a user name
    set_by_name = models.CharField(max_length=150)
    set_on = models.DateField()
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="overriddenscore_once", fields=["run", "manager", "measure_code"]
            )
        ]


class RoracCell(DetailOfARun):
    """RORAC of a manager, product and part; without a product it is cost that found no product."""

    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    part = models.SmallIntegerField(choices=Part)
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


class PoolShare(DetailOfARun):
    """What a cost pool put on a manager, product and part."""

    pool = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    driver = models.CharField(max_length=20)
    branch_code = models.CharField(max_length=CODE, blank=True)
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    part = models.SmallIntegerField(choices=Part)
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
    part = models.SmallIntegerField(choices=Part)
    income = models.BigIntegerField()
    funding_cost = models.BigIntegerField()
    risk_cost = models.BigIntegerField()
    tax = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.manager_id} {self.product_id}"


class RunBlock(models.Model):
    """The cells of the run's graph for some participants, as bytes; explanations read them."""

    run = models.ForeignKey(ScoreRun, models.PROTECT, related_name="blocks")
    number = models.PositiveIntegerField()
    first_staff_no = models.CharField(max_length=CODE)
    last_staff_no = models.CharField(max_length=CODE)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="runblock_once", fields=["run", "number"])]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"


class RunSum(models.Model):
    """What pages would add up again over everybody in a run: added up once, when it was made.

    Nothing is in it that the run's other rows do not say; `kind` tells what key and value are.
    """

    class Kind(models.TextChoices):
        FACTS = "facts"  # a month: the digest of its facts, where they all add up to the run
        PEERS = "peers"  # a peer group, line and branch: its composites in ascending order
        POOL = "pool"  # the digest of a pool's words: who shares it and how much, most first
        OUTSIDE = "outside"  # "": the books of who takes no part, by person and product

    run = models.ForeignKey(ScoreRun, models.PROTECT, related_name="sums")
    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=100)
    value = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="runsum_once", fields=["run", "kind", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.kind} {self.key}"
