"""That somebody of HR prepares a publication, and what a second person says."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from scoring.models import Cycle


class PublicationRequest(models.Model):
    """A wish to publish what was looked at: the score runs, by cycle, and what stood beside them.

    `looked_at` is compared with how things stand when the second person answers: whatever has
    changed in between makes the request void, without anybody touching its row.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for a second person")
        PUBLISHED = "published", _("Published")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        LAPSED = "lapsed", _("Lapsed")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="publication_requests")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    looked_at = models.JSONField()
    asked_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="publicationrequest_one_at_a_time",
                fields=["cycle"],
                condition=Q(state="asked"),
            ),
            models.CheckConstraint(
                name="publicationrequest_takes_two",
                condition=~Q(state__in=("published", "declined"))
                | (Q(answered_by__isnull=False) & ~Q(answered_by=F("asked_by"))),
            ),
        ]

    def __str__(self) -> str:
        return str(self.cycle)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def runs(self) -> dict[str, int]:
        """The number of the run looked at, by cycle."""
        return {code: seen["run"] for code, seen in self.looked_at.items()}
