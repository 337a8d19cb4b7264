"""Pages of lists ask and read no more of a large bank than of a small one."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portfolio.models import Posting
from reviews.models import AnnualReport
from scoring.cycles.lines import open_lines
from scoring.cycles.read import listed_cycles
from scoring.cycles.witnesses import keep_who_leads
from scoring.models import Witness
from scoring.runs.write import score
from tests import factories as make

MOST = {"supervisor": 12, "auditor": 9, "hr": 13}
"""Queries; HR's also asks for what is to be reopened, and who is late."""


@pytest.fixture
def crowd(cast, cycle):
    """Sixty people of somebody else, all with reports."""
    people = [make.make_manager(f"Q{n:02d}", supervisor=cast.director.manager) for n in range(60)]
    for manager in people:
        cycle.participants.create(manager=manager)
        AnnualReport.objects.create(
            cycle=cycle, manager=manager, state="submitted", texts={"achievements": "长文" * 50},
            saved_at=timezone.now(), submitted_at=timezone.now(),
        )  # fmt: skip
    open_lines(cycle, [manager.pk for manager in people])
    return people


def asked(client, url):
    client.get(url)  # the session is renewed once an hour
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("who", list(MOST))
def test_a_queue_reads_the_reports_of_its_page_without_their_texts(login, cast, cycle, crowd, who):
    client, url = login(getattr(cast, who)), reverse("reviews:queue_cycle", args=[cycle.code])
    sql = asked(client, url)
    assert len(sql) <= MOST[who]
    assert not any('"texts"' in one for one in sql)


def test_a_queue_comes_by_the_page_with_what_waits_first(login, cast, cycle, crowd):
    url = reverse("reviews:queue_cycle", args=[cycle.code])
    client = login(cast.auditor)
    pages = [client.get(url, {"page": n}).context["list"].dressed for n in (1, 2, 3)]
    listed = [line.member.manager.staff_no for page in pages for line in page]
    assert listed[:60] == [f"Q{n:02d}" for n in range(60)]
    assert [len(page) for page in pages] == [25, 25, len(listed) - 50]


@pytest.mark.parametrize("query", [{}, {"state": "submitted"}, {"sort": "-score"}, {"q": "Q1"}])
def test_the_board_reads_no_texts_and_lists_a_page(login, cast, cycle, crowd, query):
    score(cycle=cycle)
    client, url = login(cast.hr), reverse("reviews:board", args=[cycle.code])
    sql = asked(client, f"{url}?{urlencode(query)}")
    assert len(sql) <= 34
    assert not any('"texts"' in one or 'portfolio_factfile"' in one for one in sql)
    answer = client.get(url, query)
    assert len(answer.context["people"].object_list) <= 15


@pytest.mark.parametrize(
    ("who", "page", "most"),
    [
        ("manager", "scoring:sheet", 29),
        ("supervisor", "scoring:sheet", 19),
        ("supervisor", "reviews:review", 26),
        ("hr", "reviews:review", 23),
    ],
)
def test_a_page_of_one_person_asks_little(login, cast, cycle, submitted, who, page, most):
    for _run in range(2):
        score(cycle=cycle)
    client = login(getattr(cast, who))
    assert len(asked(client, reverse(page, args=[cycle.code, "M1"]))) <= most


@pytest.mark.parametrize("who", ["manager", "supervisor", "hr", "auditor"])
@pytest.mark.parametrize("page", ["reviews:queue_cycle", "scoring:sheet", "reviews:cycle_list"])
def test_nothing_is_asked_twice_on_a_page(login, cast, cycle, submitted, crowd, who, page):
    score(cycle=cycle)
    args = {"reviews:queue_cycle": [cycle.code], "scoring:sheet": [cycle.code, "M1"]}
    sql = asked(login(getattr(cast, who)), reverse(page, args=args.get(page, [])))
    assert [one for one in sql if sql.count(one) > 1] == []


def test_publishing_keeps_all_lines_in_one_statement(cast, cycle, crowd):
    with CaptureQueriesContext(connection) as captured:
        keep_who_leads(cycle)
    assert len(captured) == 1
    assert Witness.objects.filter(cycle=cycle, manager="Q07").count() >= 1


def test_a_circle_of_supervisors_ends_and_nobody_stands_above_herself(cycle):
    led, upper, other = (make.make_manager(number) for number in ("C1", "C2", "C3"))
    for manager, supervisor in ((led, upper), (upper, other), (other, upper)):
        Posting.objects.filter(manager=manager).update(supervisor=supervisor)
    for manager in (led, upper):
        cycle.participants.create(manager=manager)
    open_lines(cycle, [led.pk, upper.pk])
    keep_who_leads(cycle)
    kept = Witness.objects.filter(cycle=cycle, manager__in=["C1", "C2"])
    assert sorted(kept.values_list("manager", "supervisor", "reason")) == [
        ("C1", "C2", "led"),
        ("C1", "C3", "above"),
        ("C2", "C3", "led"),
    ]


def test_the_list_of_cycles_counts_a_director_s_people_once_a_cycle(cast, cycle, crowd):
    found = listed_cycles(cast.director)
    joined = [join.table_name for join in found.query.alias_map.values()]
    assert "scoring_participant" not in joined
    assert found.get(code=cycle.code).people >= len(crowd)
