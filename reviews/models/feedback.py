"""What follows a published result: feedback interview, improvement plan, recognition, wishes.

Texts are never written over: what is said anew is a new row, and the rows before it stay.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portfolio.models import Manager
from scoring.models import Cycle

WORDS_LIMIT = 2_000
REASON_LIMIT = 500
LINE_LIMIT = 200


class FeedbackRule(models.Model):
    """By when interviews are held, and of how many lowest grades a plan to improve is expected.

    The newest row counts. Without a day nothing is due.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="feedback_rules")
    due = models.DateField(null=True)
    lowest = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.cycle)


class Interview(models.Model):
    """A version of the record of a feedback interview, and what she answered to it.

    The version with the highest number counts; only that one is answered, once.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for her confirmation")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Not confirmed, with a reason")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="interviews")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="interviews")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    place = models.CharField(max_length=LINE_LIMIT, blank=True)
    attendees = models.CharField(max_length=LINE_LIMIT, blank=True)
    strengths = models.TextField(max_length=WORDS_LIMIT, blank=True)
    shortcomings = models.TextField(max_length=WORDS_LIMIT, blank=True)
    next_steps = models.TextField(max_length=WORDS_LIMIT)
    because = models.CharField(max_length=REASON_LIMIT, blank=True)
    held_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    held_by_name = models.CharField(max_length=200)  # as it was then
    for_whom = models.ForeignKey(Manager, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    remark = models.CharField(max_length=REASON_LIMIT, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="interview_once", fields=["cycle", "manager", "number"]),
            models.CheckConstraint(
                name="interview_says_something",
                condition=~Q(strengths="", shortcomings="") & ~Q(next_steps=""),
            ),
            models.CheckConstraint(
                name="interview_corrected_for_a_reason",
                condition=Q(number=1, because="") | (Q(number__gt=1) & ~Q(because="")),
            ),
            models.CheckConstraint(
                name="interview_refused_for_a_reason",
                condition=Q(state="waiting", remark="", answered_at__isnull=True)
                | Q(state="confirmed", answered_at__isnull=False)
                | (Q(state="refused", answered_at__isnull=False) & ~Q(remark="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id} {self.number}"


class ImprovementPlan(models.Model):
    """A plan by which somebody is to improve: open, then met or not. One is open at a time.

    Its items are those of its version; it is looked at again on `review_on`.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Under way")
        MET = "met", _("Met")
        UNMET = "unmet", _("Not met")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="improvement_plans")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="improvement_plans")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    version = models.PositiveSmallIntegerField()
    review_on = models.DateField(null=True)
    opened_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=REASON_LIMIT, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="improvementplan_one_open",
                fields=["cycle", "manager"],
                condition=Q(state="open"),
            ),
            models.CheckConstraint(
                name="improvementplan_closed_with_a_result",
                condition=Q(state="open", closed_at__isnull=True, result="")
                | (
                    Q(state__in=("met", "unmet"), closed_at__isnull=False, closed_by__isnull=False)
                    & ~Q(result="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class ImprovementItem(models.Model):
    """A line of a version of a plan: what is to be reached, how it is seen, what is done for it."""

    plan = models.ForeignKey(ImprovementPlan, models.PROTECT, related_name="items")
    version = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    goal = models.CharField(max_length=LINE_LIMIT)
    measure = models.CharField(max_length=LINE_LIMIT)
    action = models.CharField(max_length=REASON_LIMIT)
    due = models.DateField()
    helper = models.CharField(max_length=100, blank=True)
    written_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "-version", "position"]
        constraints = [
            models.UniqueConstraint(
                name="improvementitem_once", fields=["plan", "version", "position"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.version} {self.position}"


class ImprovementReview(models.Model):
    """That a plan was looked at on a day: how it stands, what was found, when it is next."""

    class Progress(models.TextChoices):
        ON_TRACK = "on_track", _("On track")
        BEHIND = "behind", _("Behind")

    plan = models.ForeignKey(ImprovementPlan, models.PROTECT, related_name="reviews")
    version = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    progress = models.CharField(max_length=10, choices=Progress)
    found = models.TextField(max_length=WORDS_LIMIT)
    next_on = models.DateField(null=True)
    by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.held_on}"


class Recognition(models.Model):
    """That somebody is to be recognised, for what, and what a second person says of it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a decision")
        GRANTED = "granted", _("Granted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="recognitions")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="recognitions")
    title = models.CharField(max_length=60)
    reason = models.CharField(max_length=REASON_LIMIT)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=REASON_LIMIT, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="recognition_takes_two",
                condition=~Q(state__in=("granted", "declined"))
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="recognition_declined_for_a_reason",
                condition=~Q(state="declined") | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PROPOSED


class TrainingNeed(models.Model):
    """What somebody should learn, as she or her reviewer wrote it; taken back by who wrote it."""

    class Topic(models.TextChoices):
        PRODUCTS = "products", _("Products")
        CREDIT = "credit", _("Credit and risk")
        COMPLIANCE = "compliance", _("Compliance")
        CLIENTS = "clients", _("Clients and selling")
        DIGITAL = "digital", _("Digital tools")
        LEADING = "leading", _("Leading people")
        CERTIFICATE = "certificate", _("Certificates")
        OTHER = "other", _("Other")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="training_needs")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="training_needs")
    topic = models.CharField(max_length=20, choices=Topic)
    text = models.CharField(max_length=REASON_LIMIT)
    is_own = models.BooleanField()
    written_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    written_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(name="trainingneed_of_person", fields=["cycle", "manager"])]

    def __str__(self) -> str:
        return str(self.pk)


class CareerWish(models.Model):
    """What somebody wishes for her career, or where she would rotate to; hers to take back."""

    class Kind(models.TextChoices):
        ROTATION = "rotation", _("Rotation to another post")
        CAREER = "career", _("Career")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="career_wishes")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="career_wishes")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=REASON_LIMIT)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(name="careerwish_of_person", fields=["cycle", "manager"])]

    def __str__(self) -> str:
        return str(self.pk)
