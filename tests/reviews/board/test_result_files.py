"""The result files of a cycle's newest run, for who sees all of it."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from scoring.runs.write import score, score_again
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(cast):
    make.make_cycle(managers=[cast.manager.manager])
    return reverse("reviews:board_result_files", args=["2026"])


def test_human_resources_get_the_files_of_the_newest_run(login, cast, address):
    run = score(cycle=cast.manager.manager.participations.get().cycle)
    answer = login(cast.hr).get(address)
    assert "2026-result-files.xlsx" in answer["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["scores", "results", "rorac", "weights"]
    found = [row[0] for row in book.get_sheet_by_name("results").to_python()[1:]]
    assert found == [result.manager_id for result in run.results.order_by("manager_id")]


def test_before_the_first_run_there_are_none_and_the_board_offers_none(login, cast, address):
    client = login(cast.hr)
    assert client.get(address).status_code == 404
    board = reverse("reviews:board", args=["2026"])
    assert address not in client.get(board).content.decode()
    score(cycle=cast.manager.manager.participations.get().cycle)
    assert address in client.get(board).content.decode()


def test_the_board_says_as_of_which_day_the_run_is(login, cast, address):
    cycle = cast.manager.manager.participations.get().cycle
    board = reverse("reviews:board", args=["2026"])
    score(cycle=cycle)
    assert "记录截至" not in login(cast.hr).get(board).content.decode()
    score_again(cycle=cycle, as_of=date(2026, 6, 30))
    shown = login(cast.hr).get(board).content.decode()
    assert "<span>记录截至2026-06-30</span>" in shown
    assert "已有评分批次#2，记录截至2026-06-30" in shown
