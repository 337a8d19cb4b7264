"""The slide grammar, as values: sizes in EMU, the grid, colours by role, text by size and role."""

from __future__ import annotations

import re
from typing import NamedTuple

PT = 12_700
WIDTH, HEIGHT = 12_192_000, 6_858_000
MARGIN = 571_500
COLUMN, GUTTER = 711_200, 228_600
FULL = WIDTH - 2 * MARGIN
RULE_Y, TITLE_Y, TITLE_H = 361_950, 476_250, 792_000
BODY_TOP, BODY_BOTTOM = 1_428_750, 6_115_050
FOOTER_Y = 6_353_175
MARK_Y, MARK_H = 88_900, 203_200  # of the draft mark
NOT_XML = re.compile("[^\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
EAST_ASIA = "\u2e80"  # from here on characters are set in the East Asian typeface
DEEPER = 0.065  # ems that Chinese reaches further below the base line than Arial does


class Box(NamedTuple):
    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        return self.x + self.w

    @property
    def bottom(self) -> int:
        return self.y + self.h


def columns(first: int, span: int, y: int, h: int) -> Box:
    """A box over `span` of the twelve columns, the first of them counted from 0."""
    return Box(MARGIN + first * (COLUMN + GUTTER), y, span * (COLUMN + GUTTER) - GUTTER, h)


class Fill(NamedTuple):
    """A role's colour, or its hatch on a ground: whatever is increment."""

    role: str
    ground: str | None = None


class Stroke(NamedTuple):
    """A line by role, breadth in points and dash."""

    role: str
    points: float = 0.75
    dash: str = ""


class Style(NamedTuple):
    """Text by size in points, weight and role."""

    size: float = 14
    bold: bool = False
    role: str = "ink"

    @property
    def leading(self) -> int:
        """Line distance in points: fixed, so that a frame's height follows from its lines."""
        return round(self.size * (1.25 if self.size >= 24 else 1.45))


TITLE = Style(24, bold=True)
TEXT = Style(14)
SECOND = Style(14, role="ink2")
NOTE = Style(12, role="ink3")
LABEL = Style(12)
HEAD = Style(12, role="ink2")
SOURCE = Style(10, role="ink3")
FACT = Style(20, bold=True)


class Run(NamedTuple):
    text: str
    style: Style = TEXT


class Paragraph(NamedTuple):
    """Runs on common lines, the distance after them in points, and an alignment (l, r, ctr)."""

    runs: tuple[Run, ...]
    align: str = "l"
    after: int = 0
    leading: float | None = None

    @property
    def text(self) -> str:
        return self.runs[0].text if len(self.runs) == 1 else "".join(run.text for run in self.runs)

    @property
    def line(self) -> float:
        return self.leading or max([run.style.leading for run in self.runs] or [TEXT.leading])

    def levelled(self, anchor: str = "top") -> Paragraph:
        """The same, standing on the base line of Chinese beside it in a frame of this anchor.

        At a fixed line distance renderers keep the room below the base line, of which Chinese has
        more: a line of figures alone would stand lower.
        """
        if max(self.text, default="") >= EAST_ASIA:
            return self
        size = max([run.style.size for run in self.runs] or [TEXT.size])
        shorter = DEEPER * size * (2 if anchor == "middle" else 1)
        return Paragraph(self.runs, self.align, self.after, round(self.line - shorter, 1))


def paragraph(text: str, style: Style = TEXT, align: str = "l", after: int = 0) -> Paragraph:
    return Paragraph((Run(text, style),), align, after)


def storable(text: str) -> str:
    """Drop what XML cannot hold; line ends stay."""
    return NOT_XML.sub("", text)
