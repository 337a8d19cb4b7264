"""The files that have errors, to send back: every wrong cell marked, with why at the row's end.

A workbook is marked as it was brought; of files of text, and of what is too large or too odd to be
marked so, a new workbook is made.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from perfcenter.ui.given_books import Marks, Unmarkable, marked
from portfolio.imports.cells import text
from portfolio.imports.finding import spoken
from portfolio.imports.marked_sheets import Sheet, new_workbook, sheet_name
from portfolio.imports.places import folder_of, given_file
from portfolio.imports.plan import TablePlan, plans_of
from portfolio.imports.rewriting import all_rows
from portfolio.models import Import


@dataclass
class Wrong:
    """The errors of one table by line."""

    number: int
    plan: TablePlan
    lines: dict[int, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))


def marked_files(one: Import) -> tuple[str, bytes]:
    """Return name and content of the marked workbook; of several, of a ZIP with all of them."""
    made = list(_files(one))
    if len(made) == 1:
        return made[0]
    buffer = io.BytesIO()
    # Workbooks are ZIPs themselves; the members have the format's earliest time.
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in made:
            archive.writestr(ZipInfo(name), content)
    return f"import-{one.pk}-errors.zip", buffer.getvalue()


def _files(one: Import) -> Iterator[tuple[str, bytes]]:
    tables, others = _errors(one)
    left: list[Wrong] = []
    by_book: dict[int, list[Wrong]] = defaultdict(list)
    for wrong in tables:
        (by_book[wrong.plan.place] if wrong.plan.sheet else left).append(wrong)
    with tempfile.TemporaryDirectory() as spare:
        for place, some in by_book.items():
            last = place == max(by_book) and not left
            try:
                content = _marked_book(one, place, some, others if last else [], Path(spare))
            except Unmarkable:
                left += some
            else:
                others = [] if last else others
                yield f"{PurePath(one.files[place]['name']).stem}-errors.xlsx", content
        if left or others:
            sheets = [_sheet_of(one, wrong, Path(spare)) for wrong in left]
            yield f"import-{one.pk}-errors.xlsx", new_workbook(sheets, _listed(others))


def _errors(one: Import) -> tuple[list[Wrong], list[dict[str, Any]]]:
    """Return the errors by table, and those that stand in no row."""
    errors = json.loads((folder_of(one.pk) / "errors.json").read_text(encoding="utf-8"))
    plans = plans_of(one.plan)
    tables = [Wrong(number, plan) for number, plan in enumerate(plans)]
    others = []
    for error in map(spoken, errors):
        if error.get("table") is None or error["line"] is None:
            others.append(error)
        else:
            tables[error["table"]].lines[error["line"]].append(error)
    return [wrong for wrong in tables if wrong.lines], others


def _marked_book(
    one: Import, place: int, tables: Sequence[Wrong], others: list[dict[str, Any]], spare: Path
) -> bytes:
    path = given_file(one.pk, place)
    sheets = {}
    for wrong in tables:
        marks = Marks(_("What is wrong"), wrong.plan.header, _width(wrong.plan, path, spare) + 1)
        for line, errors in wrong.lines.items():
            marks.sentences[line] = _("; ").join(map(sentence, errors))
            for error in errors:
                if error["at"] is not None:
                    marks.comments.setdefault((line, error["at"] + 1), []).append(sentence(error))
        sheets[wrong.plan.sheet] = marks
    taken = [plan.sheet for plan in plans_of(one.plan) if plan.place == place]
    more = {sheet_name(_("Other errors"), taken): _listed(others)} if others else {}
    return marked(path, sheets, more)


def _width(plan: TablePlan, path: Path, spare: Path) -> int:
    """Return the last column in which any row says something."""
    widest = max((column.place + 1 for column in plan.columns), default=1)
    for _line, cells in all_rows(plan, path, spare):
        for place in range(len(cells), widest, -1):
            if text(cells[place - 1]):
                widest = place
                break
    return widest


def _sheet_of(one: Import, wrong: Wrong, spare: Path) -> Sheet:
    return Sheet(
        name=wrong.plan.sheet or wrong.plan.file,
        header=wrong.plan.header,
        width=max((c.place for c in wrong.plan.columns), default=0) + 1,
        rows=lambda: all_rows(wrong.plan, given_file(one.pk, wrong.plan.place), spare),
        wrong={line: {e["at"] for e in errors if e["at"] is not None}
               for line, errors in wrong.lines.items()},
        said={line: _("; ").join(map(sentence, errors)) for line, errors in wrong.lines.items()},
    )  # fmt: skip


def sentence(error: dict[str, Any]) -> str:
    words = {"column": error["column"], "value": error["value"], "expected": error["expected"]}
    if error["value"]:
        return _("%(column)s has %(value)s; expected %(expected)s") % words
    return _("%(column)s: expected %(expected)s") % words


def _listed(errors: list[dict[str, Any]]) -> list[list[str]]:
    if not errors:
        return []
    heads = [_("File"), _("Column"), _("Found"), _("Expected")]
    names = ("file", "column", "value", "expected")
    return [heads, *([str(error[name]) for name in names] for error in errors)]
