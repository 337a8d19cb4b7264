"""A board's people by branch and line, with rank and grade once these are published."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from portfolio.models import Manager
from reviews.board import narrowing
from reviews.board.narrowing import Place
from scoring.models import Cycle, Result
from scoring.runs.write import score
from tests import factories as make
from tests.thawing import thawed


@pytest.fixture
def board(login, cast, cycle):
    def open_board(**query):
        return login(cast.hr).get(reverse("reviews:board", args=[cycle.code]), query)

    return open_board


@pytest.fixture
def region(cycle):
    """A regional branch N with a branch N1 below it and N11 below that; a person at each."""
    above = make.Branch.objects.get(code="HO")
    for code in ("N", "N1", "N11"):
        above = make.make_branch(code, parent=above)
        manager = make.make_manager(f"Q{code}", branch=above, line="retail")
        cycle.participants.create(manager=manager)


@pytest.fixture
def ranked(cycle):
    """A run in which M1 to M3 have rank and grade, the others neither."""
    run = score(cycle=cycle)
    with thawed("scoring_result"):
        Result.objects.filter(run=run).update(rank=None, grade="")
        for rank, (number, grade) in enumerate(
            [("M3", "excellent"), ("M1", "good"), ("M2", "below")]
        ):
            Result.objects.filter(run=run, manager=number).update(rank=rank + 1, grade=grade)
    return run


def publish(cycle, run):
    Cycle.objects.filter(pk=cycle.pk).update(published_run=run, published_at=timezone.now())


def listed(answer):
    return [member.manager.staff_no for member in answer.context["people"]]


def test_a_branch_is_listed_with_those_below_it(board, region):
    assert listed(board(branch="N")) == ["QN", "QN1", "QN11"]
    assert listed(board(branch="N1")) == ["QN1", "QN11"]
    assert listed(board(branch="nowhere")) == []


def test_the_head_office_is_listed_for_itself_alone(board, region):
    here = Manager.objects.filter(branch="HO", participations__isnull=False)
    assert set(listed(board(branch="HO"))) == {manager.pk for manager in here}


def test_branch_line_search_and_state_narrow_together(board, region, submitted):
    assert listed(board(line="retail", branch="N", q="11")) == ["QN11"]
    assert listed(board(line="retail", branch="N", state="submitted")) == []
    assert listed(board(line="corporate", branch="N")) == []


def test_sorting_paging_and_tabs_keep_branch_and_line(board, cycle):
    branch = make.make_branch("P", parent=make.Branch.objects.get(code="HO"))
    for number in range(20):
        manager = make.make_manager(f"P{number:02d}", branch=branch, line="retail")
        cycle.participants.create(manager=manager)
    page = board(branch="P", line="retail", sort="-number").content.decode()
    links = re.findall(r'href="(\?[^"]*)#people"', page.split('id="people"')[1])
    kept = [link for link in links if "branch=P" in link and "line=retail" in link]
    assert set(links) - set(kept) == {"?sort=-number"}  # shows everybody again
    assert any("page=2" in link for link in kept)
    second = board(branch="P", line="retail", sort="-number", page=2)
    assert listed(second) == ["P04", "P03", "P02", "P01", "P00"]


def test_of_many_branches_those_below_the_chosen_one_are_offered(board, region, monkeypatch):
    everything = board().context["board"].places
    assert Place("N11", "Branch N11", 2) in everything
    monkeypatch.setattr(narrowing, "MANY", 2)
    assert [p.code for p in board().context["board"].places if p.depth] == []
    assert [p.code for p in board(branch="N1").context["board"].places if p.depth] == ["N1", "N11"]


def test_rank_and_grade_come_with_publication(board, cycle, ranked):
    before = board(sort="rank")
    assert [row.member.rank for row in before.context["people"]] == [None] * 5
    assert ">名次" not in re.sub(r"\s+", "", before.content.decode())
    assert listed(before) == listed(board())
    publish(cycle, ranked)
    after = {
        row.manager.pk: (row.member.rank, row.member.grade) for row in board().context["people"]
    }
    assert (after["M3"][0], after["M1"][0], after["M2"]) == (1, 2, (3, "不合格"))
    assert after["M3"][1] != after["M1"][1]
    assert ">名次" in re.sub(r"\s+", "", board().content.decode())
    assert after["D1"] == (None, "")


def test_who_has_no_rank_or_grade_comes_last_both_ways(board, cycle, ranked):
    publish(cycle, ranked)
    assert listed(board(sort="rank")) == ["M3", "M1", "M2", "D1", "S1"]
    assert listed(board(sort="-rank")) == ["M2", "M1", "M3", "D1", "S1"]
    assert listed(board(sort="grade")) == ["M3", "M1", "M2", "D1", "S1"]
    assert listed(board(sort="-grade")) == ["M2", "M1", "M3", "D1", "S1"]
