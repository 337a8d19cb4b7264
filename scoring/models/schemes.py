"""Schemes, each version its own row, never changed."""

from django.db import models

from perfcenter.base.formats import in_language, language

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
