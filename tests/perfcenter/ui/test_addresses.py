"""Addresses hold whatever a bank calls its people, and nothing that no page has."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse

from scoring.runs.write import score
from tests import factories as make

ODD = ["A/1", "..", ".", "A 1", "A?1", "A#1", "A%2F1", "~2F", "张三", "a;b", "=1+1"]


def test_any_staff_number_has_its_pages(db, login, subtests):
    people = {number: make.make_user(make.make_manager(number)) for number in ODD}
    score(cycle=make.make_cycle(managers=[user.manager for user in people.values()]))
    for number, user in people.items():
        with subtests.test(number):
            for name in ("scoring:sheet", "scoring:sheet_workbook"):
                assert login(user).get(reverse(name, args=["2026", number])).status_code == 200
            assert login(user).get("/").url == reverse("scoring:sheet", args=["2026", number])


@pytest.mark.parametrize(
    "address",
    [
        "/cycles/%00/scores/M1/",
        "/cycles/2026/scores/%00/",
        "/schemes/%00/1/",
        "/cycles/2026/reports/?q=%00",
        "/cycles/2026/scores/M1/RORAC/?open=deposit&open=%00&open=stock&open=pools",
    ],
)
def test_a_nul_is_no_part_of_an_address(cast, cycle, login, address):
    score(cycle=cycle)
    assert login(cast.hr).get(address).status_code == 400


def test_a_page_may_be_asked_for_without_its_body(cast, cycle, login):
    for name in ("reviews:board", "reviews:queue_cycle"):
        assert login(cast.hr).head(reverse(name, args=[cycle.code])).status_code == 200


def test_a_session_lives_on_while_it_is_used(cast, cycle, login, monkeypatch):
    client = login(cast.manager)
    client.get("/cycles/")
    begun = client.session.get_expiry_date()
    later = time.time() + 2 * 3600
    monkeypatch.setattr("perfcenter.site.middleware.time.time", lambda: later)
    answer = client.get("/cycles/")
    assert "sessionid" in answer.cookies
    assert client.session.get_expiry_date() > begun


def test_reading_writes_the_session_once_an_hour_at_most(cast, cycle, login):
    client = login(cast.manager)
    client.get("/cycles/")
    assert "sessionid" not in client.get("/cycles/").cookies


def test_pages_are_for_the_browser_of_who_asked_alone(cast, cycle, login):
    answer = login(cast.manager).get("/cycles/")
    assert answer.headers["Cache-Control"] == "private, no-cache"
