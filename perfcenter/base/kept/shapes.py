"""Values that no column of the kind can hold, and keys that name no row: each with its place.

A database refuses them, unless its tables were made otherwise behind its back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from perfcenter.base.kept.finding import Finding, where
from perfcenter.base.kept.values import POSTGRESQL, Kind, kind_of

MOST = 20
"""Findings of one column; whoever knows of twenty looks at the rest by herself."""

# To add no days is what makes SQLite look at the calendar: 30 February becomes 2 March.
IN_SQLITE = {
    Kind.WHOLE: "typeof({c}) <> 'integer'",
    Kind.YES_NO: "typeof({c}) <> 'integer' OR {c} NOT IN (0, 1)",
    Kind.FLOAT: "typeof({c}) NOT IN ('real', 'integer')",
    Kind.TEXT: "typeof({c}) <> 'text'",
    Kind.EXACT: "typeof({c}) <> 'text' OR {c} NOT GLOB '*[0-9]/[0-9]*' OR {c} GLOB '*[^-/0-9]*'",
    Kind.DAY: "typeof({c}) <> 'text' OR date({c}, '+0 days') IS NOT {c}",
    Kind.TIME: "typeof({c}) <> 'text' "
    "OR datetime(substr({c}, 1, 19), '+0 days') IS NOT substr({c}, 1, 19) "
    "OR NOT (length({c}) = 19 OR substr({c}, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')",
    Kind.JSON: "typeof({c}) <> 'text' OR NOT json_valid({c})",
    Kind.BYTES: "typeof({c}) <> 'blob'",
}
# PostgreSQL's types hold nothing else, but for days and times that Python has no word for.
IN_POSTGRESQL = {
    Kind.EXACT: "{c} !~ '^-?[0-9]+/[0-9]+$'",
    Kind.DAY: "NOT isfinite({c}) OR {c} < '0001-01-01' OR {c} > '9999-12-31'",
    Kind.TIME: "NOT isfinite({c}) OR {c} < '0001-01-02' OR {c} > '9999-12-30'",
}
AS_TEXT = {
    Kind.WHOLE: "{c}::text !~ '^-?[0-9]+$'",
    Kind.YES_NO: "{c}::text NOT IN ('true', 'false')",
    Kind.FLOAT: "{c}::text !~ '^-?[0-9.]+(e[-+][0-9]+)?$'",
    Kind.EXACT: "{c}::text !~ '^-?[0-9]+/[0-9]+$'",
    Kind.DAY: "{c}::text !~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$'",
    Kind.TIME: "{c}::text !~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}} '",
    Kind.BYTES: "{c}::text NOT LIKE '_x%'",
}
"""For columns of PostgreSQL that are no longer of their own type."""


class Fault(models.TextChoices):
    TYPE = "type", _("%(table)s: the column %(column)s is not as it was made")
    EMPTY = "empty", _("%(where)s: %(column)s is empty and must not be")
    KIND = "kind", _("%(where)s: %(column)s holds what it cannot hold")
    DANGLING = "dangling", _("%(where)s: %(column)s names what is not there")


def malformed(connection: Any, model: type[models.Model]) -> Iterator[Finding]:
    """Yield what is wrong with the columns of a model's table, and with the values in them."""
    table = model._meta.db_table
    found = declared(connection, table)
    for field in model._meta.concrete_fields:
        if field.column is None:  # a composite key is no column
            continue
        is_as_made = found.get(field.column) == (type_of(connection, field), not field.null)
        if not is_as_made:
            yield finding(Fault.TYPE, table, field.column, field.column)
        if field.column not in found:
            continue
        empty = f't."{field.column}" IS NULL'
        if not field.null:
            yield from _found(connection, model, field, empty, Fault.EMPTY)
        if wrong := _wrong(connection, field, is_as_made=is_as_made):
            yield from _found(connection, model, field, f"NOT ({empty}) AND ({wrong})", Fault.KIND)
        if isinstance(field, models.ForeignKey):
            yield from _found(connection, model, field, _dangling(field), Fault.DANGLING)


def declared(connection: Any, table: str) -> Mapping[str, tuple[str, bool]]:
    """Return the type of each column of a table, and whether it has to be filled."""
    with connection.cursor() as cursor:
        if connection.vendor == POSTGRESQL:
            cursor.execute(
                "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute "
                "WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
                [table],
            )
            return {name: (type_, is_filled) for name, type_, is_filled in cursor.fetchall()}
        cursor.execute(f"PRAGMA table_info({table})")
        return {row[1]: (row[2].lower(), bool(row[3])) for row in cursor.fetchall()}


def type_of(connection: Any, field: Any) -> str:
    """Return the type that a field's column is made with."""
    type_ = str(field.db_type(connection))
    if connection.vendor == POSTGRESQL:
        return type_.replace("varchar", "character varying")
    return type_.lower()


def finding(fault: Fault, table: str, place: str, column: str) -> Finding:
    words = {"table": table, "where": where(table, place), "column": column}
    return Finding(table, place, str(fault.label) % words)


def _wrong(connection: Any, field: Any, *, is_as_made: bool) -> str:
    """Return the condition that the column holds no such value; "" where nothing can be wrong."""
    kind = kind_of(field)
    of_vendor = IN_SQLITE
    if connection.vendor == POSTGRESQL:
        of_vendor = IN_POSTGRESQL if is_as_made else AS_TEXT
    return of_vendor.get(kind, "").format(c=f't."{field.column}"')


def _dangling(field: Any) -> str:
    whole, key = field.related_model._meta.db_table, field.target_field.column
    column = f't."{field.column}"'
    there = f'SELECT 1 FROM {whole} w WHERE w."{key}" = {column}'  # noqa: S608 - our own names
    return f"{column} IS NOT NULL AND NOT EXISTS ({there})"


def _found(
    connection: Any, model: type[models.Model], field: Any, condition: str, fault: Fault
) -> Iterator[Finding]:
    table, keys = model._meta.db_table, [found.column for found in model._meta.pk_fields]
    names = ", ".join(f't."{key}"' for key in keys)
    select = f"SELECT {names} FROM {table} t WHERE {condition} ORDER BY {names} LIMIT {MOST}"  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.execute(select)
        rows = cursor.fetchall()
    for row in rows:
        place = ", ".join(f"{key}={value}" for key, value in zip(keys, row, strict=True))
        yield finding(fault, table, place, field.column)
