"""Rows of the database as canonical CSV: into DuckDB, or digested.

PostgreSQL writes them by COPY, SQLite by a query that builds each line; both give the same bytes:
UTF-8, text always quoted, integers and dates plain, NULL empty, one newline a row, no header, and
where a query names what to sort by, rows in code point order.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.db import connection

from portfolio.duck import Duck, quoted

CHUNK = 10_000


@dataclass(frozen=True)
class ExportColumn:
    """A column of the export: the SQL expression it comes from and its type in DuckDB."""

    name: str
    expression: str
    type: str = "BIGINT"

    @property
    def ordered(self) -> str:
        """The expression as a sort key that both databases order alike."""
        collation = ' COLLATE "C"' if self.type == "VARCHAR" and _is_postgres() else ""
        return f"{self.expression}{collation} NULLS FIRST"

    @property
    def as_text(self) -> str:
        """The field as SQLite writes it into a line."""
        if self.type == "VARCHAR":
            return f"coalesce('\"' || replace({self.expression}, '\"', '\"\"') || '\"', '')"
        return f"coalesce({self.expression}, '')"

    @property
    def as_column(self) -> str:
        """The field as PostgreSQL's COPY writes it; dates ISO, as the driver has set."""
        return f"{self.expression} AS {self.name}"


@dataclass(frozen=True)
class Query:
    """What to export: columns, FROM and WHERE with %s parameters, and the columns to sort by."""

    columns: tuple[ExportColumn, ...]
    source: str
    params: tuple[str | int | date, ...] = ()
    order: tuple[str, ...] = ()

    @property
    def order_by(self) -> str:
        keys = [column.ordered for column in self.columns if column.name in self.order]
        return f"ORDER BY {', '.join(keys)}" if keys else ""

    @property
    def select(self) -> str:
        """The rows as columns."""
        columns = ", ".join(column.as_column for column in self.columns)
        # Put together from constants of this package; values are parameters.
        return f"SELECT {columns} FROM {self.source} {self.order_by}"  # noqa: S608


class Digesting:
    """A file that keeps nothing but the SHA-256 of what was written."""

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return len(data)


def digest_of(query: Query) -> str:
    """Return the digest of the canonical bytes of the query's rows."""
    out = Digesting()
    _write(query, out)
    return out.sha256.hexdigest()


def into_duck(duck: Duck, table: str, query: Query) -> None:
    """Make `table` in DuckDB from the query's rows."""
    path = duck.folder / f"{table}.csv"
    duck.connection.execute(f"CREATE OR REPLACE TABLE {table} AS {_written(path, query)}")
    path.unlink()


def beside_duck(duck: Duck, view: str, query: Query) -> None:
    """Make `view` in DuckDB of the query's rows, which stay a file: for what is read once."""
    path = duck.folder / f"{view}.csv"
    duck.connection.execute(f"CREATE VIEW {view} AS {_written(path, query)}")


def _written(path: Path, query: Query) -> str:
    """Write the query's rows; return what reads them."""
    with path.open("wb") as file:
        _write(query, file)
    if not path.stat().st_size:
        # Reading a file takes several times as long, and of most tables most months have nothing.
        empty = ", ".join(f"NULL::{column.type} AS {column.name}" for column in query.columns)
        return f"SELECT {empty} WHERE false"
    types = ", ".join(f"{quoted(c.name)}: {quoted(c.type)}" for c in query.columns)
    return (
        f"FROM read_csv({quoted(str(path))}, "
        "header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        "new_line = '\\n', nullstr = '', allow_quoted_nulls = false, "
        f"columns = {{{types}}})"
    )


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


def _write(query: Query, out: IO[bytes] | Digesting) -> None:
    _write_postgres(query, out) if _is_postgres() else _write_sqlite(query, out)


def _write_postgres(query: Query, out: IO[bytes] | Digesting) -> None:
    texts = ", ".join(column.name for column in query.columns if column.type == "VARCHAR")
    quoting = f"FORCE_QUOTE ({texts}), " if texts else ""
    with connection.cursor() as cursor:
        bound = cursor.mogrify(query.select, query.params).decode()
        cursor.copy_expert(
            f"COPY ({bound}) TO STDOUT WITH (FORMAT csv, {quoting}ENCODING 'UTF8')", out
        )


def _write_sqlite(query: Query, out: IO[bytes] | Digesting) -> None:
    # A text also where there is one column, of numbers.
    line = "'' || " + " || ',' || ".join(column.as_text for column in query.columns)
    # As above: constants of this package, values as parameters.
    select = f"SELECT {line} FROM {query.source} {query.order_by}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(select, query.params)
        for lines in _chunks(cursor):
            out.write(("\n".join(line for (line,) in lines) + "\n").encode())


def _chunks(cursor: Any) -> Iterator[list[tuple[str]]]:
    while chunk := cursor.fetchmany(CHUNK):
        yield chunk
