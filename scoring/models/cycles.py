"""Cycles, who takes part in them, and what supervisors judge."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portfolio.models import Manager
from portfolio.models.columns import a_month
from portfolio.months import first_day, last_day
from scoring.models.querysets import CycleQuerySet, ParticipantQuerySet
from scoring.models.rounds import Round
from scoring.models.schemes import CODE, Scheme


class Cycle(models.Model):
    """A scheme applied to managers over first_month..last_month, with due dates.

    Its days are those of the months, or begin and end inside the first and the last of them
    (`first_on`, `last_on`): what is known by the day counts from day to day, the ledger by months.
    """

    code = models.CharField(max_length=CODE, unique=True)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="cycles")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="cycles")
    first_month = models.IntegerField()
    last_month = models.IntegerField()
    first_on = models.DateField(null=True)  # only where the cycle begins inside its first month
    last_on = models.DateField(null=True)  # only where it ends inside its last month
    self_review_due = models.DateField(null=True)
    review_due = models.DateField(null=True)
    publish_due = models.DateField(null=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)  # when scoring again last gave the newest run
    people_changed_at = models.DateTimeField(null=True)  # when participants last came or ended
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
                name="cycle_ends_on_no_day_before_it_begins",
                condition=Q(first_on__isnull=True)
                | Q(last_on__isnull=True)
                | Q(last_on__gte=F("first_on")),
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

    @property
    def begins(self) -> date:
        """The first day of the cycle."""
        return self.first_on or first_day(self.first_month)

    @property
    def ends(self) -> date:
        """The last day of the cycle."""
        return self.last_on or last_day(self.last_month)

    @property
    def is_of_days(self) -> bool:
        """Whether it begins or ends inside a month."""
        return self.first_on is not None or self.last_on is not None

    @property
    def decided_on(self) -> date:
        """The day whose reviewers decide: today, or that of the publication."""
        return timezone.localdate(self.published_at) if self.published_at else timezone.localdate()


class Participant(models.Model):
    """A manager appraised in a cycle, to its end or until a day, for a reason.

    Who ends before the cycle's last day is scored like somebody who left the bank on that day; for
    the report of who has ended nobody waits any more.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="participants")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="participations")
    ended_on = models.DateField(null=True)  # her last day in the cycle
    ended_because = models.CharField(max_length=500, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="participant_once", fields=["cycle", "manager"]),
            models.CheckConstraint(
                name="participant_ends_for_a_reason",
                condition=Q(ended_on__isnull=True, ended_because="")
                | Q(ended_on__isnull=False) & ~Q(ended_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id}"

    @property
    def last_on(self) -> date | None:
        """Her last day in the bank or in the cycle, whichever comes first; None: she goes on."""
        return last_day_of(self.manager.left_on, self.ended_on, self.cycle.ends)


def last_day_of(left_on: date | None, ended_on: date | None, ends: date) -> date | None:
    """Return somebody's last day in a cycle that ends on a day; None where she goes on.

    Whose part ends with the cycle or later has taken part in all of it.

    >>> last_day_of(None, date(2026, 9, 30), date(2026, 12, 31))
    datetime.date(2026, 9, 30)
    >>> last_day_of(None, date(2026, 12, 31), date(2026, 12, 31))
    """
    is_early = ended_on is not None and ended_on < ends
    return min(filter(None, (left_on, ended_on if is_early else None)), default=None)


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
