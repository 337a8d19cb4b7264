"""The sections of a cycle's self-reviews: what is asked, in which order, and how much of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perfcenter.base import formats
from scoring.models import Cycle

TEXT_LIMIT = 5_000


class Section(models.Model):
    """A part of the self-reviews of a cycle; texts and comments name it by its code.

    What it is about decides which figures stand beside it and which slide shows it.
    """

    class Topic(models.TextChoices):
        ACHIEVEMENTS = "achievements", _("Achievements")
        PROBLEMS = "problems", _("Problems")
        IMPROVEMENTS = "improvements", _("Improvements")
        GOALS = "goals", _("Next year's goals")
        OTHER = "other", _("Something else")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=60, blank=True)  # without one, the Chinese
    title_zh = models.CharField(max_length=60)
    guidance = models.CharField(max_length=300, blank=True)
    guidance_zh = models.CharField(max_length=300, blank=True)
    topic = models.CharField(max_length=20, choices=Topic, default=Topic.OTHER)
    limit = models.PositiveIntegerField(default=TEXT_LIMIT)
    is_required = models.BooleanField(default=True)

    class Meta:
        ordering = ["cycle", "position"]
        constraints = [
            models.UniqueConstraint(name="section_once", fields=["cycle", "code"]),
            models.UniqueConstraint(name="section_position_once", fields=["cycle", "position"]),
            # The table of goals stands in one place.
            models.UniqueConstraint(
                name="section_of_goals_once", fields=["cycle"], condition=Q(topic="goals")
            ),
            models.CheckConstraint(
                name="section_limit_in_range", condition=Q(limit__range=(1, TEXT_LIMIT))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The title in the language of the page."""
        return self.title_zh if formats.in_chinese() else self.title or self.title_zh

    @property
    def asks(self) -> str:
        """The guidance in the language of the page."""
        return self.guidance_zh if formats.in_chinese() else self.guidance or self.guidance_zh

    @property
    def is_of_goals(self) -> bool:
        """Whether the table of next year's goals stands in it."""
        return self.topic == self.Topic.GOALS
