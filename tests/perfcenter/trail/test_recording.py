"""The audit log: each entry is chained to the one before."""

from django.db import transaction

from perfcenter.models import AuditEntry
from perfcenter.trail.recording import digest_of, record
from perfcenter.trail.verifying import broken_links
from tests import factories as make


def test_the_audit_chain_notices_a_changed_entry(db):
    branchless = make.make_manager()
    with transaction.atomic():
        record(actor=None, action="one", target=branchless)
        record(actor=None, action="two", target=branchless)
    assert list(broken_links()) == []
    first = AuditEntry.objects.order_by("id").first()
    first.action = "something else"
    assert digest_of(first) != first.digest
