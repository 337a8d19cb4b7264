"""Surveys of a cycle: what is asked of whom about whom, and what came of it.

Answers are in no row of their own and name nobody: those of one group about one person lie together
in a sealed box, which is gone once the survey is closed (docs/decisions/0033).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perfcenter.base import formats
from perfcenter.base.fields import ExactField
from portfolio.models import Client, Manager
from scoring.models import CODE, Cycle


class Survey(models.Model):
    """A 360 review of everybody in a cycle, or the verification by clients alone."""

    class Kind(models.TextChoices):
        REVIEW = "review", _("360 review")
        CLIENT = "client", _("Verification by clients")

    class State(models.TextChoices):
        SET_UP = "set_up", _("Being set up")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed for good")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="surveys")
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.SET_UP)
    measure_code = models.CharField(max_length=CODE, blank=True)  # that reads it; "" where none
    closes_on = models.DateField()  # the last day on which answers are taken
    remind_before = models.PositiveSmallIntegerField(default=3)  # days; 0: nobody is reminded
    propose_until = models.DateField(null=True)  # by when people may propose their raters
    begun_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    opened_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["cycle", "-kind"]
        constraints = [
            models.UniqueConstraint(name="survey_once", fields=["cycle", "kind"]),
            models.CheckConstraint(
                name="survey_state_has_its_times",
                condition=Q(state="set_up", opened_at__isnull=True, closed_at__isnull=True)
                | Q(state="open", opened_at__isnull=False, closed_at__isnull=True)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.get_kind_display()}"

    @property
    def is_being_set_up(self) -> bool:
        return self.state == self.State.SET_UP

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED


class Side(models.TextChoices):
    """From which side somebody is seen: the groups of raters."""

    SELF = "self", _("Self")
    SUPERIOR = "superior", _("Superior")
    PEER = "peer", _("Colleagues")
    SUBORDINATE = "subordinate", _("Subordinates")
    CLIENT = "client", _("Clients")


NAMED = frozenset({Side.SELF.value, Side.SUPERIOR.value})
"""Groups of one, whose answer everybody knows whose it is."""


class SurveyGroup(models.Model):
    """A group of raters: what it weighs, and with how many answers it is shown and counts."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="groups")
    side = models.CharField(max_length=20, choices=Side)
    weight = ExactField()
    least = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["survey", "id"]
        constraints = [
            models.UniqueConstraint(name="survey_group_once", fields=["survey", "side"]),
            # What fewer than three say is known of each by the others.
            models.CheckConstraint(
                name="survey_group_is_large_enough",
                condition=Q(side__in=sorted(NAMED), least__gte=1) | Q(least__gte=3),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.side}"


class SurveyQuestion(models.Model):
    """A question, who is asked it, and of which dimension; a free text belongs to none."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    sides = models.JSONField()  # codes of the groups that are asked
    dimension = models.CharField(max_length=20, blank=True)
    dimension_title = models.CharField(max_length=60, blank=True)
    dimension_title_zh = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=200, blank=True)  # without one, the Chinese
    text_zh = models.CharField(max_length=200)

    class Meta:
        ordering = ["survey", "position"]
        constraints = [
            models.UniqueConstraint(name="survey_question_once", fields=["survey", "position"])
        ]

    def __str__(self) -> str:
        return self.asks

    @property
    def asks(self) -> str:
        """The question in the language of the page."""
        return self.text_zh if formats.in_chinese() else self.text or self.text_zh

    @property
    def dimension_name(self) -> str:
        """The dimension's title in the language of the page."""
        titles = (self.dimension_title, self.dimension_title_zh)
        return titles[1] if formats.in_chinese() else titles[0] or titles[1]

    @property
    def is_free(self) -> bool:
        """Whether it is answered in words."""
        return not self.dimension


class SurveyPerson(models.Model):
    """Somebody whom a survey is about, and who found her raters right."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="people")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="survey_person_once", fields=["survey", "manager"])
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.manager_id}"


class SurveyRater(models.Model):
    """Who is asked about somebody, one of the staff or a client, and whether she has answered.

    When she has is written nowhere, and neither is what.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="raters")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")  # whom it is about
    side = models.CharField(max_length=20, choices=Side)
    rater = models.ForeignKey(Manager, models.PROTECT, null=True, related_name="+")
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    has_answered = models.BooleanField(default=False)
    link_digest = models.CharField(max_length=64, blank=True, db_index=True)  # of a client's link

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="survey_rater_once", fields=["survey", "manager", "rater"]
            ),
            models.UniqueConstraint(
                name="survey_client_once", fields=["survey", "manager", "client"]
            ),
            models.CheckConstraint(
                name="survey_rater_is_staff_or_client",
                condition=Q(side="client", client__isnull=False, rater__isnull=True)
                | ~Q(side="client") & Q(client__isnull=True, rater__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.manager_id} {self.side}"


class SurveyDraft(models.Model):
    """What a rater has saved and not sent, sealed; it goes as she sends it."""

    rater = models.OneToOneField(SurveyRater, models.CASCADE, related_name="draft")
    sealed = models.TextField()

    def __str__(self) -> str:
        return str(self.rater_id)


class SurveyBox(models.Model):
    """The answers of one group about one person, in no order, sealed. Empty ones are there too."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="boxes")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")
    side = models.CharField(max_length=20, choices=Side)
    sealed = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="survey_box_once", fields=["survey", "manager", "side"])
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.manager_id} {self.side}"


class SurveyResult(models.Model):
    """A mean of a group that is shown, in millionths of a point; dimension "" is all of it."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="results")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")
    side = models.CharField(max_length=20, choices=Side)
    dimension = models.CharField(max_length=20, blank=True)
    value = models.BigIntegerField()
    answers = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="survey_result_once", fields=["survey", "manager", "side", "dimension"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.manager_id} {self.side} {self.dimension}"


class SurveyComment(models.Model):
    """What somebody of a group that is shown said in words; `place` follows from the text alone."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="comments")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="+")
    side = models.CharField(max_length=20, choices=Side)
    question = models.PositiveSmallIntegerField()  # its position
    place = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=1_000)

    class Meta:
        ordering = ["survey", "manager", "question", "side", "place"]
        constraints = [
            models.UniqueConstraint(
                name="survey_comment_once",
                fields=["survey", "manager", "side", "question", "place"],
            )
        ]

    def __str__(self) -> str:
        return self.text[:50]
