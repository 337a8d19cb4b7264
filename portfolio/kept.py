"""Which of the portfolio's tables the audit log answers for: what is loaded, and the loads."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from perfcenter.base.kept import Kept, Rows
from perfcenter.base.kept.rows import FIRST, Key
from portfolio.contract import Table
from portfolio.contract.files import fields_of
from portfolio.contract.tables import TABLES
from portfolio.models import DataLoad

MONTH = "month"
LATER: dict[str, dict[str, int]] = {}
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
        # DuckDB takes a fifth of a second to import, and most processes never get here.
        from portfolio.loading.stored import digests

        return digests(self, keys, layout or self.layout)


STORED = tuple(Stored(table) for table in TABLES.values())
KEPT: tuple[Kept, ...] = (
    *STORED,
    Rows(DataLoad, ("loaded_at", "loaded_by_id", "source", "digest", "summary")),
)
