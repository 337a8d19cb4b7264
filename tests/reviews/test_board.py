"""HR's page of a cycle: how far it is, who is late, what stands against publication."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from reviews.services import approve, submit
from scoring.models import Cycle, ScoreRun
from scoring.services.runs import score
from tests import factories as make
from tests.factories import COMPLETE


@pytest.fixture
def board(login, cast, cycle):
    def open_board(who="hr", **query):
        return login(getattr(cast, who)).get(reverse("reviews:board", args=[cycle.code]), query)

    return open_board


def counts(answer):
    return dict(answer.context["board"].whole.counts)


def listed(answer):
    return [member.manager.staff_no for member in answer.context["people"]]


def test_everybody_stands_at_one_step(board, submitted, cast):
    assert counts(board()) == {
        "not_started": 4, "draft": 0, "submitted": 1, "returned": 0, "approved": 0, "published": 0,
    }  # fmt: skip
    approve(report=submitted, actor=cast.supervisor)
    assert counts(board())["approved"] == 1


def test_branches_come_worst_first(board, submitted, cast, cycle):
    approve(report=submitted, actor=cast.supervisor)
    branches = board().context["board"].branches
    assert [b.share_done for b in branches] == sorted(b.share_done for b in branches)


def test_who_is_past_a_date_is_late(board, cycle):
    yesterday = timezone.localdate() - timedelta(days=1)
    Cycle.objects.filter(pk=cycle.pk).update(self_review_due=yesterday)
    assert len(board().context["board"].late) == 5


def test_people_are_found_by_name_or_number(board):
    assert listed(board(q="m1")) == ["M1"]
    assert listed(board(q="Manager M2")) == ["M2"]
    assert "没有" in board(q="nobody").content.decode()


def test_people_come_by_the_page_and_keep_the_search(board, cycle):
    for number in range(20):
        cycle.participants.create(manager=make.make_manager(f"Q{number:02d}"))
    answer = board(q="Q", page=2)
    assert listed(answer) == [f"Q{number}" for number in range(15, 20)]
    assert "q=Q" in answer.content.decode()


def test_a_large_cycle_asks_no_more_than_a_small_one(
    login, cast, cycle, django_assert_max_num_queries
):
    score(cycle=cycle)
    for number in range(30):
        cycle.participants.create(manager=make.make_manager(f"Q{number}"))
    client = login(cast.hr)
    with django_assert_max_num_queries(24):
        client.get(reverse("reviews:board", args=[cycle.code]))


def test_scoring_again_makes_the_next_run(login, cast, cycle):
    client = login(cast.hr)
    for _ in range(2):
        client.post(reverse("reviews:board_score", args=[cycle.code]))
    assert list(ScoreRun.objects.order_by("number").values_list("number", "made_by")) == [
        (1, cast.hr.pk),
        (2, cast.hr.pk),
    ]


def test_publication_waits_for_its_conditions_and_says_which(login, cast, cycle):
    client, url = login(cast.hr), reverse("reviews:board_publish", args=[cycle.code])
    page = client.post(url, follow=True).content.decode()
    assert "没有批准" in page
    cycle.refresh_from_db()
    assert not cycle.is_published


def test_publication_is_asked_once_more_and_then_done(login, cast):
    cycle = make.make_cycle("ONE", managers=[cast.manager.manager])
    report = submit(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    approve(report=report, actor=cast.supervisor)
    score(cycle=cycle)
    client, url = login(cast.hr), reverse("reviews:board_publish", args=["ONE"])
    assert "<form" in client.get(url).content.decode()
    client.post(url)
    cycle.refresh_from_db()
    assert cycle.is_published


def test_the_workbook_holds_everybody_and_no_formula(login, cast, cycle, submitted):
    make.Manager.objects.filter(pk="M1").update(name="=1+1")
    answer = login(cast.hr).get(reverse("reviews:board_xlsx", args=[cycle.code]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    by_number = {row[0]: row for row in rows.to_python()[1:]}
    assert set(by_number) == {"D1", "M1", "M2", "M3", "S1"}
    assert by_number["M1"][1] == "=1+1"
