"""Rows as an editor sees them: read and written past Django's fields."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from django.db import connection, models

from perfcenter.base import registry
from perfcenter.base.kept import Kept
from perfcenter.base.kept.values import Kind, kind_of


class Place(NamedTuple):
    """A row of a table that the audit log answers for."""

    kept: Kept
    row: dict[str, Any]

    @property
    def table(self) -> str:
        return self.kept.model._meta.db_table

    @property
    def key(self) -> dict[str, Any]:
        return {field.column: self.row[field.column] for field in self.kept.model._meta.pk_fields}

    @property
    def named(self) -> set[str]:
        """What a finding may name it by: its group, its key."""
        key = ", ".join(f"{name}={value}" for name, value in self.key.items())
        return {key, f"{self.kept.by}={self.row[self.kept.by]}" if self.kept.by else ""}


def fields(kept: Kept) -> dict[str, Any]:
    """Return the fields by column that the log answers for, the key among them."""
    names = set(kept.columns_of(kept.layout))
    return {f.column: f for f in kept.model._meta.concrete_fields if f.column in names}


def rows(model: type[models.Model]) -> list[dict[str, Any]]:
    """Return all rows of a table, whole, in the order of their keys."""
    found = [field.column for field in model._meta.concrete_fields if field.column]
    sign = "" if connection.vendor == "postgresql" else "+"
    selects = ", ".join(f'{sign}"{name}"' for name in found)
    keys = ", ".join(field.column for field in model._meta.pk_fields)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {selects} FROM {model._meta.db_table} ORDER BY {keys}")
        return [dict(zip(found, row, strict=True)) for row in cursor.fetchall()]


def some_place(dice: Random) -> Place:
    """Return a random row of a random table; small tables are as likely as large ones."""
    while True:
        kept = dice.choice(list(registry.kept))
        if found := rows(kept.model):
            return Place(kept, dice.choice(found))


def update(place: Place, changes: dict[str, Any]) -> None:
    sets = ", ".join(f'"{name}" = {_as(place, name)}' for name in changes)
    where = " AND ".join(f'"{name}" = %s' for name in place.key)
    _run(f"UPDATE {place.table} SET {sets} WHERE {where}", *changes.values(), *place.key.values())


def delete(place: Place) -> None:
    where = " AND ".join(f'"{name}" = %s' for name in place.key)
    _run(f"DELETE FROM {place.table} WHERE {where}", *place.key.values())


def insert(place: Place) -> None:
    names = ", ".join(f'"{name}"' for name in place.row)
    values = ", ".join(_as(place, name) for name in place.row)
    _run(f"INSERT INTO {place.table} ({names}) VALUES ({values})", *place.row.values())


def _as(place: Place, column: str) -> str:
    field = next(f for f in place.kept.model._meta.concrete_fields if f.column == column)
    is_json = kind_of(field) is Kind.JSON and connection.vendor == "postgresql"
    return "%s::jsonb" if is_json else "%s"


def _run(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        assert cursor.rowcount == 1, sql
