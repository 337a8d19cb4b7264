"""The page that says why a score changed, its workbook, and the command."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from portfolio.models import CostPool, LedgerRow, Rate
from scoring.comparing import service
from scoring.models import Result, ScoreRun
from scoring.runs.write import score
from tests import factories as make
from tests.excel import values_of
from tests.thawing import thawed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english"), pytest.mark.once]


@pytest.fixture(autouse=True)
def _a_page_waits(monkeypatch):
    """Nobody asks a worker here."""
    monkeypatch.setattr(service, "SOME", 10_000)


@pytest.fixture
def staff_no(bank, db) -> str:
    """Somebody with a composite."""
    run, _hr = bank
    found = Result.objects.filter(run=run, composite__isnull=False).order_by("-composite")
    return found.first().manager_id


@pytest.fixture
def hr(bank, db, login):
    return login(bank[1])


@pytest.fixture
def second(bank, db) -> ScoreRun:
    LedgerRow.objects.update(average_balance=1_000_000_00)
    Rate.objects.update(ftp_rate=40_000)
    CostPool.objects.update(amount=77_777_00)
    make.touch_book()
    return score(cycle=bank[0].cycle)


def address(staff_no: str, name: str = "why") -> str:
    return reverse(f"scoring:{name}", args=["C", staff_no])


def test_one_run_alone_has_nothing_to_be_compared_with(hr, staff_no):
    page = hr.get(address(staff_no)).content.decode()
    assert "仅有一个评分批次" in page


def test_what_is_shown_adds_up_to_the_composite_shown(hr, staff_no, second):
    context = hr.get(address(staff_no)).context
    composite = context["composite"]
    assert composite.first + sum(composite.parts) == composite.last
    assert {step.group.value for step in context["groups"] if step.moves} <= {
        "volume",
        "price",
        "pools",
    }
    assert context["measures"]
    for measure in context["measures"]:
        for name in ("value", "score", "points"):
            total = getattr(measure.total, name)
            if total is not None:
                assert sum(getattr(step, name) for step in measure.steps) == total


def test_the_sheet_leads_to_the_page(hr, staff_no, second):
    sheet = hr.get(reverse("scoring:sheet", args=["C", staff_no])).content.decode()
    assert f"{address(staff_no)}?from=1&amp;to=2" in sheet


def test_the_other_way_round_the_difference_has_the_other_sign(hr, staff_no, second):
    there, back = (
        hr.get(address(staff_no), query).context["composite"].difference
        for query in ({"from": 1, "to": 2}, {"from": 2, "to": 1})
    )
    assert there == -back != 0


@pytest.mark.parametrize("query", [{"from": "9"}, {"to": "x"}, {"from": "1", "to": "0"}])
def test_a_run_that_is_not_there_is_not_found(hr, staff_no, second, query):
    assert hr.get(address(staff_no), query).status_code == 404


def test_a_run_of_before_the_vault_says_so(hr, staff_no, second):
    with thawed("scoring_scorerun"):
        ScoreRun.objects.filter(number=1).update(manifest="")
    page = hr.get(address(staff_no)).content.decode()
    assert "生成时尚未留存所读数据" in page


def test_the_workbook_has_the_parts_of_the_composite(hr, staff_no, second):
    answer = hr.get(address(staff_no, "why_workbook"))
    rows = values_of(answer.content)
    assert len(rows) == 10
    parts = [row[1] for row in rows[2:9]]
    assert rows[1][2] + sum(parts) == pytest.approx(rows[9][2])


def test_the_command_writes_rows_whose_parts_add_up(second, tmp_path):
    out = io.StringIO()
    path = tmp_path / "parts.csv"
    call_command("compare_runs", "C", "1", "2", csv=path, stdout=out)
    assert "Prices:" in out.getvalue()
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert rows[0][3:] == [
        "before", "volume", "price", "class", "pools", "shares", "targets", "scheme", "after",
    ]  # fmt: skip
    whole = [row for row in rows[1:] if "" not in row[3:]]
    assert whole
    for row in whole:
        assert sum(map(Decimal, row[3:-1])) == Decimal(row[-1])


def test_the_command_names_a_run_that_is_not_there(second):
    with pytest.raises(CommandError, match="C has no score run #3"):
        call_command("compare_runs", "C", "1", "3")
