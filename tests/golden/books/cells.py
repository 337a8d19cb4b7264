"""Result files as cells, so that a difference can be named."""

import csv
import io
from collections.abc import Iterator

NAMED_BY = {"rorac.csv": 3, "scores.csv": 3, "results.csv": 1}
"""How many columns name a row of each file."""

Cells = dict[tuple[str, ...], str]
"""What stands in a cell, by file, row (one or more columns) and column."""


def cells(files: dict[str, str]) -> Cells:
    """Return every cell of the files by its place."""
    found: Cells = {}
    for name, text in files.items():
        named = NAMED_BY[name]
        header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
        for row in rows:
            for column, cell in zip(header[named:], row[named:], strict=True):
                found[(name, *row[:named], column)] = cell
    return found


def moves(before: Cells, after: Cells) -> dict[tuple[str, ...], tuple[str | None, str | None]]:
    """Return the cells that differ: what stood there and what stands there now."""
    return {
        key: (before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    }


def lines(found: dict[tuple[str, ...], tuple[str | None, str | None]]) -> Iterator[str]:
    """Yield differences as text, a line a cell."""
    for key, (before, after) in found.items():
        yield f"{' '.join(key)}: {before} / {after}"
