"""A table's columns into the database: executemany on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import islice, repeat
from typing import Any

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
        _insert_many(table, names, [numbers, [run] * len(table), *table.columns.values()])


def _insert_many(table: Table, names: str, columns: list[Values]) -> None:
    """Insert rows on SQLite, as many a statement as it takes values.

    Because of the triggers each statement first saves the pages that it changes, and Django's
    cursor would hold every row until the last one is in.
    """
    width, count = len(columns), len(table)
    values: list[Any] = [None] * (width * count)
    for place, column in enumerate(columns):
        values[place::width] = column
    at_once = (connection.features.max_query_params or width) // width
    size = width * at_once
    whole = count // at_once * size
    one = f"({', '.join('?' * width)})"
    into = f"INSERT INTO {table.model._meta.db_table} ({names}) VALUES "  # noqa: S608 - our own
    with connection.wrap_database_errors:
        execute = connection.connection.executemany
        if whole:
            chunks = (values[begin : begin + size] for begin in range(0, whole, size))
            execute(into + ", ".join([one] * at_once), chunks)
        if rest := values[whole:]:
            execute(into + ", ".join([one] * (len(rest) // width)), [rest])


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
