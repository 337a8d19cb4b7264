"""The careful reading of a file, when DuckDB's quick one does not do: csv.reader, row by row.

It names the rows that are broken, with their lines, and writes all rows as plain CSV with their
line and whether they are broken in front, so that the other checks can go on.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portfolio.loading.result import Problem, shown
from portfolio.loading.source import Source, csv_rows

csv.field_size_limit(131_072)

UNCLOSED = _("a closing quotation mark before the end of the file")
STRAY = _(
    "a comma or the end of the line after a closing quotation mark, "
    "and at most 131072 characters in a field"
)


def normalise(source: Source, copy: Path) -> list[Problem]:
    """Write the rows of `source` to `copy` as line, ragged, fields; return the broken ones."""
    problems: list[Problem] = []
    width = len(source.header)
    with copy.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for line, row in _rows(source, problems):
            ragged = len(row) != width
            if ragged:
                problems.append(_ragged(source, line, row))
            out.writerow([line, int(ragged), *row[:width], *[""] * (width - len(row))])
    return problems


def _rows(source: Source, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row after the header with the line where it starts; blank lines are no rows."""
    with csv_rows(source.text.path) as rows:
        while rows.line_num < source.header_line:
            next(rows)
        while True:
            line = rows.line_num + 1
            try:
                row = next(rows, None)
            except csv.Error as error:
                open_quote = "unexpected end" in str(error)
                problems.append(
                    Problem(source.file.file_name, line, "", "", UNCLOSED if open_quote else STRAY)
                )
                continue
            if row is None:
                return
            if row:
                yield line, row


def _ragged(source: Source, line: int, row: list[str]) -> Problem:
    width = len(source.header)
    expected = format_lazy(_("{width} fields; this line has {count}"), width=width, count=len(row))
    if len(row) > width:
        return Problem(source.file.file_name, line, "", shown(row[width]), expected)
    return Problem(source.file.file_name, line, source.header[len(row)], "", expected)
