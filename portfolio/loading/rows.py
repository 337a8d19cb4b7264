"""The careful reading of a file, when DuckDB's quick one does not do: csv.reader, row by row.

It names the rows that are broken, with their lines, and writes all rows as plain CSV with their
line and whether they are broken in front, so that the other checks can go on.
"""

import csv
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from perfcenter.base.csv_files import exact_writer
from portfolio.contract.sentences import filled
from portfolio.loading.dialect import DIALECT, PADDING
from portfolio.loading.result import Problem, shown
from portfolio.loading.source import Source, opened

UNCLOSED = _("a closing quotation mark before the end of the file")
STRAY = _(
    "a comma or the end of the line after a closing quotation mark, "
    "and at most 131072 characters in a field"
)


LONGEST_ROW = 1_000_000
TOO_LONG = _("at most 1,000,000 characters in a row")


def normalise(source: Source, copy: Path, report: Callable[[Problem], None]) -> bool:
    """Write the rows to `copy` as line, ragged, fields; report what is broken.

    Return whether all rows are there: not where a quote is wrong, a row is far too long, or the
    last one is cut off.
    """
    width = len(source.header.names)
    cut_off = lost = False
    with copy.open("w", encoding="utf-8", newline="") as file:
        out = exact_writer(file, quotes_all=True)
        for line, row in _rows(source):
            if isinstance(row, Problem):
                report(row)
                lost = True
                continue
            if sum(map(len, row)) > LONGEST_ROW:
                report(Problem(source.file.file_name, line, "", shown(row[0]), TOO_LONG))
                lost = True
                continue
            ragged = len(row) != width
            cut_off = len(row) < width
            if ragged:
                report(_ragged(source, line, row))
            out.writerow([line, int(ragged), *row[:width], *[""] * (width - len(row))])
    return not (cut_off or lost)


class _Lines:
    """The file's lines, counted; those of a row that turned out wrong can be given back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines
        self.again: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else next(self.lines)
        self.number += 1
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """Give back all lines taken but the first, which is where the row began."""
        self.again.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1


def _rows(source: Source) -> Iterator[tuple[int, list[str] | Problem]]:
    """Yield each row after the header, or what is wrong with it, and the line where it starts.

    Blank lines are no rows, nor are lines of commas alone. After an open quote the reading goes on
    with the next line, so that one quote does not hide the errors behind it.
    """
    with opened(source.text.path) as file:
        lines = _Lines(file)
        for _header in range(source.header.line):
            next(lines)
        reader = csv.reader(lines, **DIALECT)
        while True:
            lines.taken = []
            start = lines.number + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                yield start, _unquoted(source, start, lines.taken[0], str(error))
                lines.give_back()
                continue
            if row is None:
                return
            if any(field.strip(PADDING) for field in row):
                yield start, row


def _unquoted(source: Source, line: int, text: str, error: str) -> Problem:
    expected = UNCLOSED if "unexpected end" in error else STRAY
    return Problem(source.file.file_name, line, "", shown(text.rstrip("\r\n")), expected)


def _ragged(source: Source, line: int, row: list[str]) -> Problem:
    width = len(source.header.names)
    expected = filled(_("{width} fields; this line has {count}"), width=width, count=len(row))
    if len(row) > width:
        return Problem(source.file.file_name, line, "", shown(row[width]), expected)
    return Problem(source.file.file_name, line, source.header.names[len(row)], "", expected)
