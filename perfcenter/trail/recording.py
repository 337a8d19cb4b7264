"""The audit trail: every state change leaves one entry, chained by SHA-256 to the one before."""

from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from perfcenter.base import digests
from perfcenter.base.locks import Lock, hold
from perfcenter.models import AuditEntry, User
from perfcenter.trail import heads
from perfcenter.trail.keeping import KEPT, Digests, Written, digests_of, merged, own

SYSTEM = "system"


@dataclass(frozen=True)
class Thing:
    """What an entry is about where no row of the database is."""

    kind: str
    key: str
    name: str


def record(
    *,
    actor: User | None,
    action: str,
    target: models.Model | Thing,
    detail: dict[str, Any] | None = None,
    wrote: Written | None = None,
    digests: Digests | None = None,
) -> AuditEntry:
    """Append what `actor` (None: a command) did to `target`, inside the change's transaction.

    The entry answers for the rows that it leaves: for the target's own, for those of the groups in
    `wrote` (by model), which it reads back, and for what `digests` says of others.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action}: audit entries are written inside the change's transaction")
    thing = target if isinstance(target, Thing) else _thing(target)
    hold(Lock.AUDIT_CHAIN)
    # Read behind the lock: what others recorded of the same rows is there.
    written = {**({} if isinstance(target, Thing) else own(target)), **(wrote or {})}
    kept = merged(digests_of(written), digests or {})
    last = AuditEntry.objects.order_by("-id").values_list("digest", flat=True).first()
    entry = AuditEntry(
        at=timezone.now(),
        actor=actor,
        actor_name=actor.name if actor else SYSTEM,
        action=action,
        object_type=thing.kind,
        object_key=thing.key[:200],
        object_name=thing.name[:200],
        detail={**(detail or {}), **({KEPT: kept} if kept else {})},
        previous_digest=last or "",
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    heads.write_on_commit()
    return entry


def digest_of(entry: AuditEntry) -> str:
    """Return the SHA-256 of the entry's content and of the digest before it."""
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
    return digests.of_json(content)


def _thing(target: models.Model) -> Thing:
    return Thing(target._meta.label, str(target.pk), str(target))
