"""Rounds: cycles of one time that are led, watched and published together."""

from django.db import models

from perfcenter.base.formats import in_language, language
from scoring.models.schemes import CODE


class Round(models.Model):
    """One cycle a line, opened together, each with the scheme of its line."""

    code = models.CharField(max_length=CODE, unique=True)
    title = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(  # null: by a command
        "perfcenter.User", models.PROTECT, null=True, related_name="rounds"
    )

    class Meta:
        ordering = ["-opened_at", "code"]

    def __str__(self) -> str:
        return self.code

    @property
    def heading(self) -> str:
        """The title in the language of the page."""
        return in_language(language(), zh=self.title_zh or self.title, en=self.title)
