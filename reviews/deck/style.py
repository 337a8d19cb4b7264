"""The slide grammar: sizes in EMU, the grid, colours by role, text by size and role."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

PT = 12_700
WIDTH, HEIGHT = 12_192_000, 6_858_000
MARGIN = 571_500
COLUMN, GUTTER = 711_200, 228_600
FULL = WIDTH - 2 * MARGIN
RULE_Y, TITLE_Y, TITLE_H = 361_950, 476_250, 792_000
BODY_TOP, BODY_BOTTOM = 1_428_750, 6_115_050
FOOTER_Y = 6_353_175
NOT_XML = re.compile("[^\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
EAST_ASIA = "\u2e80"  # from here on characters are set in the East Asian typeface
DEEPER = 0.065  # ems that Chinese reaches further below the base line than Arial does

THEME_COLOURS = {
    "ink": "tx1",
    "paper": "bg1",
    "ink2": "tx2",
    "sunk": "bg2",
    "own": "accent1",
    "peer": "accent2",
    "stock": "accent3",
    "inc": "accent4",
    "good": "accent5",
    "bad": "accent6",
}
FIXED_COLOURS = {
    "ink3": "5C6975",
    "hair": "E2E7EB",
    "rule": "B3BEC7",
    "ded": "7C8A96",
    "warn": "85550A",
    "inct": "E4F0F9",
    "dedt": "EDF0F2",
    "onbar": "C6D0D8",
    "markbar": "7AB5EA",
}


@dataclass(frozen=True)
class Box:
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


def colour(role: str) -> str:
    """The colour element of a role: the theme's where it has one."""
    if role in THEME_COLOURS:
        return f'<a:schemeClr val="{THEME_COLOURS[role]}"/>'
    return f'<a:srgbClr val="{FIXED_COLOURS[role]}"/>'


def solid(role: str) -> str:
    return f"<a:solidFill>{colour(role)}</a:solidFill>"


def pattern(line: str, ground: str) -> str:
    """The hatch of whatever is increment."""
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr>{colour(line)}</a:fgClr>'
        f"<a:bgClr>{colour(ground)}</a:bgClr></a:pattFill>"
    )


def outline(role: str | None, points: float = 0.75, dash: str = "", *, join: str = "round") -> str:
    if role is None:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * PT)}">{solid(role)}{dashed}<a:{join}/></a:ln>'


@dataclass(frozen=True)
class Style:
    """Text by size in points, weight and role."""

    size: float = 14
    bold: bool = False
    role: str = "ink"

    @property
    def leading(self) -> int:
        """Line distance in points: fixed, so that a frame's height follows from its lines."""
        return round(self.size * (1.25 if self.size >= 24 else 1.45))

    def properties(self, language: str, tag: str = "a:rPr", *, size: bool = True) -> str:
        """The run properties; every run names its language and both typefaces."""
        points = f' sz="{round(self.size * 100)}"' if size else ""
        lang = "" if tag == "a:defRPr" else f" lang={quoteattr(language)}"
        return (
            f'<{tag}{lang}{points} b="{int(self.bold)}">{solid(self.role)}'
            f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/></{tag}>'
        )


TITLE = Style(24, bold=True)
TEXT = Style(14)
SECOND = Style(14, role="ink2")
NOTE = Style(12, role="ink3")
LABEL = Style(12)
HEAD = Style(12, role="ink2")
SOURCE = Style(10, role="ink3")
FACT = Style(20, bold=True)


@dataclass(frozen=True)
class Run:
    text: str
    style: Style = TEXT

    def xml(self, language: str) -> str:
        """The run; a line end in its text is a line break."""
        properties = self.style.properties(language)
        texts = clean(self.text).split("\n")
        return f"<a:br>{properties}</a:br>".join(
            f"<a:r>{properties}<a:t>{text}</a:t></a:r>" for text in texts
        )


@dataclass(frozen=True)
class Paragraph:
    """Runs on common lines, the distance after them in points, and an alignment (l, r, ctr)."""

    runs: tuple[Run, ...]
    align: str = "l"
    after: int = 0
    leading: float | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def line(self) -> float:
        return self.leading or max((run.style.leading for run in self.runs), default=TEXT.leading)

    def levelled(self, anchor: str = "top") -> Paragraph:
        """The same, standing on the base line of Chinese beside it in a frame of this anchor.

        At a fixed line distance renderers keep the room below the base line, of which Chinese has
        more: a line of figures alone would stand lower.
        """
        if any(character >= EAST_ASIA for character in self.text):
            return self
        size = max((run.style.size for run in self.runs), default=TEXT.size)
        shorter = DEEPER * size * (2 if anchor == "middle" else 1)
        return replace(self, leading=round(self.line - shorter, 1))

    def xml(self, language: str) -> str:
        runs = "".join(run.xml(language) for run in self.runs if run.text)
        # An empty paragraph would otherwise be as high as 18 pt text, and its table row with it.
        style = self.runs[0].style if self.runs else TEXT
        end = "" if runs else style.properties(language, "a:endParaRPr")
        return (
            f'<a:p><a:pPr algn="{self.align}">{_points("lnSpc", self.line)}{_points("spcBef", 0)}'
            f"{_points('spcAft', self.after)}</a:pPr>{runs}{end}</a:p>"
        )


def _points(name: str, points: float) -> str:
    return f'<a:{name}><a:spcPts val="{round(points * 100)}"/></a:{name}>'


def paragraph(text: str, style: Style = TEXT, align: str = "l", after: int = 0) -> Paragraph:
    return Paragraph((Run(text, style),), align, after)


def storable(text: str) -> str:
    """Drop what XML cannot hold; line ends stay."""
    return NOT_XML.sub("", text)


def clean(text: str) -> str:
    """Escape for XML and drop what it cannot hold."""
    return escape(storable(text))
