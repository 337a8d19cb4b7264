"""Rows of one model into their table, many at once: executemany on SQLite, COPY on PostgreSQL.

A run has hundreds of thousands of rows; Django's own way asks each value's field four times.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db import connection, models

from perfcenter.base.kept.values import PLAIN, Kind, kind_of

CHUNK = 10_000
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
"""How the text form of COPY writes what would end a value or a row."""


def insert(rows: list[Any]) -> None:
    """Insert unsaved rows of one model, and number them in their order."""
    if not rows:
        return
    model = type(rows[0])
    for row, number in zip(rows, next_numbers(model, len(rows)), strict=True):
        row.pk = number
    fields = model._meta.concrete_fields
    values = attrgetter(*(field.attname for field in fields))
    stored = [_storing(field) for field in fields]
    table = model._meta.db_table
    names = ", ".join(f'"{field.column}"' for field in fields)
    lines = ([form(value) for form, value in zip(stored, values(row), strict=True)] for row in rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(lines, CHUNK)):
            if connection.vendor == "postgresql":
                cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", _copied(chunk))
            else:
                places = ", ".join(["%s"] * len(fields))
                insert = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 - our own
                cursor.executemany(insert, chunk)


def next_numbers(model: type[models.Model], count: int) -> Iterator[int]:
    """Yield the ids that the model's next rows have.

    On SQLite the transaction holds all writing, so nobody else takes them.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            yield from sorted(number for (number,) in cursor.fetchall())
            return
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608 - our own
        (last,) = cursor.fetchone()
    yield from range(last + 1, last + 1 + count)


def _storing(field: Any) -> Callable[[Any], Any]:
    """Return what makes of an instance's value the one that the database takes."""
    kind = kind_of(field)
    plain = PLAIN.get(kind)
    if kind is Kind.BYTES:
        return lambda value: None if value is None else bytes(value)

    def stored(value: Any) -> Any:
        if value is None or type(value) is plain:
            return value
        return field.get_db_prep_save(value, connection)

    return stored


def _copied(rows: list[list[Any]]) -> io.StringIO:
    """Return rows in the text form of COPY."""
    return io.StringIO("".join("\t".join(map(_text, row)) + "\n" for row in rows))


def _text(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    return value.translate(ESCAPES) if isinstance(value, str) else str(value)
