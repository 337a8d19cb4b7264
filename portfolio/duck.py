"""The one place that opens DuckDB: in memory, no extensions, no files but those of its own folder.

DuckDB does the arithmetic over rows; the database stays the only store. Extensions are downloads,
so they are off, and a connection reads and writes only the folders it is given.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from perfcenter.base.vault import folder

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
        own = Path(name)
        connection = duckdb.connect(
            ":memory:", config={**CONFIG, "memory_limit": memory_limit, "threads": threads}
        )
        try:
            _shut_in(connection, [own, *readable])
            yield Duck(connection, own)
        finally:
            connection.close()


@contextmanager
def reading(files: Iterable[Path], rules: str = "") -> Iterator[Duck]:
    """Read files of the vault, where the rules are laid already.

    Opening DuckDB takes longer than a manager's rows do, so the process keeps one that may read the
    vault's folder and nothing else; views and tables of a reader have to be temporary, and are gone
    with it. What stands elsewhere (another storage brought it here) is read by a session.
    """
    paths, vault = list(files), folder()
    if vault is None or not all(path.is_relative_to(vault) for path in paths):
        with session(readable=sorted({path.parent for path in paths})) as one:
            one.connection.execute(rules)
            yield one
        return
    connection = _reader(os.getpid(), vault, rules).cursor()
    try:
        yield Duck(connection, vault)
    finally:
        connection.close()


@lru_cache(maxsize=4)
def _reader(process: int, vault: Path, rules: str) -> duckdb.DuckDBPyConnection:
    """Return the instance that a process keeps; one that was forked makes its own."""
    connection = duckdb.connect(
        ":memory:", config={**CONFIG, "memory_limit": MEMORY_LIMIT, "threads": THREADS}
    )
    connection.execute(rules)
    _shut_in(connection, [vault], spills=False)
    return connection


def _sweep() -> None:
    """Take away our folders of more than a day ago: a process that was killed left them."""
    yesterday = time.time() - 24 * 60 * 60
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            found = left.stat()
            if found.st_uid == os.getuid() and found.st_mtime < yesterday:
                shutil.rmtree(left)


def _shut_in(
    connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], *, spills: bool = True
) -> None:
    """Allow these folders and nothing else, and let no later statement change that."""
    allowed = ", ".join(quoted(str(folder.resolve())) for folder in folders)
    spill = str(folders[0] / "spill") if spills else ""
    connection.execute(f"SET temp_directory = {quoted(spill)}")
    connection.execute(f"SET allowed_directories = [{allowed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def quoted(text: str) -> str:
    """Return `text` as an SQL string, for the statements that take no parameters.

    >>> quoted("O'Neil")
    "'O''Neil'"
    """
    return "'" + text.replace("'", "''") + "'"
