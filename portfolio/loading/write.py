"""The hand-over from DuckDB to the database: COPY on PostgreSQL, executemany on SQLite.

It writes `gone_`, `altered_` and `fresh_<table>` inside the caller's transaction. Foreign keys are
checked at its end, so that rows may name rows that come later.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Callable
from itertools import chain
from typing import Any

from django.db import connection

from portfolio.contract import Table
from portfolio.contract.files import fields_of
from portfolio.duck import quoted
from portfolio.loading.numbers import as_stored
from portfolio.loading.partitions import analyze, in_partitions
from portfolio.loading.stage import Stage

CHUNK = 10_000
PLACES = 800
"""Parameters of a statement: as many rows at once take half the time of one by one."""
TellRows = Callable[[int], None]


def write(stage: Stage, table: Table, tell: TellRows, *, has_ids: bool = False) -> None:
    """Bring the table to what the set asks for; `tell` hears of rows as they are written.

    `has_ids` says that new rows bring the numbers that the database would give them.
    """
    writer = _postgres if connection.vendor == "postgresql" else _sqlite
    keys = table.key or ("id",)
    fields = tuple(fields_of(table))
    new = ("id", *fields) if table.numbered or (has_ids and table.serial) else fields
    with connection.cursor() as cursor:
        if has_ids and connection.vendor == "postgresql":
            # What an attempt that was rolled back has counted stays: no rows, where it took all.
            analyze(stage, cursor, table)
        writer(stage, cursor, table, "gone", keys, _delete(table, keys), tell)
        writer(stage, cursor, table, "altered", fields, _upsert(table, fields), tell)
        writer(stage, cursor, table, "fresh", new, _insert(table, new), tell)
        if connection.vendor == "postgresql":
            analyze(stage, cursor, table)


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
    stage: Stage, cursor: Any, table: Table, part: str, fields: tuple[str, ...], statement: str,
    tell: TellRows,
) -> None:  # fmt: skip
    """Run the statement for some rows at a time, rows as parameters."""
    one = f"({', '.join(['%s'] * len(fields))})"
    at_once = PLACES // len(fields)
    several = statement.format(rows=f"VALUES {', '.join([one] * at_once)}")
    # Dates go as ISO text, which is how SQLite keeps them.
    columns = ", ".join(
        f"CAST({name} AS VARCHAR)" if type_ == "DATE" else name
        for name, type_ in _types(stage, table, part, fields)
    )
    # In the order of the key, which is what the ledger's table is there.
    ordered = as_stored(table, part, fields, is_ordered=True)
    rows = stage.sql(f"SELECT {columns} FROM ({ordered})")
    while chunk := rows.fetchmany(CHUNK):
        whole = len(chunk) - len(chunk) % at_once
        cursor.executemany(
            several,
            (
                list(chain.from_iterable(chunk[start : start + at_once]))
                for start in range(0, whole, at_once)
            ),
        )
        cursor.executemany(statement.format(rows=f"VALUES {one}"), chunk[whole:])
        tell(len(chunk))


def _types(stage: Stage, table: Table, part: str, fields: tuple[str, ...]) -> list[tuple[str, str]]:
    described = stage.sql(f"DESCRIBE {as_stored(table, part, fields)}").fetchall()
    return [row[:2] for row in described]


def _postgres(
    stage: Stage, cursor: Any, table: Table, part: str, fields: tuple[str, ...], statement: str,
    tell: TellRows,
) -> None:  # fmt: skip
    """COPY rows that are only added into the table itself, others by way of a staging table."""
    count = stage.count(f"SELECT count(*) FROM {part}_{table.name}")
    if not count:
        return
    if part != "fresh":
        cursor.execute(
            f"CREATE TEMPORARY TABLE load_stage AS SELECT {_names(fields)} FROM {table.name} "
            "LIMIT 0"
        )
        _copy(stage, cursor, as_stored(table, part, fields), f"load_stage ({_names(fields)})")
        cursor.execute("ANALYZE load_stage")  # else a plan takes few rows
        cursor.execute(statement.format(rows=f"SELECT {_names(fields)} FROM load_stage"))
        cursor.execute("DROP TABLE load_stage")
    elif table.monthly:
        for month, into in in_partitions(stage, cursor, table):
            rows = as_stored(table, part, fields, f"s.month = {month}")
            _copy(stage, cursor, rows, f"{into} ({_names(fields)})")
    else:
        rows = as_stored(table, part, fields)
        _copy(stage, cursor, rows, f"{table.name} ({_names(fields)})")
    tell(count)


def _copy(stage: Stage, cursor: Any, rows: str, into: str) -> None:
    path = stage.duck.folder / "written.csv"
    stage.sql(f"COPY ({rows}) TO {quoted(str(path))} (HEADER false)")
    with path.open("rb") as file:
        cursor.copy_expert(f"COPY {into} FROM STDIN WITH (FORMAT csv, ENCODING 'UTF8')", file)
    path.unlink()
