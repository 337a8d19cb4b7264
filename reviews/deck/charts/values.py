"""A native chart as values: its workbook, the series drawn of its columns, axes, labels.

Every number that is drawn or written stands in a cell of the workbook and is read from there; what
follows from other cells is a formula with the value it had when the deck was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reviews.deck.style import Fill, Stroke, Style


@dataclass(frozen=True)
class Number:
    """A number with Excel's format for it."""

    value: float
    format: str = "General"


@dataclass(frozen=True)
class Formula:
    """A formula of ours, without its "=", and what it comes to. Nothing a user typed is in it."""

    text: str
    value: float | str
    format: str = "General"


Cell = Number | Formula | str | None


@dataclass(frozen=True)
class Column:
    head: str
    cells: tuple[Cell, ...]

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """What a series draws of the column."""
        found = (c if c is None or isinstance(c, str) else c.value for c in self.cells)
        return tuple(None if isinstance(value, str) else value for value in found)

    @property
    def texts(self) -> tuple[str, ...]:
        """What labels or categories read of the column."""
        return tuple(_text(cell) for cell in self.cells)


def _text(cell: Cell) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    return str(cell.value)


@dataclass(frozen=True)
class Book:
    """The workbook behind a chart; the first column holds the categories."""

    columns: tuple[Column, ...]

    @property
    def rows(self) -> int:
        return len(self.columns[0].cells)


@dataclass(frozen=True)
class Marker:
    symbol: Literal["circle", "square", "diamond", "triangle", "dash"]
    size: int
    fill: Fill
    stroke: Stroke


@dataclass(frozen=True)
class Look:
    """How a series is drawn; without fill and stroke it is not seen."""

    fill: Fill | None = None
    stroke: Stroke | None = None
    marker: Marker | None = None


@dataclass(frozen=True)
class Labels:
    """Labels at the points of a series, each reading the cell of a column in its row."""

    column: int
    position: Literal["t", "b", "r", "l", "ctr", "outEnd", "inBase", "inEnd"]
    style: Style
    others: tuple[tuple[int, Style], ...] = ()  # points whose label looks otherwise


@dataclass(frozen=True)
class Series:
    """A column of the book, drawn; its name is the column's head."""

    column: int
    look: Look
    labels: Labels | None = None


@dataclass(frozen=True)
class Plot:
    """Series of one kind; several plots lie over one another on common axes."""

    kind: Literal["columns", "bars", "lines", "radar"]
    series: tuple[Series, ...]
    stacked: bool = False
    gap: int = 70
    overlap: int = 0


@dataclass(frozen=True)
class CategoryAxis:
    """The axis with the names; `spokes` are a radar's."""

    style: Style
    stroke: Stroke
    position: Literal["b", "l"] = "b"
    labels: Literal["low", "none", "nextTo"] = "low"
    reverse: bool = False
    spokes: bool = False


@dataclass(frozen=True)
class ValueAxis:
    """The axis with the numbers; `crosses` says at which category.

    It scales by itself, but for one whose series are computed to stay within `bounds` (low, high).
    """

    style: Style
    number: str
    position: Literal["l", "b"] = "l"
    labels: Literal["low", "none", "nextTo"] = "low"
    crosses: Literal["autoZero", "max"] = "autoZero"
    bounds: tuple[float, float] | None = None
    step: float | None = None


@dataclass(frozen=True)
class Chart:
    """Plots over a part of the frame (x, y, width, height, each a part of 1), and their book."""

    area: tuple[float, float, float, float]
    plots: tuple[Plot, ...]
    categories: CategoryAxis
    values: ValueAxis
    book: Book

    @property
    def series(self) -> tuple[Series, ...]:
        return tuple(one for plot in self.plots for one in plot.series)
