"""The one interface by which slides are drawn: by values, never by what a renderer makes of them.

A text box, a line, a shape, a table, a chart, a title, notes, a footer. `Canvas` collects what one
slide holds; who renders it is decided in build.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviews.deck.charts.values import Chart
from reviews.deck.drawing import (
    ChartFrame,
    Footer,
    Item,
    Layout,
    Line,
    Shape,
    Slide,
    Table,
    TextBox,
)
from reviews.deck.style import Box, Fill, Paragraph, Stroke
from reviews.deck.table import SlideTable

LANG = {"zh-hans": "zh-CN", "en": "en-US"}
APART = 38_100  # the two lines of a double rule


class Canvas:
    """A slide being drawn; what is drawn first is read out first."""

    def __init__(self, layout: Layout, language: str, section: str = "") -> None:
        self.layout: Layout = layout
        self.language = LANG.get(language, "en-US")
        self.section = section
        self._title: tuple[Paragraph, ...] = ()
        self._notes: tuple[Paragraph, ...] = ()
        self._footer: Footer | None = None
        self._items: list[Item] = []

    def title(self, paragraphs: Sequence[Paragraph]) -> None:
        """What the slide is headed by, in the place that the layout gives it."""
        self._title = tuple(paragraphs)

    def text(
        self,
        box: Box,
        paragraphs: Sequence[Paragraph],
        *,
        anchor: str = "top",
        name: str = "Text",
        wrap: bool = True,
    ) -> None:
        """Text in a frame. Figures do not wrap: in a wider typeface they grow, but stay one line.

        Without a paragraph there is no frame: programs repair a file that has one.
        """
        if paragraphs:
            self._items.append(TextBox(box, tuple(paragraphs), anchor, name, wrap))

    def fill(
        self,
        box: Box,
        role: str | None,
        *,
        line: str | None = None,
        dash: str = "",
        points: float = 0.75,
        shape: str = "rect",
        name: str = "Mark",
    ) -> None:
        """A rectangle (or diamond, ellipse) in a role's colour."""
        inside = None if role is None else Fill(role)
        around = None if line is None else Stroke(line, points, dash)
        self._items.append(Shape(box, shape, inside, around, name))

    def swatch(self, box: Box, role: str, ground: str | None = None) -> None:
        """A legend's sample: solid, or hatched on a ground."""
        self._items.append(Shape(box, "rect", Fill(role, ground), Stroke(role), "Sample"))

    def rule(
        self, x: int, y: int, w: int, role: str = "ink", points: float = 1.0, *, h: int = 0
    ) -> None:
        """A line to the right (or, with `h`, down)."""
        self._items.append(Line(Box(x, y, w, h), Stroke(role, points)))

    def double_rule(self, x: int, y: int, w: int, points: float = 1.5) -> None:
        """The mark of a total that equals the lines above it."""
        self.rule(x, y, w, "ink", points)
        self.rule(x, y + APART, w, "ink", points)

    def table(self, x: int, y: int, table: SlideTable, name: str, description: str = "") -> None:
        """A ruled table; without a description its name is what a screen reader says first."""
        self._items.append(Table(x, y, table, name, description or name))

    def chart(self, box: Box, chart: Chart, *, name: str, description: str) -> None:
        """A native chart; the description is what a screen reader says instead of it."""
        self._items.append(ChartFrame(box, chart, name, description))

    def footer(self, source: str, deck: str, number: int) -> None:
        self._footer = Footer(source, deck, number)

    def notes(self, paragraphs: Sequence[Paragraph]) -> None:
        """What the speaker reads."""
        self._notes = tuple(paragraphs)

    def drawn(self) -> Slide:
        """The slide as it was drawn."""
        items = tuple(self._items)
        return Slide(self.layout, self.section, self._title, items, self._footer, self._notes)
