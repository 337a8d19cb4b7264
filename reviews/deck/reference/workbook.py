"""The workbook behind a chart as a file: opened in Excel, its cells read as the slide does."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from perfcenter.ui.workbooks import Formats, new_book
from reviews.deck.charts.values import Book, Cell, Formula, Number

SHEET = "Sheet1"


def workbook(book: Book) -> bytes:
    """Return the workbook as a file, the same for the same cells."""
    stream = BytesIO()
    file = new_book(stream)
    sheet, formats = file.add_worksheet(SHEET), Formats(file)
    for place, column in enumerate(book.columns):
        sheet.write_string(0, place, column.head)
        for row, cell in enumerate(column.cells, start=1):
            _write(sheet, row, place, cell, formats)
    file.close()
    return stream.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: Formats) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, Number):
        sheet.write_number(row, column, cell.value, formats.number(cell.format))
    elif isinstance(cell, Formula):
        look = formats.number(cell.format)
        sheet.write_formula(row, column, f"={cell.text}", look, cell.value)
