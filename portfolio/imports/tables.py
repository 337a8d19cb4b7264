"""The tables of the files that were brought: rows of cells, as a CSV file or a sheet has them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from perfcenter.base.refusals import Refused
from portfolio.imports.receiving import ending

Cell = str | int | float | bool | date | datetime | time | timedelta
HEAD = 30
"""Rows in which column names are looked for, and cells show how they are written."""
HEAD_BYTES = 1 << 18
MOST_ROWS = 200_000
"""Rows of a sheet; more come as CSV."""
SEPARATORS = ",\t;|；，"
csv.field_size_limit(1 << 20)


@dataclass(frozen=True)
class Table:
    """One table: which of the files it stands in, in which sheet of it, and how it begins."""

    place: int
    file: str
    sheet: str
    head: tuple[tuple[Cell, ...], ...]
    separator: str = ","

    @property
    def name(self) -> str:
        return f"{self.file} · {self.sheet}" if self.sheet else self.file


def tables_of(place: int, name: str, path: Path) -> Iterator[Table]:
    """Yield the tables of a file, each with its first rows."""
    if ending(name) == ".xlsx":
        book = _book(name, path)
        for sheet in book.sheet_names:
            rows = _sheet_rows(book, name, sheet)
            if head := tuple(tuple(row) for row in islice(rows, HEAD)):
                yield Table(place, name, sheet, head)
        return
    text = _beginning(path)
    separator = separator_of(text)
    lines = csv.reader(text.splitlines(), delimiter=separator)
    yield Table(place, name, "", tuple(tuple(row) for row in islice(lines, HEAD)), separator)


def csv_rows(path: Path, separator: str) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of a file of UTF-8 text, each with the line in which it begins."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=separator)
        line = 1
        for row in reader:
            yield line, list(row)
            line = reader.line_num + 1


def sheet_rows(name: str, path: Path, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of a sheet, each with its number."""
    yield from enumerate(_sheet_rows(_book(name, path), name, sheet), start=1)


def separator_of(text: str) -> str:
    """Return what parts the cells of a text: what its first lines have most of.

    >>> separator_of("a;b;c\\n1,5;2;3\\n"), separator_of("a,b\\n")
    (';', ',')
    """
    lines = [line for line in text.splitlines() if line.strip()][:5]
    return max(SEPARATORS, key=lambda sign: min((line.count(sign) for line in lines), default=0))


def _beginning(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(HEAD_BYTES)
    if len(raw) == HEAD_BYTES:
        raw = raw[: raw.rfind(b"\n") + 1]
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _book(name: str, path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as error:
        raise Refused(_("%(file)s is no XLSX workbook") % {"file": name}) from error


def _sheet_rows(book: CalamineWorkbook, name: str, sheet: str) -> Iterator[list[Cell]]:
    try:
        found = book.get_sheet_by_name(sheet)
    except CalamineError as error:
        raise Refused(_("%(file)s: sheet %(sheet)s cannot be read")
                      % {"file": name, "sheet": sheet}) from error  # fmt: skip
    if found.total_height > MOST_ROWS + HEAD:
        most = {"file": name, "sheet": sheet, "most": MOST_ROWS}
        raise Refused(_("%(file)s: sheet %(sheet)s has more than %(most)s rows; bring it as CSV")
                      % most)  # fmt: skip
    # Rows are given from the first of the sheet, their cells from the first column that is used.
    before: list[Cell] = [""] * (found.start or (0, 0))[1]
    for row in found.iter_rows():
        yield [*before, *row]
