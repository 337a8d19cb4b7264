"""The tables that have errors, as a workbook to send back: every wrong cell marked, with why."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.ui.workbooks import new_book
from portfolio.imports.cells import text
from portfolio.imports.places import folder_of, given_file
from portfolio.imports.plan import TablePlan, plans_of
from portfolio.imports.rewriting import all_rows
from portfolio.imports.tables import Cell
from portfolio.models import Import

MOST_ROWS = 100_000
"""Rows of a table that go into the workbook; of a longer one those with errors alone."""
LONGEST_NAME = 31
FORBIDDEN = "[]:*?/\\'"


def marked_workbook(one: Import) -> bytes:
    """Return the workbook: a sheet a table, its rows in their lines, errors in their cells."""
    errors = json.loads((folder_of(one.pk) / "errors.json").read_text(encoding="utf-8"))
    by_table: dict[int, dict[int, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    others = []
    for error in errors:
        if error.get("table") is None or error["line"] is None:
            others.append(error)
        else:
            by_table[error["table"]][error["line"]].append(error)
    buffer = BytesIO()
    with new_book(buffer) as book, tempfile.TemporaryDirectory() as spare:
        looks = _Looks(book)
        for number, plan in enumerate(plans_of(one.plan)):
            if number in by_table:
                sheet = book.add_worksheet(_name(book, plan.sheet or plan.file))
                _write(sheet, looks, plan, given_file(one.pk, plan.place), Path(spare),
                       by_table[number])  # fmt: skip
        if others:
            _write_others(book.add_worksheet(_name(book, _("Other errors"))), looks, others)
    return buffer.getvalue()


class _Looks:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        self.wrong = book.add_format({"bg_color": "#FBEAE6", "font_color": "#AB3322", "bottom": 2})
        self.said = book.add_format({"font_color": "#AB3322", "text_wrap": False})
        self.bold = book.add_format({"bold": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})


def _write(
    sheet: Any, looks: _Looks, plan: TablePlan, path: Path, spare: Path,
    errors: dict[int, list[dict[str, Any]]],
) -> None:  # fmt: skip
    is_long = _is_long(plan, path, spare)
    width = max((c.place for c in plan.columns), default=0) + 1
    target = 0
    for place, (line, cells) in enumerate(all_rows(plan, path, spare), start=1):
        found = errors.get(line, [])
        if is_long and place > plan.header and not found:
            continue
        target = target + 1 if is_long else line
        wrong = {error["at"] for error in found if error["at"] is not None}
        for column, cell in enumerate(cells):
            _cell(sheet, looks, target - 1, column, cell, is_wrong=column in wrong)
        for column in wrong - set(range(len(cells))):
            sheet.write_blank(target - 1, column, None, looks.wrong)
        if found:
            said = _("; ").join(_sentence(error) for error in found)
            lined = _("line %(line)s: %(said)s") % {"line": line, "said": said}
            after = max(width, len(cells))
            sheet.write_string(target - 1, after, lined if is_long else said, looks.said)


def _is_long(plan: TablePlan, path: Path, spare: Path) -> bool:
    return any(n > MOST_ROWS for n, _row in enumerate(all_rows(plan, path, spare), start=1))


def _cell(sheet: Any, looks: _Looks, row: int, column: int, cell: Cell, *, is_wrong: bool) -> None:
    form = looks.wrong if is_wrong else None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell, form)
    elif said := text(cell):
        sheet.write_string(row, column, said, form)
    elif is_wrong:
        sheet.write_blank(row, column, None, form)


def _sentence(error: dict[str, Any]) -> str:
    words = {"column": error["column"], "value": error["value"], "expected": error["expected"]}
    if error["value"]:
        return _("%(column)s has %(value)s; expected %(expected)s") % words
    return _("%(column)s: expected %(expected)s") % words


def _write_others(sheet: Any, looks: _Looks, errors: list[dict[str, Any]]) -> None:
    heads = (_("File"), _("Column"), _("Found"), _("Expected"))
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, looks.bold)
    for row, error in enumerate(errors, start=1):
        for column, name in enumerate(("file", "column", "value", "expected")):
            sheet.write_string(row, column, str(error[name]))


def _name(book: Any, name: str) -> str:
    """Return a name of a sheet that Excel takes and that the book does not have."""
    bare = "".join("_" if sign in FORBIDDEN else sign for sign in name)[: LONGEST_NAME - 4]
    taken = {sheet.get_name().casefold() for sheet in book.worksheets()}
    found, number = bare or "_", 1
    while found.casefold() in taken:
        number += 1
        found = f"{bare} {number}"
    return found
