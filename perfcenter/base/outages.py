"""Failures that are nobody's mistake and pass: a locked or absent database, a full disk."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator

import duckdb
from django.db import DatabaseError, InterfaceError, OperationalError

from perfcenter.base.vault import Damaged

FULL = (errno.ENOSPC, errno.EDQUOT)
SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
# Classes of PostgreSQL's codes: connection, rolled back by a deadlock, out of resources, locked or
# in no state for it, cancelled or shut down, a failing disk.
POSTGRESQL = ("08", "40", "53", "55", "57", "58")


def is_outage(error: BaseException | None) -> bool:
    """Whether trying again later may do, what was asked for being right."""
    return outage_in(error) is not None


def outage_in(error: BaseException | None) -> BaseException | None:
    """Return the outage that an error comes from."""
    return next(filter(_is_outage, _causes(error)), None)


def damaged_in(error: BaseException | None) -> Damaged | None:
    """Return that a file of the vault is damaged or gone, if that is what an error comes from."""
    return next((one for one in _causes(error) if isinstance(one, Damaged)), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_outage(error: BaseException) -> bool:
    if isinstance(error, DatabaseError | InterfaceError):
        return _of_database(error)
    if isinstance(error, duckdb.Error):
        return os.strerror(errno.ENOSPC) in str(error)
    return isinstance(error, OSError) and error.errno in FULL


def _of_database(error: Exception) -> bool:
    """Django's error says little; the driver's below it has a code."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in SQLITE
    code = getattr(cause, "pgcode", None)
    if code is not None:
        return str(code).startswith(POSTGRESQL)
    # Without a code PostgreSQL was not reached, or the connection broke.
    return isinstance(error, OperationalError | InterfaceError)
