"""Numbers in place of keys, as rows are written: a ledger row names its account by one.

Everything before speaks of keys, as the files do.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Sequence

from django.db import connection

from portfolio.contract import TABLES, Table
from portfolio.loading.existing import tables_of
from portfolio.loading.stage import Stage


def assign(stage: Stage) -> None:
    """Make `number_<table>` of each table numbered by loads: what the rows have, and new ones get.

    It draws from the database's own sequence, while no other load does.
    """
    written = tables_of(set(stage.sources))
    for table in TABLES.values():
        if table.numbered and (table in written or _is_named(table, written)):
            key = table.key[0]
            numbers = f"SELECT {key}, id FROM db_{table.name}"
            if table in written:
                last = _drawn(table, stage.count(f"SELECT count(*) FROM fresh_{table.name}"))
                numbers += (
                    f" UNION ALL SELECT {key}, {last} + row_number() OVER (ORDER BY {key}) "
                    f"FROM fresh_{table.name}"
                )
            stage.sql(f"CREATE OR REPLACE TABLE number_{table.name} AS {numbers}")


def _drawn(table: Table, count: int) -> int:
    """Draw that many numbers in a row; return the one before the first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = f"nextval(pg_get_serial_sequence('{table.name}', 'id'))"
            cursor.execute(f"SELECT max({sequence}) FROM generate_series(1, %s)", [count])
            return (cursor.fetchone()[0] or count) - count
        # Rows that are inserted with their number advance it.
        cursor.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = %s", [table.name])
        return cursor.fetchone()[0] or 0


def _is_named(table: Table, written: Sequence[Table]) -> bool:
    return any(table.name in one.numbers.values() for one in written)


def as_stored(
    table: Table, part: str, fields: Sequence[str], where: str = "true", *, is_ordered: bool = False
) -> str:
    """The rows of `<part>_<table>` with numbers for keys; in the order of a key of numbers."""
    columns, joins = [], []
    for name in fields:
        if of := table.numbers.get(name):
            columns.append(f"n_{name}.id AS {name}")
            joins.append(_join(of, name, name))
        elif table.numbered and name == "id":
            columns.append("n_id.id")
            joins.append(_join(table.name, table.key[0], name))
        else:
            columns.append(f"s.{name}")
    order = f" ORDER BY {', '.join(table.key)}" if is_ordered and table.numbers else ""
    rows = f"{part}_{table.name} s{''.join(joins)} WHERE {where}"
    return f"SELECT {', '.join(columns)} FROM {rows}{order}"


def _join(of: str, key: str, name: str) -> str:
    return f" JOIN number_{of} n_{name} ON n_{name}.{TABLES[of].key[0]} = s.{key}"
