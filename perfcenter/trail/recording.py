"""The audit trail: every act leaves one entry, chained by SHA-256 to the one before."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import Error, models, transaction
from django.utils import timezone

from perfcenter.base import digests
from perfcenter.base.locks import Lock, hold
from perfcenter.models import AuditEntry, User
from perfcenter.trail import heads
from perfcenter.trail.keeping import KEPT, Digests, Written, digests_of, merged, own
from perfcenter.ui.requests import answering, current_address

SYSTEM = "system"
VISITOR = "visitor"
"""Who acts where nobody is logged in: a command, somebody at the site's door."""


class NotRecorded(Exception):  # noqa: N818 - it is an answer, not an error
    """An entry could not be written, so what it is about is not done."""


@dataclass(frozen=True)
class Thing:
    """What an entry is about where no row of the database is."""

    kind: str
    key: str
    name: str


def thing_of(target: models.Model) -> Thing:
    """Return how an entry names an object."""
    return Thing(target._meta.label, str(target.pk), str(target))


def record(
    *,
    actor: User | None,
    action: str,
    target: models.Model | Thing,
    detail: dict[str, Any] | None = None,
    wrote: Written | None = None,
    digests: Digests | None = None,
) -> AuditEntry:
    """Append what `actor` (None: nobody logged in) did to `target`, in the change's transaction.

    The entry answers for the rows that it leaves: for the target's own, for those of the groups in
    `wrote` (by model), which it reads back, and for what `digests` says of others. A `Thing` is
    named and no more.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action}: audit entries are written inside the change's transaction")
    thing = target if isinstance(target, Thing) else thing_of(target)
    written = {**({} if isinstance(target, Thing) else own(target)), **(wrote or {})}
    nobody = VISITOR if answering.get() else SYSTEM
    entry = AuditEntry(
        actor=actor,
        actor_name=actor.name if actor else nobody,
        address=current_address(),
        action=action,
        object_type=thing.kind,
        object_key=thing.key[:200],
        object_name=thing.name[:200],
    )
    with _said(action):
        hold(Lock.AUDIT_CHAIN)
        # Read behind the lock: what others recorded of the same rows is there.
        kept = merged(digests_of(written), digests or {})
        last = AuditEntry.objects.order_by("-id").values_list("digest", flat=True).first()
        entry.at = timezone.now()
        entry.detail = {**(detail or {}), **({KEPT: kept} if kept else {})}
        entry.previous_digest = last or ""
        entry.digest = digest_of(entry)
        entry.save(force_insert=True)
    heads.write_on_commit()
    return entry


def record_first(
    *,
    actor: User | None,
    action: str,
    target: models.Model | Thing,
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write the entry of an act that comes next and changes nothing itself."""
    thing = target if isinstance(target, Thing) else thing_of(target)
    with _said(action), transaction.atomic():
        return record(actor=actor, action=action, target=thing, detail=detail)


def digest_of(entry: AuditEntry) -> str:
    """Return the SHA-256 of the entry's content and of the digest before it."""
    return digests.of_json(content_of(entry))


def content_of(entry: AuditEntry) -> list[Any]:
    """Return what an entry's digest is made of, in that order."""
    content = [
        entry.previous_digest,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor_id,
        entry.actor_name,
        entry.action,
        entry.object_type,
        entry.object_key,
        entry.object_name,
        entry.detail,
    ]
    if entry.address:  # entries from before addresses were kept have none
        content.append(entry.address)
    return content


@contextmanager
def _said(action: str) -> Iterator[None]:
    """Let a page say that nothing could be recorded; a command has words of its own."""
    try:
        yield
    except Error as error:
        if answering.get() is None:
            raise
        raise NotRecorded(action) from error
