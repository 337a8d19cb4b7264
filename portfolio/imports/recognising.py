"""What a table looks like: which file of the contract it is, where its headings are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import translation

from portfolio.contract import FILES, File
from portfolio.contract.columns import AMOUNT, RATE, SHARE
from portfolio.imports.cells import reader_of, text
from portfolio.imports.plan import TITLES, ColumnPlan, TablePlan, column_of
from portfolio.imports.tables import Cell, Table
from portfolio.loading.header import plain_name, spellings

UNIT = re.compile(r"[(（\[【]?(?:单位[:：])?(亿元|万元|千元|元|%|‰)[)）\]】]?")
UNITS = {"亿元": "100000000", "万元": "10000", "千元": "1000", "%": "0.01", "‰": "0.001"}
BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
STATED = re.compile(r"单位[:：](亿元|万元|千元|元)")
ENOUGH = 0.5
"""How much of what the contract requires the headings must have."""


@dataclass(frozen=True)
class Guess:
    """A row taken for the headings of a file of the contract, and how much speaks for it."""

    row: int
    file: File
    columns: tuple[ColumnPlan, ...]
    weight: float


def recognised(table: Table) -> TablePlan:
    """Return how the table is read as far as it tells; without a file where it tells too little."""
    guesses = [
        guess
        for row, cells in enumerate(table.head)
        for file in FILES.values()
        if (guess := _guess(table, row, cells, file)) is not None
    ]
    best = max(guesses, key=lambda guess: guess.weight, default=None)
    header = (best.row if best else _first_row(table)) + 1
    columns: tuple[ColumnPlan, ...] = ()
    if best:
        stated = _stated(table, best.row)
        columns = tuple(_with_unit(best.file, column, stated) for column in best.columns)
    plan = TablePlan(
        place=table.place,
        file=table.file,
        sheet=table.sheet,
        contract=best.file.name if best else "",
        header=header,
        separator=table.separator,
        as_it_is=False,
        columns=columns,
    )
    return replace(plan, as_it_is=is_plain(table, plan))


def headings_of(table: Table, header: int) -> tuple[str, ...]:
    """Return the names in the row of headings."""
    row = table.head[header - 1] if 0 < header <= len(table.head) else ()
    return tuple(text(cell) for cell in row)


def is_plain(table: Table, plan: TablePlan) -> bool:
    """Whether the check understands the table as it is, so that nothing need be rewritten."""
    if plan.found is None or table.sheet or plan.header != 1 or plan.separator != ",":
        return False
    if any(column.unit != "1" for column in plan.columns):
        return False
    meant = spellings(plan.found)
    headings = headings_of(table, 1)
    if any(meant.get(plain_name(headings[c.place])) != c.name for c in plan.columns):
        return False
    readers = [(c.place, reader_of(column_of(plan.found, c.name))) for c in plan.columns]
    rows = table.head[1:]
    return all(
        place < len(row) and read(row[place]) == str(row[place]).strip()
        for row in rows
        for place, read in readers
    )


def columns_for(table: Table, header: int, file: File) -> tuple[ColumnPlan, ...]:
    """Return the columns that the headings name, where somebody says which file it is."""
    cells = table.head[header - 1] if header <= len(table.head) else ()
    stated = _stated(table, header - 1)
    return tuple(_with_unit(file, column, stated) for column in _named(cells, file))


def _guess(table: Table, row: int, cells: Sequence[Cell], file: File) -> Guess | None:
    columns = _named(cells, file)
    found = {column.name for column in columns}
    required = [column for column in file.columns if column.required]
    has = sum(bool({column.name, column.alias} & found) for column in required)
    if has < max(2, ENOUGH * len(required)) and has != len(required):
        return None
    named = 1.0 if _is_named(table, file) else 0.0
    known = len(found) / max(1, sum(bool(text(cell)) for cell in cells))
    return Guess(row, file, columns, has / len(required) + known + named - row / 1000)


def _named(cells: Sequence[Cell], file: File) -> tuple[ColumnPlan, ...]:
    """Return the columns of a file that a row of headings names, each at its first place."""
    meant = {**_bare_spellings(file), **spellings(file)}
    found: dict[str, ColumnPlan] = {}
    for place, cell in enumerate(cells):
        heading = text(cell) if isinstance(cell, str) else ""
        name = meant.get(plain_name(heading)) or meant.get(plain_name(_without_unit(heading)))
        if name and name not in found:
            found[name] = ColumnPlan(name, place, heading)
    return tuple(found.values())


def _bare_spellings(file: File) -> dict[str, str]:
    """Return what headings mean when the spaces between their words are left out."""
    return {name.replace("_", ""): column for name, column in spellings(file).items()}


def _is_named(table: Table, file: File) -> bool:
    """Whether the name of the sheet or file says which file of the contract it is."""
    said = plain_name(table.sheet or table.file.rpartition(".")[0])
    with translation.override("zh-hans"):
        title = str(TITLES[file.name])
    return file.name in said or title in said or (len(said) > 1 and said in title)


def _first_row(table: Table) -> int:
    return next((row for row, cells in enumerate(table.head) if any(map(text, cells))), 0)


def _without_unit(heading: str) -> str:
    bare = BRACKETS.sub("", unicodedata.normalize("NFKC", heading)).strip()
    return re.sub(r"(亿元|万元|千元)$", "", bare)


def _stated(table: Table, row: int) -> str:
    """Return the unit that a line above the headings, or the sheet, says for all amounts."""
    above = " ".join(text(cell) for cells in table.head[:row] for cell in cells)
    found = STATED.search(above)
    return UNITS.get(found[1], "1") if found else "1"


def _with_unit(file: File, column: ColumnPlan, stated: str) -> ColumnPlan:
    kind = column_of(file, column.name).kind
    found = UNIT.search(unicodedata.normalize("NFKC", column.heading))
    own = UNITS.get(found[1], "1") if found else ""
    if kind is AMOUNT:
        unit = own or stated
    elif kind in (RATE, SHARE):
        unit = own if own in {"0.01", "0.001"} else "1"
    else:
        unit = "1"
    return ColumnPlan(column.name, column.place, column.heading, unit)
