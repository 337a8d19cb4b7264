"""The workbook behind a chart: what it draws and the record of the exact numbers.

Cells are exact and formatted: opened in Excel, they read as the slide does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

from xlsxwriter.utility import xl_col_to_name

from perfcenter.ui.workbooks import Figure, Formats, figure, new_book
from reviews.deck.style import Style

Cells = tuple[float | None, ...]
Record = tuple[Figure | None, ...]


@dataclass(frozen=True)
class Label:
    """A label at a point: text that was formatted for the slide, and where it stands."""

    text: str
    position: str  # t, b, outEnd, inBase
    style: Style


@dataclass(frozen=True)
class Series:
    """What a series draws; its look is c:spPr and what the schema wants between that and labels."""

    name: str
    values: Cells
    look: str
    labels: dict[int, Label] = field(default_factory=dict)


@dataclass
class ChartWorkbook:
    """Categories in column A, then the series as drawn, then the record."""

    categories: tuple[str, ...]
    series: list[Series] = field(default_factory=list)
    record: list[tuple[str, Record]] = field(default_factory=list)

    def head(self, column: int) -> str:
        return f"Sheet1!${xl_col_to_name(column)}$1"

    def reference(self, column: int) -> str:
        name = xl_col_to_name(column)
        return f"Sheet1!${name}$2:${name}${len(self.categories) + 1}"

    def blob(self) -> bytes:
        """Return the workbook as a file, the same for the same numbers."""
        stream = BytesIO()
        book = new_book(stream)
        sheet = book.add_worksheet("Sheet1")
        for row, category in enumerate(self.categories, start=1):
            sheet.write_string(row, 0, " ".join(category.split()))
        drawn = [(s.name, tuple(map(figure, s.values))) for s in self.series]
        formats = Formats(book)
        for index, (name, values) in enumerate([*drawn, *self.record], start=1):
            sheet.write_string(0, index, name)
            for row, value in enumerate(values, start=1):
                if value is not None:
                    sheet.write_number(row, index, value.held, formats.number(value.format))
        book.close()
        return stream.getvalue()
