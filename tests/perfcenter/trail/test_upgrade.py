"""A database from before addresses and normal names were kept is upgraded by migrate."""

import pytest
from django.db import connections

from perfcenter.base.frozen.triggers import kept
from perfcenter.models import AuditEntry, User
from perfcenter.trail.recording import digest_of
from tests.perfcenter.base.frozen.test_altering import ALIAS, Database

BEFORE = {
    "perfcenter": "0004_frozen_as_declared",
    "portfolio": "0009_where_targets_came_from",
    "scoring": "0019_details_are_looked_up_once",
    "reviews": "0005_who_decided_keeps_sight",
}
"""What comes later in the other apps refers to jobs."""


@pytest.fixture
def old(tmp_path, django_db_blocker):
    """A database of SQLite's own as it was, with a login and three entries of the log."""
    with django_db_blocker.unblock():
        database = Database(tmp_path / "old.sqlite3")
        state = database.migrate(**BEFORE)
        user_model = state.apps.get_model("perfcenter", "User")
        user_model.objects.using(ALIAS).create(username="Ｆang", name="方丽", role="hr")
        entry_model = state.apps.get_model("perfcenter", "AuditEntry")
        previous = ""
        for number in range(3):
            entry = AuditEntry(
                at=f"2026-11-0{number + 1}T08:00:00Z",
                actor_name="system",
                action="cycle.open",
                object_type="scoring.Cycle",
                object_key=str(number),
                object_name="2026",
                detail={"n": number},
                previous_digest=previous,
            )
            entry.at = AuditEntry._meta.get_field("at").to_python(entry.at)
            fields = {
                field.attname: getattr(entry, field.attname)
                for field in entry_model._meta.concrete_fields
                if field.attname not in {"id", "digest"}
            }
            previous = digest_of(entry)
            entry_model.objects.using(ALIAS).create(**fields, digest=previous)
        yield database
        database.close()


def test_entries_of_before_keep_their_digests_and_the_table_stays_frozen(old):
    old.migrate()
    entries = list(AuditEntry.objects.using(ALIAS).order_by("id"))
    assert len(entries) == 3
    assert all(entry.digest == digest_of(entry) and not entry.address for entry in entries)
    assert not old.broken()


def test_logins_of_before_are_found_however_they_are_typed(old):
    old.migrate()
    assert User.objects.using(ALIAS).get().normal_name == "fang"


def test_the_way_back_is_open(old):
    before = kept(old.connection)
    old.migrate()
    old.migrate(**BEFORE)
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM perfcenter_auditentry")
        assert cursor.fetchone() == (3,)
    assert kept(old.connection) == before
