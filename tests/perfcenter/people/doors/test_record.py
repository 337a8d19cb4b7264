"""What the doors leave in the audit trail."""

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from perfcenter.models import AuditEntry
from perfcenter.trail import words
from perfcenter.trail.verifying import broken_links
from tests.perfcenter.people.doors.conftest import LOGIN, PASSWORD, RIGHT


def entries(action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=action).order_by("id"))


def test_who_gets_in_and_leaves_is_recorded_with_the_address(knock, client, cast):
    knock(password=RIGHT, address="10.0.0.7")
    client.post(reverse("perfcenter:logout"), REMOTE_ADDR="10.0.0.8")
    (came,), (left,) = entries("login.open"), entries("login.close")
    assert (came.actor, came.address) == (cast.manager, "10.0.0.7")
    assert (left.actor, left.address) == (cast.manager, "10.0.0.8")
    assert not list(broken_links())


def test_a_wrong_try_is_recorded_with_the_login_that_was_meant(knock, cast):
    knock("ｍ１")
    (entry,) = entries("login.fail")
    assert (entry.object_key, entry.object_name) == (str(cast.manager.pk), "Manager M1")
    assert (entry.actor, entry.address) == (None, "10.0.0.1")
    assert entry.detail["typed"] == "ｍ１"


def test_what_was_typed_as_a_name_is_kept_and_shown_on_no_page(knock, cast):
    knock("my-secret-phrase")
    (entry,) = entries("login.fail")
    assert entry.detail["typed"] == "my-secret-phrase"
    auditor = Client()
    auditor.force_login(cast.auditor)
    page = auditor.get("/audit/").content.decode()
    assert "login.fail" in page
    assert "my-secret-phrase" not in page
    assert "未登录" in page


def test_a_known_name_leads_to_all_that_the_log_has_of_it(knock, cast):
    knock()
    (entry,) = entries("login.fail")
    (line,) = words.lines([entry])
    assert line.href == "/audit/?target=M1"
    auditor = Client()
    auditor.force_login(cast.auditor)
    found = auditor.get(line.href).context["list"].page
    assert [each.action for each in found] == ["login.fail"]


def test_the_log_is_searched_by_address(knock, cast):
    knock(address="10.0.0.7")
    auditor = Client()
    auditor.force_login(cast.auditor)
    assert len(auditor.get("/audit/?actor=10.0.0.7").context["list"].page) == 1
    assert not auditor.get("/audit/?actor=10.0.0.6").context["list"].page


def test_a_name_that_is_locked_is_recorded_with_its_wait(knock):
    for _ in range(6):
        knock()
    (entry,) = entries("login.lock")
    assert (entry.object_name, entry.detail) == ("Manager M1", {"minutes": 5})
    assert len(entries("login.fail")) == 6


def test_an_address_that_is_locked_is_recorded_as_an_address(knock, settings):
    settings.ADDRESS_TRIES = 6
    for number in range(6):
        knock(f"U{number}")
    (entry,) = entries("login.lock")
    assert (entry.object_type, entry.object_name) == ("address", "10.0.0.1")


def test_a_flood_of_tries_while_a_name_waits_leaves_few_entries(knock):
    for _ in range(6 + 120):
        knock()
    assert [entry.detail["times"] for entry in entries("login.refuse")] == [1, 10, 100]
    assert len(entries("login.fail")) == 6


def test_a_wrong_old_password_is_recorded_as_its_users_try(login, cast):
    login(cast.manager).post(PASSWORD, {"old_password": "wrong"})
    (entry,) = entries("login.fail")
    assert (entry.actor, entry.detail["page"]) == (cast.manager, PASSWORD)


@pytest.fixture
def nothing_is_recorded(monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(AuditEntry, "save", fail)


def test_who_cannot_be_recorded_does_not_get_in(knock, client, nothing_is_recorded):
    answer = knock(password=RIGHT)
    assert answer.status_code == 503
    assert "This could not be recorded" in answer.content.decode()
    assert "sessionid" not in client.cookies
    assert client.get("/cycles/").url.startswith(LOGIN)


def test_a_wrong_try_that_cannot_be_recorded_is_told_nothing(knock, nothing_is_recorded):
    assert knock().status_code == 503


def test_who_leaves_is_let_out_even_where_it_cannot_be_recorded(login, cast, nothing_is_recorded):
    client = login(cast.manager)
    assert client.post(reverse("perfcenter:logout")).status_code == 503
    assert client.get("/cycles/").url.startswith(LOGIN)
