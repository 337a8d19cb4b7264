"""What a load replaces, kept in the vault while it is loaded, so that it can be undone exactly.

Of each table that changes three files, as far as there is something in them: the keys of rows that
came, the rows that changed as they were, the rows that went, with the numbers that they had.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection

from perfcenter.trail.keeping import Digests
from portfolio.contract import Table
from portfolio.contract.files import fields_of
from portfolio.kept import STORED, WHOLE, Stored
from portfolio.loading.months_changed import revalued, touched
from portfolio.loading.stage import Stage
from portfolio.valuation.export import ExportColumn, Query, into_duck
from portfolio.valuation.months import kept

CAME, WERE, WENT = "came", "were", "went"


class Keeper:
    """Told of a load's tables before they are written and afterwards, in its transaction."""

    def __init__(self, stage: Stage, changing: Collection[Table]) -> None:
        self.stage, self.changing = stage, changing
        self.before = {
            one.table.name: one.stated(groups_of(stage, one))
            for one in STORED
            if one.table in changing
        }
        self.last = {t.name: _last_number(t) for t in changing if not t.key}

    def after(self, digests: Digests) -> dict[str, Any]:
        """Keep what was replaced; return as JSON how to find it, and what the tables came to."""
        files = {table.name: self._files(table) for table in self.changing}
        return {
            "files": {name: found for name, found in files.items() if found},
            "before": self.before,
            "after": digests,
            "touched": [list(span) for span in revalued(self.stage, list(self.changing))],
        }

    def _files(self, table: Table) -> dict[str, str]:
        name, keys = table.name, ", ".join(table.key or ("id",))
        fields = ", ".join(fields_of(table))
        if not table.key:
            _numbers_above(self.stage, table, self.last[name])
        came = f"fresh_{name}" if table.key else f"drawn_{name}"
        numbers = "id, " if table.serial else ""
        selects = {
            CAME: f"SELECT {keys} FROM {came}",
            WERE: f"SELECT {fields} FROM db_{name} SEMI JOIN altered_{name} USING ({keys})",
            WENT: f"SELECT {numbers}{fields} FROM db_{name} SEMI JOIN gone_{name} USING ({keys})",
        }
        if not table.key:  # what is told apart by content alone comes and goes
            del selects[WERE]
        return {
            part: kept(self.stage.duck, f"{select} ORDER BY ALL").digest
            for part, select in selects.items()
            if self.stage.count(f"SELECT count(*) FROM (SELECT 1 FROM ({select}) LIMIT 1)")
        }


def groups_of(stage: Stage, one: Stored) -> list[Any]:
    """Return the groups of a table of which rows come, change or go."""
    if not one.by:
        return [WHOLE]
    months = " UNION ".join(f"SELECT month FROM {rows}" for rows in touched(one.table))
    return [month for (month,) in stage.sql(f"{months} ORDER BY month").fetchall()]


def _last_number(table: Table) -> int:
    """Return the number of the newest row; no other load draws one until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table.name}")
        found: int = cursor.fetchone()[0]
    return found


def _numbers_above(stage: Stage, table: Table, last: int) -> None:
    """Make `drawn_<table>` of the numbers that the database gave the new rows."""
    numbers = (ExportColumn("id", "t.id"),)
    query = Query(numbers, f"{table.name} t WHERE t.id > %s", (last,))
    into_duck(stage.duck, f"drawn_{table.name}", query)
