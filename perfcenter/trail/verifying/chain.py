"""The audit log read from its beginning: whether each entry follows from the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from django.utils.translation import gettext as _

from perfcenter.base.kept import Finding
from perfcenter.base.kept.reading import UNREADABLE, readable
from perfcenter.models import AuditEntry
from perfcenter.trail.keeping import Newest
from perfcenter.trail.recording import digest_of
from perfcenter.trail.verifying.guarding import guarded

LOG = AuditEntry._meta.db_table


@dataclass
class Log:
    """What the log says once it is read: its entries' digests by number, and of which rows what."""

    digests: dict[int, str] = field(default_factory=dict)
    newest: Newest = field(default_factory=Newest)
    broken: list[Finding] = field(default_factory=list)

    @property
    def last(self) -> int:
        return max(self.digests, default=0)


def read_log() -> Log:
    """Read the log, and note the entries whose digest does not follow."""
    log = Log()
    log.broken += guarded(LOG, partial(_heard, log))
    return log


def _heard(log: Log) -> Iterator[Finding]:
    """Let the log hear entry by entry; yield those that do not follow."""
    previous = ""
    for number, entry in readable(AuditEntry.objects.all()):
        if entry is None:
            yield _unreadable(number)
            continue
        if not follows(entry, previous):
            yield _broken(entry)
        log.digests[number] = previous = entry.digest
        log.newest.hear(number, entry.detail)


def follows(entry: AuditEntry, previous: str) -> bool:
    """Return whether the digest follows from the entry's content and from the digest before it."""
    try:
        return entry.previous_digest == previous and entry.digest == digest_of(entry)
    except UNREADABLE:
        return False


def broken_links() -> Iterator[Finding]:
    """Yield the entries whose digest does not follow from their content and predecessor."""
    yield from read_log().broken


def _broken(entry: AuditEntry) -> Finding:
    text = _("The audit log breaks at #%(number)s: %(entry)s")
    return Finding(LOG, f"id={entry.pk}", text % {"number": entry.pk, "entry": _named(entry)})


def _unreadable(number: int) -> Finding:
    text = _("The audit log breaks at #%(number)s, which cannot be read")
    return Finding(LOG, f"id={number}", text % {"number": number})


def _named(entry: AuditEntry) -> str:
    try:
        return str(entry)
    except UNREADABLE:
        return entry.action
