"""What the templates of an import are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import in_chinese, whole
from portfolio.contract import FILES
from portfolio.imports.cells import reader_of, text
from portfolio.imports.finding import spoken
from portfolio.imports.plan import TITLES, TablePlan, column_of, units_of
from portfolio.imports.recognising import headings_of
from portfolio.imports.rewriting import is_total
from portfolio.imports.tables import Table
from portfolio.loading.since import sentences
from portfolio.models import Import

FEW = 2
"""Tables that are shown with all of their columns."""
ROWS = 3
"""Rows of a table that show how it is read."""


@dataclass(frozen=True)
class ShownColumn:
    """A column of a table: what it is called, what it is taken for, how its cells read."""

    place: int
    heading: str
    name: str
    unit: str
    choices: list[tuple[str, str]]
    units: list[tuple[str, Any]]
    before: list[str]
    after: list[str]


@dataclass(frozen=True)
class ShownTable:
    """A table as the page shows how it is read."""

    number: int
    table: Table
    plan: TablePlan
    columns: list[ShownColumn]
    missing: list[str]
    is_open: bool  # whether its columns want to be looked at


def shown_tables(tables: Sequence[Table], plans: Sequence[TablePlan]) -> list[ShownTable]:
    return [
        ShownTable(
            number=number,
            table=table,
            plan=plan,
            columns=_columns(table, plan),
            missing=[c.zh[0] for c in plan.missing],
            is_open=bool(plan.missing) or len(plans) <= FEW or _has_units(plan),
        )
        for number, (table, plan) in enumerate(zip(tables, plans, strict=True))
    ]


def _has_units(plan: TablePlan) -> bool:
    """Whether a column is read in another unit than the contract's, which is to be seen."""
    return any(column.unit != "1" for column in plan.columns)


def contract_choices() -> list[tuple[str, Any]]:
    return [("", _("— passed over —")), *((name, f"{TITLES[name]} ({name})") for name in FILES)]


def _columns(table: Table, plan: TablePlan) -> list[ShownColumn]:
    file = plan.found
    if file is None:
        return []
    known = {column.place: column for column in plan.columns}
    rows = [row for row in table.head[plan.header :] if any(map(text, row)) and not is_total(row)]
    choices = [("", _("— not used —"))]
    for column in file.columns:
        for name, zh in ((column.name, column.zh[0]), (column.alias, (*column.alias_zh, "")[0])):
            if name:
                needed = " *" if column.required else ""
                choices.append((name, f"{zh} {name}{needed}"))
    found = []
    for place, heading in enumerate(headings_of(table, plan.header)):
        one = known.get(place)
        cells = [row[place] if place < len(row) else "" for row in rows[:ROWS]]
        if not heading and not any(map(text, cells)):
            continue
        taken = column_of(file, one.name) if one else None
        read = reader_of(taken, one.factor) if one and taken else None
        found.append(
            ShownColumn(
                place=place,
                heading=heading,
                name=one.name if one else "",
                unit=one.unit if one else "1",
                choices=choices,
                units=list(units_of(taken).items()) if taken else [],
                before=[text(cell) for cell in cells],
                after=[read(cell) for cell in cells] if read else [],
            )
        )
    return found


def files_found(one: Import) -> list[dict[str, Any]]:
    """Return what checking found of each file, columns called as the page's language has it."""

    def called(column: dict[str, Any]) -> dict[str, Any]:
        return {**column, "title": column["zh"] if in_chinese() else column["name"]}

    return [
        {
            **file,
            "columns": [called(column) for column in file.get("columns", ())],
            "altered": [
                {**row, "changes": [called(change) for change in row["changes"]]}
                for row in file.get("altered", ())
                if "columns" in file
            ],
        }
        for file in one.found.get("files", ())
    ]


@dataclass(frozen=True)
class ErrorRow:
    """A row with errors: its cells with the wrong ones marked, and the sentences."""

    line: int | None
    cells: list[tuple[str, bool]]
    said: list[dict[str, Any]]


@dataclass(frozen=True)
class ErrorTable:
    """The errors of one table."""

    name: str
    heads: list[tuple[str, str]]
    rows: list[ErrorRow]
    count: int


def error_tables(one: Import) -> list[ErrorTable]:
    """Return the errors by table, each row of a table once."""
    found: dict[Any, dict[Any, list[dict[str, Any]]]] = {}
    for error in map(spoken, one.found["errors"]):
        key = error.get("table"), error["file"], error.get("sheet", "")
        found.setdefault(key, {}).setdefault(error["line"], []).append(error)
    return [_error_table(one, key, lines) for key, lines in found.items()]


def _error_table(one: Import, key: Any, lines: dict[Any, list[dict[str, Any]]]) -> ErrorTable:
    number, file, sheet = key
    plan = TablePlan.of(one.plan[number]) if number is not None else None
    columns = plan.columns if plan else ()
    known = one.found.get("rows", {})
    rows = []
    for line, errors in lines.items():
        cells = known.get(f"{number}:{line}", [])
        wrong = {error["at"] for error in errors}
        shown = [(_cell(cells, c.place), c.place in wrong) for c in columns] if cells else []
        rows.append(ErrorRow(line, shown, errors))
    heads = [(c.heading or c.name, c.name) for c in columns] if any(r.cells for r in rows) else []
    name = f"{file} · {sheet}" if sheet else file
    return ErrorTable(name, heads, rows, sum(map(len, lines.values())))


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def doubts_of(one: Import) -> list[dict[str, Any]]:
    """Return what is right, but to be looked at."""
    return [spoken(doubt) for doubt in one.found.get("doubts", ())]


def since_of(one: Import) -> list[str]:
    """Say from when the changes hold; of an import before these could be read again, as it was."""
    found = one.found.get("since", [])
    return found if found and isinstance(found[0], str) else list(sentences(found))


def headline(one: Import) -> str:
    """Say in a sentence how the import stands."""
    if one.state == Import.State.REFUSED:
        errors, files = one.found["count"], len(one.found["by_file"])
        words = {"errors": whole(errors), "files": whole(files)}
        return (
            ngettext(
                "Not loaded: %(errors)s error in %(files)s file",
                "Not loaded: %(errors)s errors, files with errors: %(files)s",
                errors,
            )
            % words
        )
    if one.state == Import.State.CHECKED:
        changed = one.found["changed"]
        if not changed:
            return _("No errors, and nothing new: all of it is stored already")
        return _("No errors: %(count)s rows would change") % {"count": whole(changed)}
    return {
        Import.State.BROUGHT: _("How these files are read"),
        Import.State.CHECKING: _("The files are being checked"),
        Import.State.LOADING: _("The files are being loaded"),
        Import.State.LOADED: _("The files are loaded"),
        Import.State.UNDOING: _("The import is being undone"),
        Import.State.UNDONE: _("The import is undone: everything is as it was before"),
        Import.State.DROPPED: _("Dropped: nothing was loaded"),
    }[Import.State(one.state)]
