"""A person through time: posts, published cycles, absences; and the list of people."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portfolio.models import Absence, Manager, Posting
from scoring.models import Cycle, Result
from scoring.people.read import cycles_of, posts_of
from scoring.runs.write import score
from tests.factories import make_branch, make_client, make_manager

PEOPLE = "/people/"


def numbers(client, query: str = "") -> list[str]:
    return [one.staff_no for one in client.get(PEOPLE + query).context["list"].dressed]


@pytest.mark.parametrize(
    ("who", "seen"),
    [("manager", ["M1"]), ("supervisor", ["M1", "M2", "S1"]),
     ("supervisor_elsewhere", ["M3", "S2"]), ("hr", ["D1", "M1", "M2", "M3", "S1", "S2"])],
)  # fmt: skip
def test_people_are_listed_within_ones_scope(login, cast, who, seen):
    assert numbers(login(getattr(cast, who))) == seen


@pytest.mark.parametrize(
    ("query", "seen"),
    [("?q=M2", ["M2"]), ("?branch=B1", ["M1", "M2", "S1"]), ("?branch=HO&line=", None),
     ("?state=left", ["M2"]), ("?state=serving&branch=B1", ["M1", "S1"])],
)  # fmt: skip
def test_people_are_narrowed_by_words_branch_with_those_below_and_service(login, cast, query, seen):
    Manager.objects.filter(pk="M2").update(left_on=date(2020, 1, 1))
    found = numbers(login(cast.hr), query)
    assert found == (seen or ["D1", "M1", "M2", "M3", "S1", "S2"])


def test_who_leaves_today_is_still_in_service(login, cast):
    Manager.objects.filter(pk="M2").update(left_on=timezone.localdate())
    assert "M2" in numbers(login(cast.hr), "?state=serving")
    assert numbers(login(cast.hr), "?state=left") == []


def test_each_post_lasts_to_the_day_before_the_next(cast):
    manager, other = cast.manager.manager, make_branch("B9")
    manager.hired_on, manager.left_on = date(2020, 3, 1), None
    Posting.objects.create(manager=manager, branch=other, from_on=date(2025, 7, 1))
    newest, first = posts_of(manager)
    assert (newest.posting.branch, newest.from_on, newest.to_on) == (other, date(2025, 7, 1), None)
    assert (first.from_on, first.to_on) == (date(2020, 3, 1), date(2025, 6, 30))


def test_without_postings_what_holds_now_is_the_one_post(cast):
    (post,) = posts_of(cast.manager.manager)
    assert post.posting.supervisor == cast.supervisor.manager


def test_a_cycle_says_its_grade_once_it_is_published(cast, cycle):
    run = score(cycle=cycle)
    manager = cast.manager.manager
    assert [one.result for one in cycles_of(cast.manager, manager)] == [None]
    Cycle.objects.filter(pk=cycle.pk).update(published_at=timezone.now(), published_run=run)
    (past,) = cycles_of(cast.manager, manager)
    assert past.result == Result.objects.get(run=run, manager=manager)


def test_the_page_shows_absences_and_how_many_clients_there_are(login, cast):
    manager = cast.manager.manager
    make_client("C1", manager=manager)
    Absence.objects.create(
        manager=manager, from_on=date(2026, 5, 4), to_on=date(2026, 5, 8), kind="病假"
    )
    page = login(cast.supervisor).get(reverse("scoring:person", args=["M1"])).content.decode()
    assert "病假" in page
    assert "2026-05-08" in page
    assert "1户客户" in page


def test_a_long_list_of_people_asks_no_more_than_a_short_one(login, cast):
    client, asked = login(cast.hr), []
    for number in (1, 20):
        for one in range(number):
            make_manager(f"P{number}-{one}", supervisor=cast.supervisor.manager)
        client.get(PEOPLE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PEOPLE)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 10


@pytest.mark.parametrize(
    ("who", "sees"),
    [("manager", True), ("hr", True), ("supervisor", False), ("director", False),
     ("auditor", False)],
)  # fmt: skip
def test_where_somebody_is_reached_is_seen_by_herself_and_hr_alone(login, cast, who, sees):
    Manager.objects.filter(pk="M1").update(
        email="m1@bank.example", wecom_id="WeM1", dingtalk_id="DingM1"
    )
    client = login(getattr(cast, who))
    page = client.get(f"{PEOPLE}M1/").content.decode()
    assert [text in page for text in ("m1@bank.example", "WeM1", "DingM1")] == [sees] * 3
    assert not client.get(f"{PEOPLE}?q=m1@bank.example").context["list"].count
