"""Tables in a workbook: a head, rows of exact values, columns as wide as what they hold."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

Value = str | int | float | Decimal | Fraction | date | None
WIDEST = 48
LONGEST = 31


@dataclass(frozen=True)
class Table:
    """A worksheet: its name, the heads of its columns, its rows."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Value]]


def workbook(tables: Iterable[Table]) -> bytes:
    """Return a workbook with one worksheet a table."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    listed = list(tables)
    for name, table in zip(_sheet_names(t.name for t in listed), listed, strict=True):
        _write(book.add_worksheet(name), table, bold, day)
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, table: Table, bold: Any, day: Any) -> None:
    widths = [_width(head) for head in table.heads]
    for column, head in enumerate(table.heads):
        sheet.write_string(0, column, head, bold)
    for row, values in enumerate(table.rows, start=1):
        for column, value in enumerate(values):
            _write_cell(sheet, row, column, value, day)
            widths[column] = max(widths[column], _width(value))
    if sheet.dim_rowmax:
        sheet.autofilter(0, 0, sheet.dim_rowmax, len(table.heads) - 1)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, WIDEST))
    sheet.freeze_panes(1, 0)


def _write_cell(sheet: Any, row: int, column: int, value: Value, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    else:
        sheet.write_number(row, column, float(value))


def _width(value: Value) -> int:
    if isinstance(value, str):
        return sum(2 if east_asian_width(character) in "WF" else 1 for character in value)
    return 0 if value is None else 14


def _sheet_names(names: Iterable[str]) -> list[str]:
    """Return names that Excel takes: 31 characters, not all of them, none twice, not "History"."""
    allowed = ["".join("_" if c in "[]:*?/\\'" else c for c in name)[:LONGEST] for name in names]
    found: list[str] = []
    for name in allowed:
        other, number = name, 1
        while other.casefold() in {*map(str.casefold, found), "history", ""}:
            number += 1
            other = f"{name[: LONGEST - 4]} {number}"
        found.append(other)
    return found
