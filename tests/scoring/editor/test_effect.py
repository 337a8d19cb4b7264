"""A draft tried on a cycle: what a score run by it would give, and nothing written."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from perfcenter.base.money import MILLION
from portfolio.models import Manager
from scoring.editor.sides import unsaved
from scoring.editor.trial import effect
from scoring.editor.tried_on import TriedOn
from scoring.editor.write import begin_draft
from scoring.models import Result, Scheme, ScoreRun
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make

pytestmark = pytest.mark.django_db

SCHEME = """\
name = "two"
title = "Two"
title_zh = "两项"

[[dimensions]]
code = "all"
title = "All"
title_zh = "全部"
weight = 100

[[measures]]
code = "ONE"
dimension = "all"
weight = 50
title = "One"
title_zh = "一"
meaning = "One."
meaning_zh = "一。"
unit = "points"
source = { metric = "value" }
rule = { name = "value" }

[[measures]]
code = "TWO"
dimension = "all"
weight = 50
title = "Two"
title_zh = "二"
meaning = "Two."
meaning_zh = "二。"
unit = "points"
source = { metric = "value" }
rule = { name = "value" }

[[bands]]
code = "good"
title = "Good"
title_zh = "好"
from = 80

[[bands]]
code = "rest"
title = "Rest"
title_zh = "其余"
"""
OTHER = SCHEME.replace("weight = 50", "weight = 90", 1).replace("weight = 50", "weight = 10", 1)


@pytest.fixture
def cycle(hr):
    scheme, _is_new = load_scheme(SCHEME, file="two.toml")
    managers = [make.make_manager(number) for number in ("M1", "M2")]
    for manager, one, two in zip(managers, (100, 50), (50, 90), strict=True):
        make.make_value(manager, "ONE", one * MILLION)
        make.make_value(manager, "TWO", two * MILLION)
    return make.make_cycle("T", managers=managers, scheme=scheme)


def run_of(scheme_text, code):
    """Return what a run by a scheme gives, in a cycle of its own."""
    scheme, _is_new = load_scheme(scheme_text.replace('"two"', f'"{code}"'), file="x.toml")
    cycle = make.make_cycle(code, managers=list(Manager.objects.all()), scheme=scheme)
    results = Result.objects.filter(run=score(cycle=cycle))
    return {r.manager_id: (r.composite, r.rank, r.grade) for r in results}


@pytest.mark.parametrize("is_scored", [True, False], ids=["of its run", "of the bank"])
def test_it_is_what_a_score_run_would_give(cycle, is_scored):
    if is_scored:
        score(cycle=cycle)
    found = effect(TriedOn(cycle), cycle.scheme, unsaved(OTHER))
    assert (found.run_number is not None) == is_scored
    before = {p.staff_no: (p.before.composite, p.before.rank, p.before.grade) for p in found.people}
    after = {p.staff_no: (p.after.composite, p.after.rank, p.after.grade) for p in found.people}
    assert before == run_of(SCHEME, "same")
    assert after == run_of(OTHER, "other")
    assert after == {"M1": (95, 1, "good"), "M2": (54, 2, "rest")}


def test_nothing_is_written(cycle):
    score(cycle=cycle)
    before = (ScoreRun.objects.count(), Result.objects.count(), Scheme.objects.count())
    effect(TriedOn(cycle), cycle.scheme, unsaved(OTHER))
    assert (ScoreRun.objects.count(), Result.objects.count(), Scheme.objects.count()) == before
    cycle.refresh_from_db()
    assert cycle.scheme.source == SCHEME


def test_it_counts_who_moves_and_whose_grade_changes(cycle):
    found = effect(TriedOn(cycle), cycle.scheme, unsaved(OTHER))
    assert (found.moved, found.regraded) == (2, 1)
    counts = [(before, after) for _title, before, after, _change in found.grades()]
    assert counts == [(0, 1), (2, 1)]


@pytest.fixture
def other(hr, cycle):
    return begin_draft(text=OTHER, base=cycle.scheme, actor=hr)


def test_the_page_shows_both_and_every_measure_of_who_is_chosen(desk, other):
    address = reverse("scoring:draft_try", args=[other.pk])
    shown = desk.get(address, {"cycle": "T", "staff": "M2"}).content.decode()
    assert "2 of 2 have another composite, 1 another grade." in " ".join(shown.split())
    assert ": every measure" in shown
    assert "54.00" in shown
    assert "90 points" in shown


def test_only_whose_grade_changes(desk, other):
    address = reverse("scoring:draft_try", args=[other.pk])
    page = desk.get(address, {"cycle": "T", "changed": "1"}).context["page"]
    assert [one.staff_no for one in page] == ["M1"]


def test_a_draft_that_is_wrong_is_not_tried(desk, hr, cycle):
    draft = begin_draft(text=OTHER.replace("weight = 10", "weight = 11"), base=None, actor=hr)
    answer = desk.get(reverse("scoring:draft_try", args=[draft.pk]), {"cycle": "T"})
    assert "effect" not in answer.context
    workbook = reverse("scoring:draft_try_xlsx", args=[draft.pk])
    assert desk.get(workbook, {"cycle": "T"}).status_code == 404


def test_two_versions_are_compared_by_words_and_by_effect(desk, other, cycle):
    sides = {"a": f"version:{cycle.scheme_id}", "b": f"draft:{other.pk}", "cycle": "T"}
    shown = desk.get(reverse("scoring:scheme_compare"), sides).content.decode()
    assert "Measures › One (ONE) › Weight" in shown
    assert "95.00" in shown


def test_the_comparison_as_a_workbook(desk, other, cycle):
    sides = {"a": f"version:{cycle.scheme_id}", "b": f"draft:{other.pk}", "cycle": "T"}
    answer = desk.get(reverse("scoring:scheme_compare_xlsx"), sides)
    book = load_workbook(io.BytesIO(answer.content))
    people, _grades, words = book.worksheets
    rows = list(people.iter_rows(min_row=2, max_col=6, values_only=True))
    assert [(r[0], r[3], r[4], r[5]) for r in rows] == [("M1", 75, 95, 20), ("M2", 70, 54, -16)]
    assert words.max_row == 3


NOTHING = ["", "version:", "version:x", f"version:{'9' * 30}", "draft:99", "x:1"]


@pytest.mark.parametrize("key", NOTHING)
def test_what_is_not_there_is_compared_with_nothing(desk, key):
    assert desk.get(reverse("scoring:scheme_compare"), {"a": key, "b": key}).status_code == 200
