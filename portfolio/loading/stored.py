"""The digests of what is loaded, as the audit log has them: by table, of some by month.

A digest is the SHA-256 of the rows in the order of their keys, as lines of CSV: what DuckDB writes
when a load hands the rows over, and what either database gives when they are read again, are the
same bytes (`valuation.export`). The load has whole months and whole tables in DuckDB already, so it
sorts and hashes what is there. A sum of the rows' hashes could be corrected row by row and needs no
order, but sums modulo 2^256 can be forged: among some hundred thousand rows, different ones with
the same sum are found by a generalised birthday search within minutes.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from perfcenter.base.digests import of_file
from perfcenter.base.kept.rows import FIRST, Key
from perfcenter.trail.keeping import Digests
from portfolio.contract import Table
from portfolio.contract.files import fields_of
from portfolio.contract.tables import TABLES
from portfolio.duck import quoted
from portfolio.loading.months_changed import touched
from portfolio.loading.stage import Stage
from portfolio.valuation.export import Column, Query, digest_of

MONTH = "month"
WHOLE = ""
"""The key of a table that is digested as a whole."""

LATER: dict[str, dict[str, int]] = {}
"""Columns by table that came after the first layout of digests, and the layout that has them."""


@dataclass(frozen=True)
class Stored:
    """A table of the contract, as the audit log answers for it."""

    table: Table

    @property
    def model(self) -> type[models.Model]:
        found = {model._meta.db_table: model for model in apps.get_models()}
        return found[self.table.name]

    @property
    def layout(self) -> int:
        return max(LATER.get(self.table.name, {}).values(), default=FIRST)

    @property
    def by(self) -> str:
        return MONTH if MONTH in self.table.scope else ""

    def digests(
        self, keys: Collection[Key] | None = None, layout: int | None = None
    ) -> dict[str, str]:
        columns = self._columns(layout or self.layout)
        wanted = self._groups() if keys is None else sorted(keys)
        return {str(key): self._digest(columns, key) for key in wanted}

    def _groups(self) -> list[Any]:
        column = self.by or "1"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT DISTINCT {column} FROM {self.table.name}")
            found = [key for (key,) in cursor.fetchall() if key is not None]
        return found if self.by else [WHOLE] * len(found)

    def _digest(self, columns: tuple[Column, ...], key: Any) -> str:
        where, params = (f" WHERE t.{self.by} = %s", (key,)) if self.by else ("", ())
        return digest_of(Query(columns, f"{self.table.name} t{where}", params, order(self.table)))

    def _columns(self, layout: int) -> tuple[Column, ...]:
        later = LATER.get(self.table.name, {})
        own = (Column("id", "t.id"),) if self.table.serial else ()
        return own + tuple(
            Column(name, f't."{name}"', type_)
            for name, type_ in fields_of(self.table).items()
            if later.get(name, FIRST) <= layout
        )


KEPT = tuple(Stored(table) for table in TABLES.values())


def order(table: Table) -> tuple[str, ...]:
    """Return the columns that put the rows of a table, or of a month of it, in order."""
    return ("id",) if table.serial else tuple(table.key)


def after_load(stage: Stage, changed: Collection[Table]) -> Digests:
    """Return the digests of what the tables hold once a load has changed them.

    Rows that the database numbers are read back, all others are in DuckDB.
    """
    return {kept.table.name: dict(_after(stage, kept)) for kept in KEPT if kept.table in changed}


def _after(stage: Stage, kept: Stored) -> Iterator[tuple[str, str | None]]:
    table = kept.table
    if not kept.by:
        yield WHOLE, (kept.digests([WHOLE])[WHOLE] if table.serial else _in_duck(stage, table))
        return
    for month in _months(stage, table):
        there = kept.digests([month]) if table.serial else {}
        yield str(month), there.get(str(month)) or _in_duck(stage, table, month)


def _months(stage: Stage, table: Table) -> list[int]:
    """Return the months of which rows came, changed or went."""
    months = " UNION ".join(f"SELECT month FROM {rows}" for rows in touched(table))
    return [month for (month,) in stage.sql(f"{months} ORDER BY month").fetchall()]


def _in_duck(stage: Stage, table: Table, month: int | None = None) -> str:
    """Return the digest of the rows that a load leaves: the set's, and those it does not name."""
    fields = fields_of(table)
    names = ", ".join(fields)
    rows = f"SELECT {names} FROM new_{table.name}"
    if month is None:
        others = f"db_{table.name} ANTI JOIN new_{table.name} USING ({', '.join(table.key)})"
        rows += f" UNION ALL SELECT {names} FROM {others}"
    else:
        rows += f" WHERE month = {month}"
    texts = ", ".join(name for name, type_ in fields.items() if type_ == "VARCHAR")
    path = stage.duck.folder / f"{table.name}.digest.csv"
    stage.sql(
        f"COPY ({rows} ORDER BY {', '.join(table.key)}) TO {quoted(str(path))} "
        f"(FORMAT csv, HEADER false, FORCE_QUOTE ({texts}))"
    )
    digest = of_file(path)
    path.unlink()
    return digest
