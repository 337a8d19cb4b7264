"""Whether the audit trail is still what was recorded."""

from collections.abc import Iterator

from perfcenter.models import AuditEntry
from perfcenter.trail.recording import digest_of


def broken_links() -> Iterator[AuditEntry]:
    """Yield the entries whose digest does not follow from their content and predecessor."""
    previous = ""
    for entry in AuditEntry.objects.order_by("id").iterator():
        if entry.previous_digest != previous or entry.digest != digest_of(entry):
            yield entry
        previous = entry.digest
