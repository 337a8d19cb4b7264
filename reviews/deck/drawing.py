"""A deck as it is drawn, in plain values: what slides say to a renderer, and all they say to it.

Slides fill a `Canvas` (canvas.py), which collects these; a renderer turns a `Drawing` into a file
and knows nothing of managers and measures. Equal drawings make equal bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from reviews.deck.charts.values import Chart
from reviews.deck.style import Box, Fill, Paragraph, Stroke
from reviews.deck.table import SlideTable

Layout = Literal["cover", "page"]


class TextBox(NamedTuple):
    """Text without insets or autofit; it was measured to fit."""

    box: Box
    paragraphs: tuple[Paragraph, ...]
    anchor: str = "top"  # top, middle, bottom
    name: str = "Text"
    wrap: bool = True


class Shape(NamedTuple):
    """A rectangle, diamond or ellipse that says nothing by itself."""

    box: Box
    kind: str
    fill: Fill | None
    stroke: Stroke | None
    name: str


class Line(NamedTuple):
    """A straight line from the box' corner to the opposite one."""

    box: Box
    stroke: Stroke


@dataclass(frozen=True)
class Table:
    x: int
    y: int
    table: SlideTable
    name: str
    description: str


@dataclass(frozen=True)
class ChartFrame:
    """A chart in its frame; the description is what a screen reader says instead of it."""

    box: Box
    chart: Chart
    name: str
    description: str


Item = TextBox | Shape | Line | Table | ChartFrame


@dataclass(frozen=True)
class Footer:
    """What stands under the lower rule: where the numbers come from, and which slide it is."""

    source: str
    deck: str
    number: int


@dataclass(frozen=True)
class Slide:
    """A slide, its items in the order in which they are read out."""

    layout: Layout
    section: str
    title: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    footer: Footer | None
    notes: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Drawing:
    """A whole deck; slides in a row with one section's name make that section."""

    language: str  # zh-CN or en-US
    title: str
    author: str
    bank: str
    made_on: date
    slides: tuple[Slide, ...]
