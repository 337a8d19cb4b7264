"""The audit trail: what an entry says, and how each is chained to the one before."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import psycopg2
import pytest
from django.db import OperationalError, connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from perfcenter.base.locks import Lock
from perfcenter.models import AuditEntry
from perfcenter.trail.recording import digest_of, record
from perfcenter.trail.verifying import broken_links
from perfcenter.ui.requests import answering
from tests import factories as make
from tests.thawing import thawed

NOON = datetime(2026, 3, 1, 12, 30, 15, 250, tzinfo=UTC)
CONTENT: dict[str, object] = {
    "previous_digest": "a" * 64,
    "at": NOON,
    "actor_id": 7,
    "actor_name": "李娜",
    "address": "",
    "action": "report.return",
    "object_type": "reviews.AnnualReport",
    "object_key": "12",
    "object_name": "2026 张伟",
    "detail": {"section": "goals", "before": None},
}
CANONICAL = (
    f'["{"a" * 64}","2026-03-01T12:30:15.000250+00:00",7,"李娜","report.return",'
    '"reviews.AnnualReport","12","2026 张伟",{"before":null,"section":"goals"}]'
)


def entry(**other: object) -> AuditEntry:
    return AuditEntry(**{**CONTENT, **other})


def digest_of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def recorded(*actions: str, actor=None) -> list[AuditEntry]:
    """One entry an action, all about the same branch, in one transaction."""
    branch = make.make_branch()
    with transaction.atomic():
        return [record(actor=actor, action=action, target=branch) for action in actions]


def test_the_digest_is_that_of_the_content_as_json_in_this_order_and_writing():
    """A log that was written must be found whole by whoever verifies it in years to come."""
    assert digest_of(entry()) == digest_of_text(CANONICAL)


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("previous_digest", "b" * 64),
        ("at", NOON + timedelta(microseconds=1)),
        ("actor_id", 8),
        ("actor_id", None),
        ("actor_name", "李娜2"),
        ("address", "10.0.0.7"),
        ("action", "report.approve"),
        ("object_type", "scoring.Cycle"),
        ("object_key", "13"),
        ("object_name", "2025 张伟"),
        ("detail", {"section": "problems", "before": None}),
        ("detail", {"section": "goals"}),
    ],
)
def test_another_part_of_the_content_is_another_digest(part, other):
    assert digest_of(entry(**{part: other})) != digest_of(entry())


def test_an_address_comes_last_and_entries_without_one_have_the_digest_they_had():
    """Those written before addresses were kept must be found whole."""
    with_address = f'{CANONICAL[:-1]},"10.0.0.7"]'
    assert digest_of(entry(address="10.0.0.7")) == digest_of_text(with_address)
    assert digest_of(entry(address="")) == digest_of_text(CANONICAL)


def test_no_column_of_an_entry_stays_out_of_the_digest():
    """Whoever adds a column has to put it under the digest, and above with its place."""
    columns = {field.attname for field in AuditEntry._meta.concrete_fields}
    assert columns - set(CONTENT) == {"id", "digest"}


def test_parts_do_not_run_into_each_other():
    one, other = entry(object_key="1", object_name="23"), entry(object_key="12", object_name="3")
    assert digest_of(one) != digest_of(other)


def test_the_order_of_details_and_the_time_zone_change_no_digest():
    """A database gives back keys in an order of its own, and times in its own zone."""
    in_shanghai = NOON.astimezone(timezone(timedelta(hours=8)))
    turned = entry(at=in_shanghai, detail={"before": None, "section": "goals"})
    assert digest_of(turned) == digest_of(entry())


def test_the_chain_starts_from_nothing(db):
    with thawed("perfcenter_auditentry"):
        AuditEntry.objects.all().delete()
    (first,) = recorded("one")
    assert first.previous_digest == ""
    assert first.digest == digest_of(first)


def test_an_entry_is_chained_to_the_newest_of_several(db):
    first, second, third = recorded("one", "two", "three")
    (fourth,) = recorded("four")
    assert [e.previous_digest for e in (second, third, fourth)] == [
        first.digest,
        second.digest,
        third.digest,
    ]


def test_what_was_recorded_is_read_back_unbroken(cast):
    """Also a detail whose keys the database orders otherwise, and an actor."""
    with transaction.atomic():
        record(actor=cast.hr, action="one", target=cast.manager, detail={"z": "张", "a": [1, None]})
    recorded("two", "three")
    assert list(broken_links()) == []
    assert AuditEntry.objects.filter(action__in=["one", "two", "three"]).count() == 3


def test_an_entry_says_who_did_what_to_which_object_with_which_details(cast):
    manager = cast.manager.manager
    before = datetime.now(UTC)
    record(actor=cast.hr, action="cycle.open", target=manager, detail={"role": "hr"})
    kept = AuditEntry.objects.get(action="cycle.open")
    assert (kept.actor, kept.actor_name, kept.action) == (cast.hr, "The hr", "cycle.open")
    assert (kept.object_type, kept.object_key) == ("portfolio.Manager", "M1")
    assert (kept.object_name, kept.detail) == ("Manager M1", {"role": "hr"})
    assert before <= kept.at <= datetime.now(UTC)


def test_a_command_is_the_system_and_no_details_are_none(db):
    (kept,) = recorded("one")
    assert (kept.actor, kept.actor_name, kept.detail) == (None, "system", {})


def test_an_entry_has_the_address_of_the_request_that_is_answered(db):
    token = answering.set(RequestFactory().get("/", REMOTE_ADDR="10.0.0.7"))
    try:
        (kept,) = recorded("one")
    finally:
        answering.reset(token)
    assert (kept.address, kept.actor_name) == ("10.0.0.7", "visitor")
    assert list(broken_links()) == []


def test_an_entry_keeps_its_actors_name_of_then(cast):
    (kept,) = recorded("one", actor=cast.hr)
    cast.hr.name = "Another"
    cast.hr.save()
    kept.refresh_from_db()
    assert kept.actor_name == "The hr"


@pytest.mark.parametrize("length", [200, 201])
def test_of_a_long_name_an_entry_keeps_200_letters(db, length):
    """Every name of the bank is shorter; a cycle's and a person's together may not be."""
    branch = make.make_branch()
    branch.name = "n" * length
    entry = record(actor=None, action="one", target=branch)
    assert entry.object_name == "n" * 200


def test_outside_a_transaction_nothing_is_recorded(db):
    """Else the change could fail and its entry stay, or the other way round."""
    branch = make.make_branch()
    with pytest.MonkeyPatch.context() as outside:
        outside.setattr(transaction.get_connection(), "in_atomic_block", False)
        with pytest.raises(RuntimeError, match=r"one: .* transaction"):
            record(actor=None, action="one", target=branch)
    assert not AuditEntry.objects.filter(action="one").exists()


@pytest.fixture
def somebody_else(db):
    """A connection to the same PostgreSQL."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's transactions take the write lock when they begin")
    parameters = connection.get_connection_params()
    where = {name: parameters.get(name) for name in ("dbname", "user", "host")}
    other = psycopg2.connect(**where, options="-c lock_timeout=1000")
    yield other.cursor()
    other.close()


def test_who_appends_waits_for_who_is_appending_before_reading_the_last_digest(somebody_else):
    """Two that read the same last digest would both be chained to it."""
    branch = make.make_branch()
    # A shared lock: who would append beside others does not wait for it.
    somebody_else.execute("SELECT pg_advisory_xact_lock_shared(%s)", [Lock.AUDIT_CHAIN.value])
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            record(actor=None, action="one", target=branch)
    assert not [q["sql"] for q in queries if "perfcenter_auditentry" in q["sql"]]


def test_the_chain_is_held_until_the_transaction_ends(somebody_else):
    """Only then does the next one see the entry; a change undone lets go of the chain with it."""

    def is_free() -> bool:
        somebody_else.execute("SELECT pg_try_advisory_lock_shared(%s)", [Lock.AUDIT_CHAIN.value])
        (got,) = somebody_else.fetchone()
        return got

    with transaction.atomic():
        recorded("one")
        assert not is_free()
        transaction.set_rollback(True)
    assert is_free()
