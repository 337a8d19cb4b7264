"""The audit log: each entry is chained to the one before."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import RequestFactory

from perfcenter.models import AuditEntry
from perfcenter.trail.recording import digest_of, record
from perfcenter.trail.verifying import broken_links
from perfcenter.ui.requests import answering
from tests import factories as make


@pytest.fixture
def request_from():
    """Answer a request from an address for the length of a test."""
    tokens = []

    def begin(address: str) -> None:
        tokens.append(answering.set(RequestFactory().get("/", REMOTE_ADDR=address)))

    yield begin
    for token in tokens:
        answering.reset(token)


def test_the_audit_chain_notices_a_changed_entry(db):
    branchless = make.make_manager()
    with transaction.atomic():
        record(actor=None, action="one", target=branchless)
        record(actor=None, action="two", target=branchless)
    assert list(broken_links()) == []
    first = AuditEntry.objects.order_by("id").first()
    first.action = "something else"
    assert digest_of(first) != first.digest


def test_an_entry_from_before_addresses_were_kept_has_the_digest_it_had():
    entry = AuditEntry(
        previous_digest="ab" * 32,
        at=datetime(2026, 11, 1, 8, 30, tzinfo=UTC),
        actor_id=7,
        actor_name="方丽",
        action="cycle.publish",
        object_type="scoring.Cycle",
        object_key="3",
        object_name="2026",
        detail={"run": 2},
    )
    assert digest_of(entry) == "b844c2355a43a87a42b05ae7702195ece012364f3def663d4d6bc133b94a2d59"


def test_an_address_is_part_of_the_digest(db, request_from):
    request_from("10.0.0.7")
    with transaction.atomic():
        entry = record(actor=None, action="one", target=make.make_manager())
    assert (entry.address, entry.actor_name) == ("10.0.0.7", "visitor")
    assert list(broken_links()) == []
    for address in ("10.0.0.8", ""):
        entry.address = address
        assert digest_of(entry) != entry.digest
