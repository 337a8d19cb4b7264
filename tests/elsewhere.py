"""What another process holds while a test runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from django.db import connection

from perfcenter.base.claims import Claim, claimed


@contextmanager
def claimed_elsewhere(claim: Claim, of: int) -> Iterator[None]:
    """Hold the claim as another process would: PostgreSQL gives a session its own lock again."""
    if connection.vendor != "postgresql":
        with claimed(claim, of) as is_ours:
            assert is_ours
            yield
        return
    names = {"host", "port", "user", "password", "dbname"}
    known = {k: v for k, v in connection.get_connection_params().items() if k in names}
    other = psycopg2.connect(**known)
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [claim.value, of])
            assert cursor.fetchone() == (True,)
            yield
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [claim.value, of])
    finally:
        other.close()
