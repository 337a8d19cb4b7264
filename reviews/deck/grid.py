"""A table whose columns of figures are as wide as what they hold: no number is ever cut.

The columns of texts share what is left. Of the sizes offered the largest is taken at which figures,
texts and rows fit; at least two points stand above and below a line, more where there is room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.deck.style import BODY_BOTTOM, BODY_TOP, HEAD, PT, Run, Style
from reviews.deck.table import PAD, SlideColumn, SlideRow, SlideTable
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
            for around in AROUND:
                table = self._set(widths, Style(size), lines, around)
                if table.height <= high:
                    return table
        return table

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

    def _set(self, widths: list[int], style: Style, lines: int, around: int) -> SlideTable:
        columns = zip(widths, self.columns, strict=True)
        table = SlideTable(tuple(SlideColumn(w, c.align) for w, c in columns))
        heads = tuple(column.head for column in self.columns)
        count = max(head.count("\n") + 1 for head in heads)
        high = count * HEAD.leading * PT + AROUND[-1] * PT
        table.rows.append(table.row(heads, HEAD, high, GROUP))
        for index, row in enumerate(self.rows):
            bold = style._replace(bold=index in self.strong)
            table.rows.append(self._row(table, tuple(_run(c, bold) for c in row), lines, around))
        return table

    def _row(self, table: SlideTable, cells: tuple[Run, ...], lines: int, around: int) -> SlideRow:
        """A row as high as the longest of its texts, up to so many lines."""
        counts = [
            line_count(cell.text, cell.style.size, table.room(index), bold=cell.style.bold)
            for index, cell in enumerate(cells)
            if self.columns[index].part
        ]
        taken = min(max(counts, default=1), lines)
        style = cells[0].style
        return table.row(cells, style, (taken * style.leading + around) * PT, HAIR, lines=lines)


def _run(cell: str | Run, style: Style) -> Run:
    """A cell in the table's size."""
    if isinstance(cell, Run):
        return Run(cell.text, cell.style._replace(size=style.size))
    return Run(cell, style)
