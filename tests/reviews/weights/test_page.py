"""HR sees within which span each weight leaves the first ten in their order."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from django.urls import reverse
from python_calamine import CalamineWorkbook

from perfcenter.models import User
from reviews.weights.read import weights_of
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make

pytestmark = pytest.mark.django_db

MARCH = {"first_month": 202603, "last_month": 202603}
MEASURE = """
[[measures]]
code = "{code}"
dimension = "{dimension}"
weight = 100
title = "Measure {code}"
title_zh = "指标{code}"
meaning = "m"
meaning_zh = "说明"
unit = "points"
source = {{ metric = "value" }}
rule = {{ name = "value" }}
"""
DIMENSION = """
[[dimensions]]
code = "{code}"
title = "Dimension {code}"
title_zh = "维度{code}"
weight = 50
"""
SCHEME = (
    'name = "two"\ntitle = "Two"\ntitle_zh = "两个维度"\n'
    + DIMENSION.format(code="one")
    + DIMENSION.format(code="two")
    + MEASURE.format(code="A", dimension="one")
    + MEASURE.format(code="B", dimension="two")
    + '[[bands]]\ncode = "any"\ntitle = "Any"\ntitle_zh = "全部"\n'
)


@pytest.fixture
def cycle(db):
    """One has 100 and 40, the other 60 and 70: level where 40 t = 30 (1 - t)."""
    managers = [make.make_manager("M1"), make.make_manager("M2")]
    scheme, _is_new = load_scheme(SCHEME, file="two.toml")
    for manager, a, b in zip(managers, (100, 60), (40, 70), strict=True):
        make.make_value(manager, "A", a * 1_000_000)
        make.make_value(manager, "B", b * 1_000_000)
    return make.make_cycle("C", managers=managers, scheme=scheme, **MARCH)


@pytest.fixture
def hr(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(make.make_user(role=User.Role.HR))
    return client


def test_the_spans_are_those_of_the_run(cycle):
    found = weights_of(score(cycle=cycle))
    spans = {line.code: (line.span.low, line.span.high) for line in found.lines}
    assert spans["one"] == (pytest.approx(3 / 7), 1)
    assert spans["two"] == (0, pytest.approx(4 / 7))
    assert [line.is_alone for line in found.lines] == [False, False, True, True]
    assert found.tightest.code in {"one", "two"}
    assert found.tightest.slack == pytest.approx(0.5 - 3 / 7)


def test_bonus_and_deductions_count_in_the_order(cycle):
    """A point more for the first: she stays ahead down to a smaller weight."""
    bonus = '\n[[bonus.measures]]\ncode = "X"' + MEASURE.partition('code = "{code}"')[2].format(
        code="X", dimension=""
    ).replace('dimension = ""\nweight = 100\n', "")
    scheme, _is_new = load_scheme(SCHEME + bonus, file="two.toml")
    people = [one.manager for one in cycle.participants.order_by("manager_id")]
    make.make_value(people[0], "X", 1_000_000)
    other = make.make_cycle("D", managers=people, scheme=scheme, **MARCH)
    found = {line.code: line for line in weights_of(score(cycle=other)).lines}
    assert found["one"].span.low == pytest.approx(29 / 70)  # 40 t + 1 = 30 (1 - t)


def test_the_page_and_the_workbook_show_them(cycle, hr):
    score(cycle=cycle)
    page = hr.get(reverse("reviews:weights", args=["C"])).content.decode()
    assert "42.86%" in page
    assert "moves by 7.14%" in page
    content = hr.get(reverse("reviews:weights_xlsx", args=["C"])).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1][:3] == ["Dimension one", "one", "Composite score"]
    assert rows[1][3:] == [0.5, pytest.approx(3 / 7), 1.0]


def test_without_a_run_the_page_says_so(cycle, hr):
    assert "No score run yet" in hr.get(reverse("reviews:weights", args=["C"])).content.decode()
    assert hr.get(reverse("reviews:weights_xlsx", args=["C"])).status_code == 404


def test_the_page_asks_few_queries(cycle, hr, django_assert_max_num_queries):
    score(cycle=cycle)
    with django_assert_max_num_queries(13):
        hr.get(reverse("reviews:weights", args=["C"]))
