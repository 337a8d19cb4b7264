"""The head of the audit log outside the database: a line for each commit that recorded something.

Whoever may write in the database can cut the log's end off, or write another one with digests that
fit; the file shows both. It is appended to, never rewritten, and synced before the next line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import local
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from perfcenter.models import AuditEntry

HEAD = re.compile(r"#?(\d+):([0-9a-f]{64})\b")
ODD = re.compile(r"[^A-Za-z0-9._-]+")
_due = local()


class Head(NamedTuple):
    """The number of an entry and its digest."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"


def parse(text: str) -> Head | None:
    """Return the head that a line begins with; None where it begins with none.

    >>> parse("7:" + "ab" * 32 + " 2026-03-01T08:00:00+08:00").number
    7
    """
    found = HEAD.match(text.strip())
    return Head(int(found[1]), found[2]) if found else None


def newest() -> Head | None:
    """Return the head of the log as it is in the database."""
    last = AuditEntry.objects.order_by("-id").values_list("id", "digest").first()
    return Head(*last) if last else None


def file() -> Path | None:
    """Return the file of this database; None for one in memory, which ends with its process."""
    name = str(connection.settings_dict["NAME"])
    if ":memory:" in name or "mode=memory" in name:
        return None
    return Path(settings.DATA_DIR) / f"audit-heads-{ODD.sub('-', Path(name).name)}.txt"


def write_on_commit() -> None:
    """Append the head to the file once the transaction is there for good.

    That the file cannot be written is logged, and undoes nothing.
    """
    _due.is_due = True
    transaction.on_commit(_write_once, robust=True)


def _write_once() -> None:
    """Write for the first of the entries of a transaction; the others find it done."""
    if getattr(_due, "is_due", False):
        _due.is_due = False
        append()


def append() -> Head | None:
    """Append the head of the log to the file, for good; return it."""
    path, head = file(), newest()
    if path is None or head is None:
        return head
    line = f"{head} {timezone.localtime().isoformat(timespec='seconds')}\n"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    return head


def read(path: Path) -> list[Head]:
    """Return the heads in a file. Raise OSError where it cannot be read."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [head for line in lines if (head := parse(line))]


def missing(heads: Iterable[Head], digests: dict[int, str]) -> Iterator[Head]:
    """Yield the heads that are none of the entries whose digests are given by number."""
    for head in heads:
        if digests.get(head.number) != head.digest:
            yield head
