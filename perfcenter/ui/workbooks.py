"""Tables in a workbook: a head, rows of exact values, columns as wide as what they hold.

A number is held as exactly as Excel can and carries a format of the places in which a page shows
it, so that Excel, which rounds half away from zero too, displays what the page does.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

from perfcenter.base.money import FEN
from perfcenter.base.numbers.places import own_places
from perfcenter.base.numbers.rounding import Number, exact, rounded
from perfcenter.base.numbers.writing import MINUS

LONG_AGO = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times know no zone
WIDEST = 48
LONGEST = 31
EXCELS_DIGITS = 15


@dataclass(frozen=True)
class Figure:
    """A number with the places in which it is shown; a share is shown in per cent."""

    value: Number
    places: int = 2
    is_share: bool = False

    @property
    def format(self) -> str:
        """Return Excel's number format; what rounds to nothing has no sign.

        >>> Figure(-84.125).format, Figure(0.4832, is_share=True).format, Figure(-0.001).format
        ('#,##0.00;"−"#,##0.00', '#,##0.00%;"−"#,##0.00%', '#,##0.00;#,##0.00')
        """
        places = max(0, self._places_held - 2 * self.is_share)
        digits = "#,##0" + ("." + "0" * places if places else "")
        digits += "%" if self.is_share else ""
        sign = f'"{MINUS}"' if rounded(self.value, self._places_held) else ""
        return f"{digits};{sign}{digits}"

    @property
    def held(self) -> float:
        """Return the number for the cell: Excel reads fifteen digits of it before it rounds.

        Where those would carry it over a tie that it has not reached, the last of them gives way.
        """
        number, shown = exact(self.value), rounded(self.value, self._places_held)
        is_typed = number == shown and not isinstance(self.value, float)
        if is_typed and len(shown.as_tuple().digits) <= EXCELS_DIGITS:
            return float(number)
        for held in (float(self.value), float(number)):
            if rounded(_as_excel_reads(held), self._places_held) == shown:
                return held
        read = _as_excel_reads(float(number))
        last = Decimal(1).scaleb(read.adjusted() - EXCELS_DIGITS + 1)
        return float(read - last if exact(read) > number else read + last)

    @cached_property
    def _places_held(self) -> int:
        """The places of the number itself: fewer where Excel has not digits enough for them."""
        places = self.places + 2 * self.is_share
        shown = rounded(self.value, places)
        if _as_excel_reads(float(shown)) == shown:
            return places
        return min(places, EXCELS_DIGITS - len(str(abs(int(shown)))))


def _as_excel_reads(number: float) -> Decimal:
    return Decimal(f"{number:.{EXCELS_DIGITS}g}")


Value = str | int | date | Figure | None


def figure(value: Number | None, places: int = 2) -> Figure | None:
    """Return a figure, or nothing where there is none."""
    return None if value is None else Figure(value, places)


def share(value: Number | None, places: int = 2) -> Figure | None:
    """Return a share, shown in per cent."""
    return None if value is None else Figure(value, places, is_share=True)


def count(value: Number | None) -> Figure | None:
    """Return a number whose places are shown where it has any."""
    return None if value is None else Figure(value, own_places(value, places=0))


def yuan(fen: Number | None) -> Figure | None:
    """Return an amount of fen in yuan, shown to the fen."""
    return None if fen is None else Figure(exact(fen) / FEN)


@dataclass(frozen=True)
class Table:
    """A worksheet: its name, the heads of its columns, its rows, and what those add up to.

    The total stands below what a filter or a sort takes hold of.
    """

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Value]]
    total: Sequence[Value] | None = None


class Formats:
    """The formats of a workbook, each added once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[str, Any] = {}

    def number(self, text: str) -> Any:
        if text not in self._numbers:
            self._numbers[text] = self._book.add_format({"num_format": text})
        return self._numbers[text]

    @cached_property
    def bold(self) -> Any:
        return self._book.add_format({"bold": True, "bottom": 1})

    @cached_property
    def day(self) -> Any:
        return self.number("yyyy-mm-dd")


def new_book(stream: io.BytesIO) -> Any:
    """Return an empty workbook that takes no time from the clock: equal cells make equal bytes.

    Kept in memory, because only then its zip members have the format's earliest time.
    """
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": LONG_AGO})
    return book


def workbook(tables: Iterable[Table]) -> bytes:
    """Return a workbook with one worksheet a table."""
    buffer = io.BytesIO()
    book = new_book(buffer)
    formats = Formats(book)
    listed = list(tables)
    for name, table in zip(_sheet_names(t.name for t in listed), listed, strict=True):
        _write(book.add_worksheet(name), table, formats)
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, table: Table, formats: Formats) -> None:
    widths = [_width(head) for head in table.heads]
    for column, head in enumerate(table.heads):
        sheet.write_string(0, column, head, formats.bold)
    rows = 0
    for rows, values in enumerate(table.rows, start=1):
        for column, value in enumerate(values):
            _write_cell(sheet, rows, column, value, formats)
            widths[column] = max(widths[column], _width(value))
    if sheet.dim_rowmax:
        sheet.autofilter(0, 0, sheet.dim_rowmax, len(table.heads) - 1)
    for column, value in enumerate(table.total or ()):
        _write_cell(sheet, rows + 1, column, value, formats)
        widths[column] = max(widths[column], _width(value))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, WIDEST))
    sheet.freeze_panes(1, 0)


def _write_cell(sheet: Any, row: int, column: int, value: Value, formats: Formats) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats.day)
    elif isinstance(value, Figure):
        sheet.write_number(row, column, value.held, formats.number(value.format))
    else:
        sheet.write_number(row, column, value)


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
