"""A table whose columns of figures are as wide as what they hold: no number is ever cut.

The columns of texts share what is left. Of the sizes offered the largest is taken at which figures,
texts and rows fit; at least two points stand above and below a line, more where there is room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.deck.style import BODY_BOTTOM, BODY_TOP, HEAD, PT, Run, Style
from reviews.deck.table import PAD, SlideColumn, SlideTable, room
from reviews.deck.wrapping import line_count, width

SIZES = (14, 13, 12, 11, 10)
TEXT_SIZES = (16, 14, 13, 12)
AROUND = (16, 12, 8, 4)  # points that stand above and below the lines of a row together
GROUP, HAIR = ("rule", 0.75), ("hair", 0.75)
LEAST_TEXT = 100  # points of a column of texts, of the one with the least of them
ROOM = BODY_BOTTOM - BODY_TOP
Cells = Sequence[str | Run]


@dataclass(frozen=True)
class Column:
    """A head and how its cells stand; texts share what figures leave, by their part of it."""

    head: str
    align: str = "r"
    part: int = 0  # of what is left; 0: as wide as its widest cell


@dataclass(frozen=True)
class Grid:
    """Rows of cells under heads, to be set into a width and a height."""

    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    strong: frozenset[int] = frozenset()  # rows that are totals or heads of groups

    def table(
        self, wide: int, high: int = ROOM, *, sizes: Sequence[int] = SIZES, lines: int = 2
    ) -> SlideTable:
        """Set the table; at the smallest size it may be higher than asked, never wider."""
        for size in sizes:
            widths, has_room = self._shared(wide, size)
            if not has_room and size != sizes[-1]:
                continue
            taken = self._taken(widths, Style(size), lines)
            text, heads = sum(taken) * Style(size).leading, self._heads_high()
            for around in AROUND:
                fits = heads + (text + around * len(taken)) * PT <= high
                if fits or (size, around) == (sizes[-1], AROUND[-1]):
                    return self._set(widths, Style(size), lines, taken, around)
        raise ValueError("a table needs a size")

    def _shared(self, wide: int, size: int) -> tuple[list[int], bool]:
        """The columns' widths, and whether those of texts have room."""
        widths = self._widths(size)
        left, parts = wide - sum(widths), sum(column.part for column in self.columns)
        shares = [
            width or max(left, PT) * column.part // parts
            for width, column in zip(widths, self.columns, strict=True)
        ]
        texts = [w for w, c in zip(shares, self.columns, strict=True) if c.part]
        flexible = next(index for index, column in enumerate(self.columns) if column.part)
        shares[flexible] += wide - sum(shares)
        return shares, min(texts) >= LEAST_TEXT * PT

    def _widths(self, size: int) -> list[int]:
        """How wide the columns of figures are; 0 for those of texts."""
        found = []
        for index, column in enumerate(self.columns):
            texts = [_run(row[index], Style(size)).text for row in self.rows]
            cells = [width(text, size, bold=True) for text in texts]
            heads = [width(line, HEAD.size) for line in column.head.split("\n")]
            widest = max([*heads, *cells, 0.0])
            found.append(0 if column.part else round((widest * 1.03 + 1) * PT) + 2 * PAD)
        return found

    def _heads_high(self) -> int:
        count = max(column.head.count("\n") + 1 for column in self.columns)
        return (count * HEAD.leading + AROUND[-1]) * PT

    def _taken(self, widths: list[int], style: Style, lines: int) -> list[int]:
        """How many lines each row takes: those of its longest text, up to so many."""
        texts = [index for index, column in enumerate(self.columns) if column.part]
        found = []
        for place, row in enumerate(self.rows):
            bold = style._replace(bold=place in self.strong)
            cells = [(_run(row[index], bold), room(widths[index])) for index in texts]
            counts = [line_count(c.text, c.style.size, r, bold=c.style.bold) for c, r in cells]
            found.append(min(max(counts, default=1), lines))
        return found

    def _set(
        self, widths: list[int], style: Style, lines: int, taken: list[int], around: int
    ) -> SlideTable:
        columns = zip(widths, self.columns, strict=True)
        table = SlideTable(tuple(SlideColumn(w, c.align) for w, c in columns))
        heads = tuple(column.head for column in self.columns)
        table.rows.append(table.row(heads, HEAD, self._heads_high(), GROUP))
        for place, row in enumerate(self.rows):
            bold = style._replace(bold=place in self.strong)
            cells = tuple(_run(cell, bold) for cell in row)
            high = (taken[place] * style.leading + around) * PT
            table.rows.append(table.row(cells, bold, high, HAIR, lines=lines))
        return table


def _run(cell: str | Run, style: Style) -> Run:
    """A cell in the table's size."""
    if isinstance(cell, Run):
        return Run(cell.text, cell.style._replace(size=style.size))
    return Run(cell, style)
