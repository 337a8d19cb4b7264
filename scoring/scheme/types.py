"""The plain values of a scheme file, and what has a name in both languages."""

from perfcenter.base.formats import in_language
from scoring.graph.types import (
    DIGITS,
    PLACES,
    Code,
    Exact,
    Name,
    NotNegative,
    NotPositive,
    Positive,
    ProductCode,
    Rate,
    Sentence,
    Title,
    exact,
    refuse,
)
from scoring.graph.words import Part

__all__ = [
    "DIGITS",
    "PLACES",
    "Code",
    "Exact",
    "Name",
    "NotNegative",
    "NotPositive",
    "Part",
    "Positive",
    "ProductCode",
    "Rate",
    "Sentence",
    "Title",
    "Titled",
    "exact",
    "refuse",
]


class Titled(Part):
    """What has a name in both languages."""

    title: Title
    title_zh: Title

    def title_for(self, language: str) -> str:
        """Return the title in the language of a page ("zh-hans", "en", "en-gb")."""
        return in_language(language, zh=self.title_zh, en=self.title)
