"""Which of the portfolio's tables the audit log answers for: what is loaded, and the loads.

What is loaded is digested by table, of some tables by month: the SHA-256 of the rows in the order
of their keys, as lines of CSV. A load knows the digests before the rows are written, for DuckDB
writes the same bytes (`loading/stored.py`).
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a request

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from perfcenter.base.kept import Kept, Rows
from perfcenter.base.kept.rows import FIRST, Key
from perfcenter.trail.keeping import numbered
from portfolio.contract import Table, stored
from portfolio.contract.files import fields_of
from portfolio.contract.tables import TABLES
from portfolio.models import DataLoad, MonthStep, ReopenRequest

MONTH = "month"
WHOLE = ""
"""The key of a table that is digested as a whole."""

LATER: dict[str, dict[str, int]] = {
    "portfolio_manager": {"email": 2, "wecom_id": 2, "dingtalk_id": 2},
    "portfolio_target": {"cycle": 2, "year": 2, "source_file": 3, "source_line": 3},
    "portfolio_value": {"cycle": 2, "year": 2, "source_file": 3, "source_line": 3},
}
"""Columns by table that came after the first layout of digests, and the layout that has them."""


@dataclass(frozen=True)
class Stored:
    """A table of the contract: digested as a whole, or by months where a set replaces months."""

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

    def columns_of(self, layout: int) -> tuple[str, ...]:
        """Return the columns that digests of the layout take."""
        later = LATER.get(self.table.name, {})
        named = (name for name in fields_of(self.table) if later.get(name, FIRST) <= layout)
        return (*(("id",) if self.table.serial else ()), *named)

    def digests(
        self, keys: Collection[Key] | None = None, layout: int | None = None
    ) -> dict[str, str]:
        wanted = self._groups() if keys is None else sorted(keys)
        return {str(key): self._digest(key, layout or self.layout) for key in wanted}

    def stated(self, keys: Collection[Key]) -> dict[str, str | None]:
        """Return what an entry says of these groups as they are; None where nothing is left."""
        there = [key for key in keys if self._has(key)]
        found = numbered(self.digests(there), self.layout)
        return {str(key): found.get(str(key)) for key in keys}

    def _has(self, key: Key) -> bool:
        rows = self.model._default_manager.all()
        return (rows.filter(**{self.by: key}) if self.by else rows).exists()

    def _groups(self) -> list[Any]:
        """Return the months of which there are rows; of a whole its key, where it has any."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT DISTINCT {self.by or '1'} FROM {self.table.name}")
            found = [key for (key,) in cursor.fetchall() if key is not None]
        return found if self.by else [WHOLE] * len(found)

    def _digest(self, key: Any, layout: int) -> str:
        # DuckDB takes a fifth of a second to import, and most processes never get here.
        from portfolio.valuation.export import ExportColumn, Query, digest_of

        types = {"id": "BIGINT", **fields_of(self.table)}
        columns = tuple(
            ExportColumn(name, stored.column(self.table, name), types[name])
            for name in self.columns_of(layout)
        )
        order = ("id",) if self.table.serial else tuple(self.table.key)
        where, params = (f" WHERE t.{self.by} = %s", (key,)) if self.by else ("", ())
        return digest_of(Query(columns, f"{stored.source(self.table)}{where}", params, order))


STORED = tuple(Stored(table) for table in TABLES.values())
KEPT: tuple[Kept, ...] = (
    *STORED,
    Rows(DataLoad, ("loaded_at", "loaded_by_id", "source", "digest", "summary")),
    Rows(
        MonthStep,
        ("month", "kind", "at", "by_id", "second_id", "reason", "files", "findings"),
    ),
    Rows(
        ReopenRequest,
        (
            "month",
            "state",
            "reason",
            "asked_by_id",
            "asked_at",
            "answered_by_id",
            "answered_at",
            "answer",
        ),
    ),
)
