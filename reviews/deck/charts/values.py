"""A native chart as values: its workbook, the series drawn of its columns, axes, labels.

Every number that is drawn or written stands in a cell of the workbook and is read from there; what
follows from other cells is a formula with the value it had when the deck was made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from reviews.deck.style import Fill, Stroke, Style

GENERAL = "General"


class Number(NamedTuple):
    """A number with Excel's format for it."""

    value: float
    format: str = GENERAL


class Formula(NamedTuple):
    """A formula of ours, without its "=", and what it comes to. Nothing a user typed is in it."""

    text: str
    value: float | str
    format: str = GENERAL


Cell = Number | Formula | str | None
Value = float | str | None
Kind = Literal["columns", "bars", "lines", "radar"]


class Column(NamedTuple):
    """A head, and for each row a value, its formula ("": typed) and its format."""

    head: str
    values: tuple[Value, ...]
    formulas: tuple[str, ...]
    formats: tuple[str, ...]

    @classmethod
    def of(cls, head: str, cells: Iterable[Cell]) -> Column:
        """Return the column of these cells."""
        rows = [_parts(cell) for cell in cells]
        values, formulas, formats = zip(*rows, strict=True) if rows else ((), (), ())
        return cls(head, values, formulas, formats)

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(map(_cell, self.values, self.formulas, self.formats))

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """What a series draws of the column."""
        return tuple(None if isinstance(value, str) else value for value in self.values)

    @property
    def texts(self) -> tuple[str, ...]:
        """What labels or categories read of the column."""
        return tuple("" if value is None else str(value) for value in self.values)


def _parts(cell: Cell) -> tuple[Value, str, str]:
    if isinstance(cell, Formula):
        return cell.value, cell.text, cell.format
    if isinstance(cell, Number):
        return cell.value, "", cell.format
    return cell, "", GENERAL


def _cell(value: Value, formula: str, number: str) -> Cell:
    if value is None:
        return None
    if formula:
        return Formula(formula, value, number)
    return value if isinstance(value, str) else Number(value, number)


@dataclass(frozen=True)
class Book:
    """The workbook behind a chart; the first column holds the categories."""

    columns: tuple[Column, ...]

    @property
    def rows(self) -> int:
        return len(self.columns[0].values)


class Marker(NamedTuple):
    symbol: Literal["circle", "square", "diamond", "triangle", "dash"]
    size: int
    fill: Fill
    stroke: Stroke


class Look(NamedTuple):
    """How a series is drawn; without fill and stroke it is not seen."""

    fill: Fill | None = None
    stroke: Stroke | None = None
    marker: Marker | None = None


class Labels(NamedTuple):
    """Labels at the points of a series, each reading the cell of a column in its row."""

    column: int
    position: Literal["t", "b", "r", "l", "ctr", "outEnd", "inBase", "inEnd"]
    style: Style
    others: tuple[tuple[int, Style], ...] = ()  # points whose label looks otherwise


class Series(NamedTuple):
    """A column of the book, drawn; its name is the column's head."""

    column: int
    look: Look
    labels: Labels | None = None


class Plot(NamedTuple):
    """Series of one kind; several plots lie over one another on common axes."""

    kind: Kind
    series: tuple[Series, ...]
    stacked: bool = False
    gap: int = 70
    overlap: int = 0


class CategoryAxis(NamedTuple):
    """The axis with the names; `spokes` are a radar's."""

    style: Style
    stroke: Stroke
    position: Literal["b", "l"] = "b"
    labels: Literal["low", "none", "nextTo"] = "low"
    reverse: bool = False
    spokes: bool = False


class ValueAxis(NamedTuple):
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
    from_zero: bool = False  # columns of figures close to each other would begin higher up


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
