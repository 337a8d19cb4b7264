"""Which sections the self-reviews of a cycle have, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from django.db import DatabaseError

from perfcenter.base import formats
from reviews.models import Section
from reviews.sections.templates import templates
from scoring.models import Cycle

CHINESE_NUMBERS = "一二三四五六七八九十"
ADDED = "part_"
"""With this begin the codes of sections that stand in no template."""


def sections_of(cycle: Cycle) -> list[Section]:
    """Return the sections of a cycle in their order; read once for a cycle that was read once."""
    return list(cycle.sections.all())


def heading(section: Section, sections: Sequence[Section]) -> str:
    """Return a section's title with its number: 一、业绩完成情况; 1 · Achievements."""
    place = [one.code for one in sections].index(section.code)
    if formats.in_chinese():
        return f"{CHINESE_NUMBERS[place]}、{section.name}"
    return f"{place + 1} · {section.name}"


def title_of(code: str) -> str | None:
    """Return what a section is called: by the templates, else by the newest cycle that has one.

    What was typed is shown under its titles also while the database is gone.
    """
    for template in templates().values():
        for section in template.sections:
            if section.code == code:
                return section.name
    if not code.startswith(ADDED):
        return None
    with suppress(DatabaseError):
        found = Section.objects.filter(code=code).order_by("-cycle").first()
        return found.name if found else None
    return None
