"""Some of the rows that a load would add, change and take away, as the page shows them."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from perfcenter.base.formats import money
from perfcenter.base.money import MILLION
from portfolio.contract import File, Table
from portfolio.contract.columns import AMOUNT, DECIMAL, FACTOR, MONTH, RATE, SHARE, ContractColumn
from portfolio.loading.book import starting_month
from portfolio.loading.source import Source
from portfolio.loading.stage import Stage
from portfolio.models.spans import BEGINNING
from portfolio.months import month_text

FEW, MORE = 5, 10
"""Rows that are new, and rows that change or go."""
DATED = {"clients", "managers", "products"}
"""Files whose rows say what holds from now on."""
CALLED = ("name", "course")


class Samples:
    """Looks into the tables of `diff` while a set is checked."""

    def __init__(self) -> None:
        self.of: dict[str, dict[str, Any]] = {}
        self.start = ""

    def look(self, stage: Stage, changing: list[Table]) -> None:
        if DATED & stage.sources.keys():
            month = starting_month(stage)
            self.start = "" if month == BEGINNING else month_text(month)
        names = {table.name for table in changing}
        for name, source in stage.sources.items():
            if source.file.table.name in names:
                self.of[name] = _found(stage, source)


def _found(stage: Stage, source: Source) -> dict[str, Any]:
    columns = [column for column in source.file.columns if source.has(column)]
    return {
        "columns": [_named(column) for column in columns],
        "new": _new(stage, source.file, columns),
        "altered": _altered(stage, source.file),
        "gone": _gone(stage, source.file, columns),
    }


def _named(column: ContractColumn) -> dict[str, str]:
    return {"zh": column.zh[0], "name": column.name}


def _new(stage: Stage, file: File, columns: Sequence[ContractColumn]) -> list[list[str]]:
    fields = ", ".join(column.field for column in columns)
    rows = stage.sql(
        f"SELECT {fields} FROM fresh_{file.table.name} WHERE _file = ? ORDER BY _line LIMIT {FEW}",
        file.name,
    )
    return [_cells(row, columns) for row in rows.fetchall()]


def _altered(stage: Stage, file: File) -> list[dict[str, Any]]:
    """Return rows that change: who or what each is, and every field before and afterwards.

    Also fields that the file has no column of: what holds from now on comes from a history too.
    """
    name, keys = file.table.name, file.table.key
    if not keys:
        return []
    columns = file.columns
    fields = ", ".join(f"{one}.{column.field}" for one in ("d", "n") for column in columns)
    on = " AND ".join(f"n.{key} = d.{key}" for key in keys)
    rows = stage.sql(
        f"SELECT n._line, {fields} FROM altered_{name} n JOIN db_{name} d ON {on} "
        f"WHERE n._file = ? ORDER BY n._line LIMIT {MORE}",
        file.name,
    ).fetchall()
    found = []
    for line, *values in rows:
        old, new = _cells(values[: len(columns)], columns), _cells(values[len(columns) :], columns)
        pairs = zip(columns, old, new, strict=True)
        changes = [{**_named(c), "old": was, "new": now} for c, was, now in pairs if was != now]
        found.append({"line": line, "name": _called(file, columns, new), "changes": changes})
    return found


def _gone(stage: Stage, file: File, columns: Sequence[ContractColumn]) -> list[list[str]]:
    table = file.table
    keys = ", ".join(table.key or ("id",))
    fields = ", ".join(column.field for column in columns)
    order = ", ".join(table.key or ("id",))
    rows = stage.sql(
        f"SELECT {fields} FROM db_{table.name} SEMI JOIN gone_{table.name} USING ({keys}) "
        f"ORDER BY {order} LIMIT {MORE}"
    )
    return [_cells(row, columns) for row in rows.fetchall()]


def _called(file: File, columns: Sequence[ContractColumn], cells: Sequence[str]) -> str:
    """Return the key of a row, and its name where it has one."""
    key = {column.name for column in file.key}
    named = key | set(CALLED)
    pairs = zip(columns, cells, strict=True)
    return " ".join(cell for column, cell in pairs if column.name in named and cell)


def _cells(row: Sequence[Any], columns: Sequence[ContractColumn]) -> list[str]:
    return [written(value, column) for value, column in zip(row, columns, strict=True)]


def written(value: Any, column: ContractColumn) -> str:
    """Return a stored value as people write it."""
    if value is None:
        return ""
    if column.is_private:
        return f"{str(value)[:1]}…" if value else ""
    if column.kind is AMOUNT:
        return money(int(value))
    if column.kind in (DECIMAL, FACTOR, RATE, SHARE):
        return format((Decimal(int(value)) / MILLION).normalize(), "f")
    if column.kind is MONTH:
        return month_text(int(value)) if value else ""
    return str(value)
