"""Every CSV file the project writes, so that no cell of one becomes a formula where it is opened.

Excel and WPS compute a cell that begins with one of a few signs, whatever quotes stand around it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import IO, Any, Literal

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?( … -?[0-9]+(\.[0-9]+)?)?")
"""A number, or a span from one to another: neither computes anything."""
BEGINS_A_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
MARK = "'"
"""Stands before a text that would be computed; spreadsheets know it as the sign of a text."""


def as_text(cell: str) -> str:
    """Return the cell so that a spreadsheet takes it as it stands; a number stays a number.

    >>> as_text("=1+1"), as_text("-12.50"), as_text("-12.50元"), as_text("存款")
    ("'=1+1", '-12.50', "'-12.50元", '存款')
    """
    if BEGINS_A_FORMULA.match(cell) and not NUMBER.fullmatch(cell):
        return MARK + cell
    return cell


class Writer:
    """Writes rows of text for people, cells parted by commas unless told otherwise."""

    def __init__(self, file: IO[str], *, separator: str = ",", line_end: str = "\n") -> None:
        self._plain, self._quoted = (
            csv.writer(file, delimiter=separator, lineterminator=line_end, quoting=quoting)
            for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
        )

    def row(self, cells: Iterable[str]) -> None:
        texts = [as_text(cell) for cell in cells]
        # Python quotes a carriage return only where lines end with one.
        out = self._quoted if any("\r" in text for text in texts) else self._plain
        out.writerow(texts)

    def rows(self, rows: Iterable[Iterable[str]]) -> None:
        for cells in rows:
            self.row(cells)


def exact_writer(file: IO[str], *, quotes_all: bool = False) -> Any:
    """Return a csv.writer for a file that only a program reads: every cell stays what it is."""
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL
    return csv.writer(file, quoting=quoting, lineterminator="\n")
