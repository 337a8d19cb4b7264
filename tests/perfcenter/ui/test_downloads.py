"""What a browser saves is named for one person alone."""

from __future__ import annotations

import io
from urllib.parse import unquote

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from perfcenter.ui.workbooks import Table, workbook
from portfolio.models import Manager
from scoring.runs.write import score
from tests import factories as make

FILES = [
    ("reviews:deck", {}, "张伟-{}-2026-草稿.pptx"),
    ("scoring:sheet_workbook", {}, "张伟-{}-2026.xlsx"),
    ("scoring:explanation_workbook", {"measure": "RORAC"}, "张伟-{}-2026-RORAC.xlsx"),
]


@pytest.mark.parametrize(("url", "arguments", "expected"), FILES)
def test_files_of_two_people_of_one_name_have_two_names(login, cast, url, arguments, expected):
    people = [make.make_manager("A/7"), make.make_manager("10402")]
    Manager.objects.filter(pk__in=["A/7", "10402"]).update(name="张伟")
    score(cycle=make.make_cycle(managers=people))
    for number, in_name in (("A/7", "A%2f7"), ("10402", "10402")):
        address = reverse(url, kwargs={"code": "2026", "staff_no": number, **arguments})
        answer = login(cast.hr).get(address)
        said = answer["Content-Disposition"].removeprefix("attachment; filename*=UTF-8''")
        assert unquote(said) == expected.format(in_name)
        assert "/" not in said


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["DEP", "dep", "Dep"], ["DEP", "dep 2", "Dep 3"]),
        (["History"], ["History 2"]),
        (["x" * 40, "x" * 41], ["x" * 31, "x" * 27 + " 2"]),
        (["a[b]:c"], ["a_b__c"]),
        ([""], [" 2"]),
    ],
)
def test_worksheets_of_one_name_are_told_apart(names, expected):
    blob = workbook([Table(name, ["a"], []) for name in names])
    assert CalamineWorkbook.from_filelike(io.BytesIO(blob)).sheet_names == expected
