"""A table's columns into the database: executemany on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import islice, repeat

from django.db import connection, models

from scoring.runs.tables import Table, Values

CHUNK = 20_000
SPECIAL = re.compile(r"[\\\t\n\r]")
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
"""How the text form of COPY writes what would end a value or a row."""


def insert(table: Table, run: int) -> None:
    """Insert the rows of a run, numbered in their order."""
    if not len(table):
        return
    fields = {field.attname: field.column for field in table.model._meta.concrete_fields}
    names = ", ".join(f'"{fields[name]}"' for name in ("id", "run_id", *table.columns))
    numbers = next_numbers(table.model, len(table))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copy = f"COPY {table.model._meta.db_table} ({names}) FROM STDIN"
            for chunk in _copied(numbers, run, table):
                cursor.copy_expert(copy, chunk)
            return
        places = ", ".join("?" * (len(table.columns) + 2))
        statement = f"INSERT INTO {table.model._meta.db_table} ({names}) VALUES ({places})"  # noqa: S608 - our own
        columns = table.columns.values()
        lines = zip(numbers, repeat(run, len(table)), *columns, strict=True)
        # Not by Django's cursor: it would hold every row until the last one is in.
        with connection.wrap_database_errors:
            connection.connection.executemany(statement, lines)


def next_numbers(model: type[models.Model], count: int) -> list[int]:
    """Return the ids that the model's next rows have.

    On SQLite the transaction holds all writing, so nobody else takes them.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return sorted(number for (number,) in cursor.fetchall())
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608 - our own
        (last,) = cursor.fetchone()
    return list(range(last + 1, last + 1 + count))


def _copied(numbers: list[int], run: int, table: Table) -> Iterator[io.StringIO]:
    """Yield rows in the text form of COPY, some at a time."""
    columns = [_texts(values) for values in table.columns.values()]
    lines = map("\t".join, zip(map(str, numbers), repeat(str(run)), *columns))
    while chunk := list(islice(lines, CHUNK)):
        yield io.StringIO("\n".join(chunk) + "\n")


def _texts(values: Values) -> list[str]:
    """Return a column in the text form of COPY."""
    kinds = set(map(type, values))
    if str in kinds:
        return _escaped(values)
    if bytes in kinds:
        return [r"\N" if value is None else rf"\\x{value.hex()}" for value in values]
    if type(None) in kinds:
        return [r"\N" if value is None else repr(value) for value in values]
    return list(map(repr, values))


def _escaped(values: Values) -> list[str]:
    texts = [r"\N" if value is None else value for value in values]
    if not any(SPECIAL.search(value) for value in set(values) if value is not None):
        return texts
    return [
        text if value is None else text.translate(ESCAPES)
        for text, value in zip(texts, values, strict=True)
    ]
