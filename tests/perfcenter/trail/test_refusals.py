"""Who is refused which page is recorded; a flood of refusals leaves few entries."""

import logging

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from perfcenter.base.locks import hurried
from perfcenter.models import AuditEntry
from perfcenter.trail import refusals, tally

USERS = reverse("perfcenter:user_list")


@pytest.fixture(autouse=True)
def _no_flood_before():
    refusals.tally.clear()


def entries() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="page.refuse").order_by("id"))


def test_a_page_refused_is_recorded_with_who_wanted_it(login, cast):
    assert login(cast.manager).get(USERS, REMOTE_ADDR="10.0.0.7").status_code == 403
    (entry,) = entries()
    assert (entry.actor, entry.object_key, entry.address) == (cast.manager, USERS, "10.0.0.7")
    assert entry.detail == {"method": "GET", "times": 1}


def test_a_page_that_is_not_there_is_no_refusal(login, cast, cycle):
    page = reverse("scoring:sheet", args=["2026", "M2"])
    assert login(cast.manager).get(page).status_code == 404
    assert not entries()


def test_the_same_refusal_again_and_again_is_counted_and_not_written(login, cast):
    client = login(cast.manager)
    for _ in range(120):
        client.get(USERS)
    assert [entry.detail["times"] for entry in entries()] == [1, 10, 100]


def test_ever_other_pages_are_told_up_to_a_number(login, cast, cycle, monkeypatch):
    monkeypatch.setattr(refusals, "MOST", 3)
    client = login(cast.manager)
    pages = [USERS, "/audit/", "/schemes/", "/components/", "/cycles/2026/board/"]
    for page in pages * 20:
        assert client.get(page).status_code == 403
    assert [(entry.object_key, entry.detail["times"]) for entry in entries()] == [
        (USERS, 1), ("/audit/", 1), ("/schemes/", 1), (pages[9 % 5], 10), (pages[99 % 5], 100),
    ]  # fmt: skip


def test_after_a_quiet_while_a_refusal_is_a_first_one_again(login, cast, monkeypatch):
    client, now = login(cast.manager), [0.0]
    monkeypatch.setattr(tally, "monotonic", lambda: now[0])
    for minutes in (0, 1, 12):
        now[0] = minutes * 60.0
        client.get(USERS)
    assert [entry.detail["times"] for entry in entries()] == [1, 1]


def test_another_user_is_counted_by_herself(login, cast):
    for user in (cast.manager, cast.colleague):
        login(user).get(USERS)
    assert {entry.actor for entry in entries()} == {cast.manager, cast.colleague}


def test_what_cannot_be_recorded_is_refused_all_the_same_and_told_the_next_time(
    login, cast, monkeypatch, caplog
):
    def fail(*args, **kwargs):
        raise DatabaseError("the disk is full")

    client = login(cast.manager)
    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        broken.setattr(AuditEntry, "save", fail)
        assert client.get(USERS).status_code == 403
    assert USERS in caplog.text
    assert client.get(USERS).status_code == 403
    assert [entry.object_key for entry in entries()] == [USERS]


def test_who_waits_in_a_hurry_waits_as_before_afterwards(db):
    def patience():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SHOW lock_timeout")
            else:
                cursor.execute("PRAGMA busy_timeout")
            return str(cursor.fetchone()[0])

    before = patience()
    with hurried(0.25):
        assert patience() in {"250", "250ms"}
    assert patience() == before


def test_a_flood_of_ever_other_things_is_forgotten():
    counting = tally.Tally()
    for number in range(1000):
        counting.add(number)
    counting._forget(float("inf"))
    assert not counting._counts
