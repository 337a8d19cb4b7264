"""Who does something alone: PostgreSQL's advisory locks, each with its number, all listed here.

On SQLite nothing is needed: its IMMEDIATE transactions let one writer in at a time. What is not
waited for, or lasts longer than a transaction may, is claimed (`claims.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from django.db import connection


class Lock(IntEnum):
    """What is done by one at a time in the whole bank."""

    AUDIT_CHAIN = 7_301_993
    LOAD = 7_301_994
    DOORS = 7_301_995
    DECK_MASTER = 7_301_996
    FACTS = 0x50455246


def hold(lock: Lock) -> None:
    """Wait for the lock and keep it until the transaction ends."""
    if is_needed():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock.value])


@contextmanager
def held(lock: Lock) -> Iterator[None]:
    """Wait for the lock and keep it until the block ends, whatever transactions do in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [lock.value])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [lock.value])


def is_needed() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def hurried(seconds: float) -> Iterator[None]:
    """Let the database raise an error in this block rather than wait longer for other writers.

    For a write that is worth less than the time of whoever waits for it.
    """
    milliseconds = int(seconds * 1000)
    with connection.cursor() as cursor:
        if is_needed():
            cursor.execute("SELECT current_setting('lock_timeout')")
            (before,) = cursor.fetchone()
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [str(milliseconds)])
        else:
            cursor.execute("PRAGMA busy_timeout")
            (before,) = cursor.fetchone()
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if is_needed():
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [before])
            else:
                cursor.execute(f"PRAGMA busy_timeout = {before}")
