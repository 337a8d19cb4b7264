"""What is done by one at a time, or by few, over all of the site's processes.

A crash lets go of it: PostgreSQL of an advisory lock when the connection ends, the kernel of a
file's when the process does. The files, on SQLite alone, are empty.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from django.conf import settings
from django.db import Error, connection

from perfcenter.base.digests import of_text
from perfcenter.base.locks import is_needed

LARGEST = 2**31 - 1  # of what PostgreSQL takes as the second number of a lock


class Claim(IntEnum):
    """What is claimed; which cycle, user or place it is of is a second number."""

    SCORING = 7_302_001
    EXPORT = 7_302_002
    EXPORT_OF_USER = 7_302_003
    JOB = 7_302_004
    NOTICES_OF_DAY = 7_302_005


@contextmanager
def claimed(claim: Claim, of: int, *, wait: bool = False) -> Iterator[bool]:
    """Yield whether the claim is ours, which it then stays until the block ends.

    With `wait` it always is, in the end.
    """
    taken = _in_database if is_needed() else _in_file
    with taken(claim, of % LARGEST, wait=wait) as is_ours:
        yield is_ours


@contextmanager
def _in_database(claim: Claim, of: int, *, wait: bool) -> Iterator[bool]:
    numbers = [claim.value, of]
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", numbers)
            is_ours = True
        else:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", numbers)
            is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            _give_back(numbers)


def _give_back(numbers: list[int]) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", numbers)
    except Error:
        # The connection broke, and the lock with it; one that only we think open must not stay.
        if not connection.in_atomic_block:
            connection.close()


@contextmanager
def _in_file(claim: Claim, of: int, *, wait: bool) -> Iterator[bool]:
    database = of_text(str(connection.settings_dict["NAME"]))[:12]
    handle = _opened(f"{database}-{claim.name.lower()}-{of}")
    if handle is None:
        yield True
        return
    try:
        yield _flock(handle, wait=wait)
    finally:
        os.close(handle)


def _opened(name: str) -> int | None:
    """Open the file; None where the disk is full or read-only, which must not keep from reading."""
    folder = settings.DATA_DIR / "locks"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        return os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None


def _flock(handle: int, *, wait: bool) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
