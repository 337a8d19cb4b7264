"""The hand-over from DuckDB to the database: COPY on PostgreSQL, executemany on SQLite.

It writes `gone_`, `altered_` and `fresh_<table>` inside the caller's transaction. Foreign keys are
checked at its end, so that rows may name rows that come later.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Callable
from typing import Any

from django.db import connection

from portfolio.contract import Table
from portfolio.contract.files import fields_of
from portfolio.duck import quoted
from portfolio.loading.stage import Stage

CHUNK = 10_000
TellRows = Callable[[int], None]


def write(stage: Stage, table: Table, tell: TellRows) -> None:
    """Bring the table to what the set asks for; `tell` hears of rows as they are written."""
    writer = _postgres if connection.vendor == "postgresql" else _sqlite
    keys = table.key or ("id",)
    fields = tuple(fields_of(table))
    with connection.cursor() as cursor:
        writer(stage, cursor, f"gone_{table.name}", keys, _delete(table, keys), tell)
        writer(stage, cursor, f"altered_{table.name}", fields, _upsert(table, fields), tell)
        writer(stage, cursor, f"fresh_{table.name}", fields, _insert(table, fields), tell)
        if connection.vendor == "postgresql":
            # The valuation follows at once; a plan made for the table as it was takes minutes.
            cursor.execute(f"ANALYZE {table.name}")


def _delete(table: Table, keys: tuple[str, ...]) -> str:
    return f"DELETE FROM {table.name} WHERE ({_names(keys)}) IN ({{rows}})"


def _insert(table: Table, fields: tuple[str, ...]) -> str:
    return f"INSERT INTO {table.name} ({_names(fields)}) {{rows}}"


def _upsert(table: Table, fields: tuple[str, ...]) -> str:
    rest = ", ".join(f'"{name}" = excluded."{name}"' for name in fields if name not in table.key)
    # SQLite takes the ON of a join for that of the conflict without this WHERE.
    conflict = f"ON CONFLICT ({_names(table.key)}) DO UPDATE SET {rest}"
    return f"INSERT INTO {table.name} ({_names(fields)}) {{rows}} {conflict}"


def _names(fields: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in fields)


def _sqlite(
    stage: Stage, cursor: Any, source: str, fields: tuple[str, ...], statement: str, tell: TellRows
) -> None:
    """Run the statement once a row, rows as parameters."""
    places = ", ".join(["%s"] * len(fields))
    one = f"VALUES ({places})"
    # Dates go as ISO text, which is how SQLite keeps them.
    columns = ", ".join(
        f"CAST({name} AS VARCHAR)" if type_ == "DATE" else name
        for name, type_ in _types(stage, source, fields)
    )
    rows = stage.sql(f"SELECT {columns} FROM {source}")
    while chunk := rows.fetchmany(CHUNK):
        cursor.executemany(statement.format(rows=one), chunk)
        tell(len(chunk))


def _types(stage: Stage, source: str, fields: tuple[str, ...]) -> list[tuple[str, str]]:
    described = dict(row[:2] for row in stage.sql(f"DESCRIBE {source}").fetchall())
    return [(name, described[name]) for name in fields]


def _postgres(
    stage: Stage, cursor: Any, source: str, fields: tuple[str, ...], statement: str, tell: TellRows
) -> None:
    """COPY rows that are only added into the table itself, others by way of a staging table."""
    count = stage.count(f"SELECT count(*) FROM {source}")
    if not count:
        return
    path = stage.duck.folder / f"{source}.csv"
    stage.sql(f"COPY (SELECT {_names(fields)} FROM {source}) TO {quoted(str(path))} (HEADER false)")
    table = source.partition("_")[2]
    only_added = source.startswith("fresh_")
    into = f"{table} ({_names(fields)})" if only_added else "load_stage"
    if not only_added:
        cursor.execute(
            f"CREATE TEMPORARY TABLE load_stage AS SELECT {_names(fields)} FROM {table} LIMIT 0"
        )
    with path.open("rb") as file:
        cursor.copy_expert(f"COPY {into} FROM STDIN WITH (FORMAT csv, ENCODING 'UTF8')", file)
    if not only_added:
        cursor.execute(statement.format(rows=f"SELECT {_names(fields)} FROM load_stage"))
        cursor.execute("DROP TABLE load_stage")
    path.unlink()
    tell(count)
