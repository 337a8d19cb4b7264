"""Tables whose rows can be added but never changed or deleted, on the database's own word.

Triggers refuse UPDATE and DELETE whoever asks: `save()`, a queryset, raw SQL. On SQLite a REPLACE
deletes the row it replaces without a word to the DELETE trigger, so an INSERT over an existing key
is refused too. Rows of a sealed whole (those of a score run) can be added only before the whole
is there: it is inserted last.

The first migrations freeze by this module, which stays as it is; later ones use `base.frozen`.
"""
# ruff: noqa: S608 - the names in these statements are those of our own migrations

from __future__ import annotations

from typing import Any

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION perfcenter_refuse() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$ LANGUAGE plpgsql
"""
SEALED_FUNCTION = """
CREATE OR REPLACE FUNCTION perfcenter_refuse_sealed() RETURNS trigger AS $$
DECLARE sealed boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE id = ($1).%I)', TG_ARGV[0], TG_ARGV[1])
        INTO sealed USING NEW;
    IF sealed THEN
        RAISE EXCEPTION 'rows of % are never added to what is complete', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$ LANGUAGE plpgsql
"""
POSTGRESQL = "postgresql"


def make_immutable(*tables: str, once: str = "") -> migrations.RunPython:
    """Return the migration step that freezes the rows of these tables.

    `once` is an SQL condition on OLD: rows are free until it holds.
    """

    def freeze(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        if vendor == POSTGRESQL:
            schema_editor.execute(FUNCTION, params=None)
        for table in tables:
            for statement in _frozen(schema_editor.connection, table, once):
                schema_editor.execute(statement, params=None)

    def thaw(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            for event in ("update", "delete", "truncate", "replace"):
                _drop(schema_editor, table, f"no_{event}")

    return migrations.RunPython(freeze, thaw)


def seal(whole: str, **parts: str) -> migrations.RunPython:
    """Return the step that lets no row be added to a part once its whole is there.

    `parts` are tables, each with its column that names the whole.
    """

    def shut(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        if vendor == POSTGRESQL:
            schema_editor.execute(SEALED_FUNCTION, params=None)
        for table, column in parts.items():
            schema_editor.execute(_sealed(vendor, whole, table, column), params=None)

    def open_again(apps: Any, schema_editor: Any) -> None:
        for table in parts:
            _drop(schema_editor, table, "no_insert")

    return migrations.RunPython(shut, open_again)


def fix(table: str, *columns: str) -> migrations.RunPython:
    """Return the step that lets these columns of a row never change; the others may.

    On SQLite a REPLACE of the row is refused too, now whatever the row holds.
    """

    def shut(apps: Any, schema_editor: Any) -> None:
        connection = schema_editor.connection
        is_postgresql = connection.vendor == POSTGRESQL
        differ = "IS DISTINCT FROM" if is_postgresql else "IS NOT"
        when = " OR ".join(f"OLD.{column} {differ} NEW.{column}" for column in columns)
        refuse = f"SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted')"
        schema_editor.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({when}) "
            + ("EXECUTE FUNCTION perfcenter_refuse()" if is_postgresql else f"BEGIN {refuse}; END"),
            params=None,
        )
        if not is_postgresql:
            _drop(schema_editor, table, "no_replace")
            schema_editor.execute(_no_replace(connection, table, "", refuse), params=None)

    def open_again(apps: Any, schema_editor: Any) -> None:
        _drop(schema_editor, table, "fixed")

    return migrations.RunPython(shut, open_again)


def _frozen(connection: Any, table: str, once: str) -> list[str]:
    when = f"WHEN ({once}) " if once else ""
    if connection.vendor == POSTGRESQL:
        rows = [
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
            f"FOR EACH ROW {when}EXECUTE FUNCTION perfcenter_refuse()"
            for event in ("update", "delete")
        ]
        return [
            *rows,
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION perfcenter_refuse()",
        ]
    refuse = f"SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted')"
    rows = [
        f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} {when}"
        f"BEGIN {refuse}; END"
        for event in ("update", "delete")
    ]
    return [*rows, _no_replace(connection, table, once, refuse)]


def _no_replace(connection: Any, table: str, once: str, refuse: str) -> str:
    """The SQLite trigger on an INSERT that meets an existing row in any unique key."""
    same = " OR ".join(
        "(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")"
        for key in _unique_keys(connection, table)
    )
    still = f" AND ({once.replace('OLD.', '')})" if once else ""
    return (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE ({same}){still}) BEGIN {refuse}; END"
    )


def _unique_keys(connection: Any, table: str) -> list[tuple[str, ...]]:
    """Return the columns of id and of every unique index that holds for all rows."""
    keys: list[tuple[str, ...]] = [("id",)]
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA index_list({table})")
        for _number, name, is_unique, _origin, is_partial in cursor.fetchall():
            if is_unique and not is_partial:
                cursor.execute(f"PRAGMA index_info({name})")
                keys.append(tuple(column for _rank, _id, column in cursor.fetchall()))
    return keys


def _sealed(vendor: str, whole: str, table: str, column: str) -> str:
    if vendor == POSTGRESQL:
        return (
            f"CREATE TRIGGER {table}_no_insert BEFORE INSERT ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION perfcenter_refuse_sealed('{whole}', '{column}')"
        )
    return (
        f"CREATE TRIGGER {table}_no_insert BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {whole} WHERE id = NEW.{column}) BEGIN "
        f"SELECT RAISE(ABORT, 'rows of {table} are never added to what is complete'); END"
    )


def _drop(schema_editor: Any, table: str, trigger: str) -> None:
    on_table = f" ON {table}" if schema_editor.connection.vendor == POSTGRESQL else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{trigger}{on_table}")
