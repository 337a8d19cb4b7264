"""The months of a table that PostgreSQL keeps by month, made as they are loaded.

A month that is new is filled as a table of its own, without an index, gets its key when all rows
are there, and only then becomes part of the whole: that takes half the time of filling one that is
part of it, and nobody who reads other months waits. A month that nobody made a partition for lies
in the default one: rows put in by hand, or by a load whose role does not own the table.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Iterator
from typing import Any

from portfolio.contract import Table
from portfolio.loading.stage import Stage

OWNS = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(%s)"


def in_partitions(stage: Stage, cursor: Any, table: Table) -> Iterator[tuple[int, str]]:
    """Yield each month of the fresh rows, and the table to put its rows into before going on."""
    months = stage.sql(f"SELECT DISTINCT month FROM fresh_{table.name} ORDER BY month").fetchall()
    cursor.execute(OWNS, [table.name])
    (may_make,) = cursor.fetchone()
    for (month,) in months:
        name = f"{table.name}_{month}"
        if not may_make or _is_there(cursor, name):
            yield month, table.name
            continue
        cursor.execute(f"CREATE TABLE {name} (LIKE {table.name} INCLUDING CONSTRAINTS)")
        cursor.execute(
            f"WITH moved AS (DELETE FROM {table.name}_default WHERE month = {month} RETURNING *) "
            f"INSERT INTO {name} SELECT * FROM moved"
        )
        yield month, name
        # Who is known to hold one month alone is not read through when it is attached.
        cursor.execute(
            f"ALTER TABLE {name} ADD PRIMARY KEY ({', '.join(table.key)}), "
            f"ADD CONSTRAINT of_month CHECK (month = {month})"
        )
        cursor.execute(f"ALTER TABLE {table.name} ATTACH PARTITION {name} FOR VALUES IN ({month})")
        cursor.execute(f"ALTER TABLE {name} DROP CONSTRAINT of_month")


def analyze(stage: Stage, cursor: Any, table: Table) -> None:
    """Let the database count what was written: a plan for the table as it was takes minutes.

    Of a table by months those alone that changed, from a small sample: all that a plan needs of
    them is how many rows they have.
    """
    if not table.monthly:
        cursor.execute(f"ANALYZE {table.name}")
        return
    cursor.execute("SET LOCAL default_statistics_target = 10")
    changed = " UNION ".join(
        f"SELECT month FROM {part}_{table.name}" for part in ("fresh", "altered", "gone")
    )
    for (month,) in stage.sql(f"{changed} ORDER BY month").fetchall():
        is_there = _is_there(cursor, f"{table.name}_{month}")
        cursor.execute(f"ANALYZE {table.name}_{month if is_there else 'default'}")
    cursor.execute("RESET default_statistics_target")


def _is_there(cursor: Any, name: str) -> bool:
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [name])
    return bool(cursor.fetchone()[0])
