"""The result files of a cycle's newest run, for who sees all of it."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from scoring.runs.write import score
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(cast):
    make.make_cycle(managers=[cast.manager.manager])
    return reverse("reviews:board_result_files", args=["2026"])


def test_human_resources_get_the_files_of_the_newest_run(login, cast, page):
    run = score(cycle=cast.manager.manager.participations.get().cycle)
    answer = login(cast.hr).get(page)
    assert "2026-result-files.xlsx" in answer["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["scores", "results", "rorac", "weights"]
    found = [row[0] for row in book.get_sheet_by_name("results").to_python()[1:]]
    assert found == [result.manager_id for result in run.results.order_by("manager_id")]


def test_before_the_first_run_there_are_none_and_the_board_offers_none(login, cast, page):
    client = login(cast.hr)
    assert client.get(page).status_code == 404
    board = reverse("reviews:board", args=["2026"])
    assert page not in client.get(board).content.decode()
    score(cycle=cast.manager.manager.participations.get().cycle)
    assert page in client.get(board).content.decode()
