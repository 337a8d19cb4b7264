"""The runs of a cycle: each opens its results as they were, whatever came after."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from portfolio.models import Value
from scoring.models import Result, ScoreRun
from scoring.runs.write import score
from tests.factories import make_manager, make_value


@pytest.fixture
def two_runs(cast, cycle):
    """Two runs with different scores of M1."""
    make_value(cast.manager.manager, "SAT", 80_000_000)
    score(cycle=cycle)
    Value.objects.all().delete()
    make_value(cast.manager.manager, "SAT", 40_000_000)
    score(cycle=cycle)
    return ScoreRun.objects.filter(cycle=cycle).order_by("number")


def cells(client, name: str, *arguments: object) -> list[list[object]]:
    shown = client.get(reverse(name, args=arguments)).context["list"]
    return [[column.value(row) for column in shown.columns] for row in shown.dressed]


def test_the_runs_stand_newest_first_with_what_became_of_each(cast, login, two_runs):
    listed = cells(login(cast.auditor), "scoring:run_list", "2026")
    assert [(row[0], row[3]) for row in listed] == [
        ("#2", "最新；与台账一致"),
        ("#1", "已由#2取代"),
    ]
    first, second = two_runs
    assert [row[-1] for row in listed] == [second.results_digest, first.results_digest]


def test_each_run_opens_the_results_that_it_has(cast, login, two_runs):
    client = login(cast.hr)
    for run in two_runs:
        listed = {row[0]: row[4] for row in cells(client, "scoring:run", "2026", run.number)}
        kept = {r.manager_id: r.composite for r in Result.objects.filter(run=run)}
        assert {who: one and one.value for who, one in listed.items()} == kept


def test_somebodys_sheet_of_a_run_is_that_of_the_run(cast, login, two_runs):
    client = login(cast.hr)
    shown = [
        client.get(reverse("scoring:run_sheet", args=["2026", number, "M1"])).context["sheet"]
        for number in (1, 2)
    ]
    values = [next(m.value for m in sheet.measures if m.code == "SAT") for sheet in shown]
    assert values == [80, 40]


def test_who_is_not_in_a_run_has_no_sheet_of_it(cast, login, two_runs):
    client = login(cast.hr)
    cast_off = make_manager("Z1", branch=cast.manager.manager.branch)
    two_runs[0].cycle.participants.create(manager=cast_off)
    url = reverse("scoring:run_sheet", args=["2026", 1, "Z1"])
    assert client.get(url).status_code == 404


def test_the_workbook_of_a_run_holds_its_page(cast, login, two_runs):
    client = login(cast.hr)
    answer = client.get(reverse("scoring:run_xlsx", args=["2026", 1]))
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )
    assert [row[0] for row in rows[1:]] == [
        row[0] for row in cells(client, "scoring:run", "2026", 1)
    ]


def test_a_result_is_found_by_name_and_line(cast, login, two_runs):
    url = reverse("scoring:run", args=["2026", 1])
    page = login(cast.hr).get(url, {"q": "M1"}).context["list"]
    assert [line.result.manager_id for line in page.dressed] == ["M1"]


def test_the_log_leads_to_a_run(cast, login, two_runs):
    found = login(cast.auditor).get("/audit/?action=run.score").context["list"].dressed
    assert [line.href for line in found] == ["/cycles/2026/runs/2/", "/cycles/2026/runs/1/"]


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


def test_long_lists_ask_no_more_than_short_ones(cast, login, cycle):
    client, runs = login(cast.hr), reverse("scoring:run_list", args=["2026"])
    asked = []
    for number in range(3):
        for one in range(5 * number):
            cycle.participants.create(manager=make_manager(f"L{number}{one}"))
        score(cycle=cycle)
        asked.append(queries(client, runs))
    assert asked[0] == asked[2]
    few, many = (queries(client, reverse("scoring:run", args=["2026", n])) for n in (1, 2))
    assert few == many
