"""The audit trail: every state change leaves one entry, chained by SHA-256 to the one before."""

from datetime import UTC
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from perfcenter.base import digests
from perfcenter.base.locks import Lock, hold
from perfcenter.models import AuditEntry, User

SYSTEM = "system"


def record(
    *, actor: User | None, action: str, target: models.Model, detail: dict[str, Any] | None = None
) -> AuditEntry:
    """Append what `actor` (None: a command) did to `target`, inside the change's transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action}: audit entries are written inside the change's transaction")
    hold(Lock.AUDIT_CHAIN)
    last = AuditEntry.objects.order_by("-id").values_list("digest", flat=True).first()
    entry = AuditEntry(
        at=timezone.now(),
        actor=actor,
        actor_name=actor.name if actor else SYSTEM,
        action=action,
        object_type=target._meta.label,
        object_key=str(target.pk),
        object_name=str(target)[:200],
        detail=detail or {},
        previous_digest=last or "",
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
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
