"""A new workbook of tables that have errors: a sheet a table, its rows in their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.ui.workbooks import new_book
from portfolio.imports.cells import text
from portfolio.imports.tables import Cell

MOST_ROWS = 100_000
"""Rows of a table that go into the workbook; of a longer one those with errors alone."""
LONGEST_NAME = 31
FORBIDDEN = "[]:*?/\\'"


@dataclass(frozen=True)
class Sheet:
    """A table: its rows with their lines, which cells of a line are wrong, what is said of it."""

    name: str
    header: int
    width: int
    rows: Callable[[], Iterator[tuple[int, list[Cell]]]]
    wrong: Mapping[int, set[int]]
    said: Mapping[int, str]


def new_workbook(sheets: Iterable[Sheet], others: Sequence[Sequence[str]]) -> bytes:
    """Return the workbook; what stands in no row has a sheet of its own."""
    buffer = BytesIO()
    with new_book(buffer) as book:
        looks = _Looks(book)
        for one in sheets:
            _write(book.add_worksheet(_free_name(book, one.name)), looks, one)
        if others:
            sheet = book.add_worksheet(_free_name(book, _("Other errors")))
            for row, cells in enumerate(others):
                for column, cell in enumerate(cells):
                    sheet.write_string(row, column, cell, None if row else looks.bold)
    return buffer.getvalue()


class _Looks:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        self.wrong = book.add_format({"bg_color": "#FBEAE6", "font_color": "#AB3322", "bottom": 2})
        self.said = book.add_format({"font_color": "#AB3322", "text_wrap": False})
        self.bold = book.add_format({"bold": True})


def _write(sheet: Any, looks: _Looks, one: Sheet) -> None:
    is_long = any(n > MOST_ROWS for n, _row in enumerate(one.rows(), start=1))
    target = 0
    for place, (line, cells) in enumerate(one.rows(), start=1):
        said = one.said.get(line, "")
        if is_long and place > one.header and not said:
            continue
        target = target + 1 if is_long else line
        wrong, after = one.wrong.get(line, set()), max(one.width, len(cells))
        for column, cell in enumerate(cells):
            _cell(sheet, looks, target - 1, column, cell, is_wrong=column in wrong)
        for column in wrong - set(range(len(cells))):
            sheet.write_blank(target - 1, column, None, looks.wrong)
        if said:
            for column in wrong:
                sheet.write_comment(target - 1, column, said)
            lined = _("line %(line)s: %(said)s") % {"line": line, "said": said}
            sheet.write_string(target - 1, after, lined if is_long else said, looks.said)


def _cell(sheet: Any, looks: _Looks, row: int, column: int, cell: Cell, *, is_wrong: bool) -> None:
    form = looks.wrong if is_wrong else None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell, form)
    elif said := text(cell):
        sheet.write_string(row, column, said, form)
    elif is_wrong:
        sheet.write_blank(row, column, None, form)


def _free_name(book: Any, name: str) -> str:
    return sheet_name(name, [sheet.get_name() for sheet in book.worksheets()])


def sheet_name(name: str, taken: Iterable[str]) -> str:
    """Return a name of a sheet that Excel takes and that is not taken.

    >>> sheet_name("a/b", ["A_B"]), sheet_name("x", [])
    ('a_b 2', 'x')
    """
    bare = "".join("_" if sign in FORBIDDEN else sign for sign in name)[: LONGEST_NAME - 4] or "_"
    known = {one.casefold() for one in taken}
    found, number = bare, 1
    while found.casefold() in known:
        number += 1
        found = f"{bare} {number}"
    return found
