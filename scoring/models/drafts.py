"""Schemes that are being written: a text each, which may be wrong, until it is made a version."""

from django.db import models

from perfcenter.base.formats import in_language, language
from portfolio.models.months import DIGEST
from scoring.models.schemes import CODE, Scheme

TITLE = 200


class SchemeDraft(models.Model):
    """A scheme's text on its way; `counter` grows with every change, so that none is lost.

    `name` and the titles are what the text said when it could last be read.
    """

    base = models.ForeignKey(Scheme, models.PROTECT, null=True, related_name="drafts")
    name = models.CharField(max_length=CODE, default="")
    title = models.CharField(max_length=TITLE, default="")
    title_zh = models.CharField(max_length=TITLE, default="")
    text = models.TextField()
    counter = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_by = models.ForeignKey("perfcenter.User", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name or '—'} #{self.pk}"

    @property
    def heading(self) -> str:
        """The title in the language of the page, as the text last had it."""
        return in_language(language(), zh=self.title_zh, en=self.title)


class SchemeTrial(models.Model):
    """What a job made of trying a scheme, as bytes; wiped after some days, and with its draft.

    `key` names the two texts, the people and what was read; `counter` and `saved_at` say which
    state of the draft was tried.
    """

    key = models.CharField(max_length=DIGEST, unique=True)
    draft = models.ForeignKey(SchemeDraft, models.CASCADE, null=True, related_name="trials")
    counter = models.PositiveIntegerField(null=True)
    saved_at = models.DateTimeField(null=True)
    asked = models.JSONField()
    run_number = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()
    content = models.BinaryField()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.key[:12]
