"""Small readings the review templates need."""

from __future__ import annotations

from django import template

from reviews.pages import facts_for
from scoring.sheet import MeasureLine, Sheet

register = template.Library()


@register.filter
def facts_of(sheet: Sheet | None, section: str) -> list[MeasureLine]:
    """The measures that belong beside a section."""
    return facts_for(sheet, section)
