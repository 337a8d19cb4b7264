"""Files that take a while are made one at a time for a person, and few at a time for the bank."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.urls import reverse

from perfcenter.base.claims import Claim
from scoring.runs.write import score
from tests.elsewhere import claimed_elsewhere

ROOT = Path(__file__).resolve().parents[3]
MINE = {"code": "2026", "staff_no": "M1"}
EXPORTS = [
    ("reviews:deck", MINE),
    ("reviews:board_xlsx", {"code": "2026"}),
    ("reviews:board_result_files", {"code": "2026"}),
    ("scoring:sheet_workbook", MINE),
    ("scoring:explanation_workbook", {**MINE, "measure": "RORAC"}),
]
SMALL = {"scheme_file"}  # a text that is stored as it is sent


@pytest.fixture
def ask(login, cast, cycle):
    score(cycle=cycle)
    return lambda name, arguments, user=None: login(user or cast.hr).get(
        reverse(name, kwargs=arguments)
    )


@pytest.mark.parametrize(("name", "arguments"), EXPORTS)
def test_a_second_file_for_the_same_person_is_refused_while_the_first_is_made(
    ask, cast, name, arguments
):
    with claimed_elsewhere(Claim.EXPORT_OF_USER, cast.hr.pk):
        answer = ask(name, arguments)
        assert ask(name, arguments, cast.auditor).status_code == 200
    assert (answer.status_code, answer["Retry-After"]) == (429, "5")
    assert "你上一次请求的文件仍在生成" in answer.content.decode()
    assert ask(name, arguments).status_code == 200


def test_where_every_place_of_the_bank_is_taken_all_are_refused(ask, cast, settings):
    settings.EXPORTS_AT_ONCE = 2
    with claimed_elsewhere(Claim.EXPORT, 0):
        assert ask(*EXPORTS[1]).status_code == 200
        with claimed_elsewhere(Claim.EXPORT, 1):
            answer = ask(*EXPORTS[1], cast.auditor)
    assert (answer.status_code, answer["Retry-After"]) == (429, "5")
    assert ask(*EXPORTS[1]).status_code == 200


def test_who_waits_for_a_file_may_read_everything(ask, cast):
    with claimed_elsewhere(Claim.EXPORT_OF_USER, cast.hr.pk):
        assert ask("reviews:board", {"code": "2026"}).status_code == 200


def test_every_view_that_makes_a_file_is_limited():
    for path in ROOT.glob("*/*/views.py"):
        for view in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(view, ast.FunctionDef) or view.name in SMALL:
                continue
            called = {n.func.id for n in ast.walk(view) if isinstance(n, ast.Call)
                      and isinstance(n.func, ast.Name)}  # fmt: skip
            decorators = {d.id for d in view.decorator_list if isinstance(d, ast.Name)}
            assert "attachment" not in called or "export" in decorators, f"{path}: {view.name}"
