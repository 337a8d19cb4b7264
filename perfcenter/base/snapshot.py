"""Reading a whole database as it is at one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_state() -> Iterator[None]:
    """See the database as it is now until the block ends; nobody waits for it.

    Within a transaction that has begun already, what it sees is its own affair.
    """
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor != "sqlite":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # Transactions begin by taking the write lock, but for this one.
    connection.ensure_connection()
    own: Any = connection
    before, own.transaction_mode = own.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        own.transaction_mode = before
