"""The sections that a cycle may begin with, by template: `templates.toml` beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from perfcenter.base import formats
from reviews.models import TEXT_LIMIT, Section

FILE = Path(__file__).with_name("templates.toml")
USUAL = "year"


@dataclass(frozen=True)
class Asked:
    """A section as plain values, in a template or as HR wants it."""

    code: str
    title: str
    title_zh: str
    guidance: str = ""
    guidance_zh: str = ""
    topic: str = Section.Topic.OTHER.value
    limit: int = TEXT_LIMIT
    is_required: bool = True

    @property
    def name(self) -> str:
        """The title in the language of the page."""
        return self.title_zh if formats.in_chinese() else self.title

    def row(self, cycle_id: int, position: int) -> Section:
        """Return it as a row of a cycle, which is not saved."""
        return Section(cycle_id=cycle_id, position=position, **vars(self))


@dataclass(frozen=True)
class Template:
    """Sections in their order under a title."""

    code: str
    title: str
    title_zh: str
    sections: tuple[Asked, ...]

    @property
    def name(self) -> str:
        """The title in the language of the page."""
        return self.title_zh if formats.in_chinese() else self.title


@cache
def templates() -> dict[str, Template]:
    """Return the templates by their codes, in the order of the file.

    >>> [section.code for section in templates()["year"].sections]
    ['achievements', 'problems', 'improvements', 'goals']
    """
    read = tomllib.loads(FILE.read_text("utf-8"))
    return {
        code: Template(
            code,
            found["title"],
            found["title_zh"],
            tuple(Asked(**section) for section in found["sections"]),
        )
        for code, found in read.items()
    }
