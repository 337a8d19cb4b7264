"""The one place that opens DuckDB: in memory, no extensions, no files but those of its own folder.

DuckDB does the arithmetic over rows; the database stays the only store. Extensions are downloads,
so they are off, and a connection reads and writes only the folders it is given.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

PREFIX = "perfcenter-duck-"
MEMORY_LIMIT = "1GB"
THREADS = min(4, os.cpu_count() or 1)
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}

TOO_LARGE = (duckdb.OutOfRangeException, duckdb.ConversionException)
"""What DuckDB raises when an integer leaves its range, which it never does silently."""


@dataclass(frozen=True)
class Duck:
    """An open connection and the folder whose files it may touch."""

    connection: duckdb.DuckDBPyConnection
    folder: Path


@contextmanager
def session(
    *, memory_limit: str = MEMORY_LIMIT, threads: int = THREADS, readable: Sequence[Path] = ()
) -> Iterator[Duck]:
    """Open DuckDB beside a fresh private folder; both are gone afterwards.

    `readable` names further folders whose files may be read. What does not fit in `memory_limit`
    spills into the private folder.
    """
    _sweep()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        folder = Path(name)
        connection = duckdb.connect(
            ":memory:", config={**CONFIG, "memory_limit": memory_limit, "threads": threads}
        )
        try:
            _shut_in(connection, [folder, *readable])
            yield Duck(connection, folder)
        finally:
            connection.close()


def _sweep() -> None:
    """Take away our folders of more than a day ago: a process that was killed left them."""
    yesterday = time.time() - 24 * 60 * 60
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            found = left.stat()
            if found.st_uid == os.getuid() and found.st_mtime < yesterday:
                shutil.rmtree(left)


def _shut_in(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> None:
    """Allow these folders and nothing else, and let no later statement change that."""
    allowed = ", ".join(quoted(str(folder.resolve())) for folder in folders)
    connection.execute(f"SET temp_directory = {quoted(str(folders[0] / 'spill'))}")
    connection.execute(f"SET allowed_directories = [{allowed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def quoted(text: str) -> str:
    """Return `text` as an SQL string, for the statements that take no parameters.

    >>> quoted("O'Neil")
    "'O''Neil'"
    """
    return "'" + text.replace("'", "''") + "'"
