"""Who left before a cycle's last day and owes no report keeps no share from reaching the whole."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from reviews.deciding.write import approve
from reviews.report.write import submit
from tests import factories as make
from tests.factories import COMPLETE


@pytest.fixture
def board(login, cast):
    """The board of a cycle of two, of whom M2 has left; M1's report is approved."""
    managers = [cast.manager.manager, cast.colleague.manager]
    cycle = make.make_cycle("TWO", managers=managers)
    make.Manager.objects.filter(pk="M2").update(left_on=date(2026, 6, 30))
    report = submit(
        cycle=cycle, manager=managers[0], content=COMPLETE, version=0, actor=cast.manager
    )
    approve(report=report, actor=cast.supervisor)

    def open_board(**query):
        return login(cast.hr).get(reverse("reviews:board", args=[cycle.code]), query)

    return open_board


def listed(answer):
    return [member.manager.staff_no for member in answer.context["people"]]


def test_a_leaver_does_not_keep_the_board_from_the_whole(board):
    whole = board().context["board"].whole
    assert (whole.percent_done, whole.total, whole.everybody, whole.left) == ("100.0%", 1, 2, 1)
    assert board().context["step_items"][5]["note"] == "100.0%"


def test_that_a_leaver_is_not_counted_is_said_at_the_top_the_steps_and_the_branch(board):
    page = board().content.decode()
    assert page.count("1人已离职或退出参评，不计入") == 4  # the publication's line says it too


def test_a_leaver_is_listed_for_herself_and_with_everybody(board):
    answer = board()
    assert listed(answer) == ["M1", "M2"]
    counts = {tab.code: tab.count for tab in answer.context["listing"].tabs}
    assert (counts[""], counts["left"]) == (2, 1)
    assert "not_started" not in counts
    assert listed(board(state="left")) == ["M2"]
    assert listed(board(state="not_started")) == []


def test_a_leaver_whose_report_is_approved_counts_as_done(board):
    make.Manager.objects.filter(pk="M1").update(left_on=date(2026, 6, 30))
    whole = board().context["board"].whole
    assert (whole.percent_done, whole.total, whole.left) == ("100.0%", 1, 1)


def test_a_branch_that_everybody_left_is_not_behind(board):
    make.Manager.objects.filter(pk="M2").update(branch=make.make_branch("B9"))
    found = board().context["board"]
    gone = next(branch for branch in found.branches if branch.left)
    assert (gone.percent_done, gone.total) == ("—", 0)
    assert found.behind == []


def test_every_tab_counts_the_people_it_lists(board):
    for query in ({}, {"q": "M2"}, {"branch": "B1"}, {"line": "corporate"}):
        for tab in board(**query).context["listing"].tabs:
            assert len(listed(board(state=tab.code, **query))) == tab.count
