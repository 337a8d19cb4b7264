"""Colours, lines, runs and paragraphs as XML."""

from __future__ import annotations

import re
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from reviews.deck.style import (
    EAST_ASIAN,
    LATIN,
    PT,
    TEXT,
    Fill,
    Paragraph,
    Run,
    Stroke,
    Style,
    storable,
)

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


SPECIAL = re.compile("[^\n -%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What has to be escaped, or is not for XML."""


def clean(text: str) -> str:
    """Escape for XML and drop what it cannot hold."""
    return escape(storable(text)) if SPECIAL.search(text) else text


def quoted(text: str) -> str:
    """An attribute's value in its quotes; a line end would be a space."""
    if SPECIAL.search(text) or '"' in text or "\n" in text:
        return quoteattr(storable(text).replace("\n", " "))
    return f'"{text}"'


def colour(role: str) -> str:
    """The colour element of a role: the theme's where it has one."""
    if role in THEME_COLOURS:
        return f'<a:schemeClr val="{THEME_COLOURS[role]}"/>'
    return f'<a:srgbClr val="{FIXED_COLOURS[role]}"/>'


def solid(role: str) -> str:
    return f"<a:solidFill>{colour(role)}</a:solidFill>"


@cache
def filled(fill: Fill | None) -> str:
    """The inside of a shape: empty, solid, or hatched."""
    if fill is None:
        return "<a:noFill/>"
    if fill.ground is None:
        return solid(fill.role)
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr>{colour(fill.role)}</a:fgClr>'
        f"<a:bgClr>{colour(fill.ground)}</a:bgClr></a:pattFill>"
    )


@cache
def outlined(stroke: Stroke | None, tag: str = "a:ln") -> str:
    """The line around a shape, or the line itself."""
    if stroke is None:
        return f"<{tag}><a:noFill/></{tag}>"
    dashed = f'<a:prstDash val="{stroke.dash}"/>' if stroke.dash else ""
    inside = f"{solid(stroke.role)}{dashed}<a:round/>"
    return f'<{tag} w="{round(stroke.points * PT)}">{inside}</{tag}>'


@cache
def properties(style: Style, language: str, tag: str = "a:rPr") -> str:
    """The run properties; every run names its language and both typefaces."""
    lang = "" if tag == "a:defRPr" else f" lang={quoteattr(language)}"
    return (
        f'<{tag}{lang} sz="{round(style.size * 100)}" b="{int(style.bold)}">{solid(style.role)}'
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/></{tag}>'
    )


def run_xml(run: Run, language: str) -> str:
    """The run; a line end in its text is a line break."""
    look, text = properties(run.style, language), clean(run.text)
    if "\n" not in text:
        return f"<a:r>{look}<a:t>{text}</a:t></a:r>"
    texts = text.split("\n")
    return f"<a:br>{look}</a:br>".join(f"<a:r>{look}<a:t>{text}</a:t></a:r>" for text in texts)


def paragraph_xml(one: Paragraph, language: str) -> str:
    runs = "".join([run_xml(run, language) for run in one.runs if run.text])
    # An empty paragraph would otherwise be as high as 18 pt text, and its table row with it.
    style = one.runs[0].style if one.runs else TEXT
    end = "" if runs else properties(style, language, "a:endParaRPr")
    return f"{_opening(one.align, one.line, one.after)}{runs}{end}</a:p>"


@cache
def _opening(align: str, line: float, after: float) -> str:
    return (
        f'<a:p><a:pPr algn="{align}">{_points("lnSpc", line)}{_points("spcBef", 0)}'
        f"{_points('spcAft', after)}</a:pPr>"
    )


def _points(name: str, points: float) -> str:
    return f'<a:{name}><a:spcPts val="{round(points * 100)}"/></a:{name}>'
