"""What a sheet compares with: the newest published cycle before, the newest run before."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils import timezone

from perfcenter.base.formats import plain
from portfolio.models import Value
from scoring.models import Cycle
from scoring.runs.write import score
from scoring.sheet.changes import changes_since
from scoring.sheet.history import published_scores
from scoring.sheet.read import score_sheet
from scoring.sheet.stored import previous_cycle
from tests import factories as make

pytestmark = pytest.mark.once

MILLION = 1_000_000
SPANS = {
    "march": (202603, 202603),
    "april": (202604, 202604),
    "may": (202605, 202605),
    "april-may": (202604, 202605),
    "may-june": (202605, 202606),
    "june": (202606, 202606),
    "july": (202607, 202607),
}
"""Cycles by code; June is the one whose sheet is looked at."""


@pytest.fixture
def manager(cast):
    """Somebody with values that make a composite."""
    manager = cast.manager.manager
    for code in ("SAT", "FIRST"):
        make.make_value(manager, code, 80 * MILLION)
    for code in ("RORAC", "RPROFIT"):
        make.make_target(manager, code, MILLION)
    return manager


@pytest.fixture
def opened(manager):
    """Open the cycle of a code; each has another value of SAT."""

    def open_one(code: str, *, is_published: bool = True) -> Cycle:
        first, last = SPANS[code]
        cycle = make.make_cycle(code, managers=[manager], first_month=first, last_month=last)
        if is_published:
            Value.objects.filter(measure_code="SAT").update(value=satisfaction(code) * MILLION)
            run = score(cycle=cycle)
            Cycle.objects.filter(pk=cycle.pk).update(published_at=timezone.now(), published_run=run)
        return Cycle.objects.get(pk=cycle.pk)

    return open_one


def changed(run, manager):
    return changes_since(run, score_sheet(run, manager, viewer=None))


def satisfaction(code: str) -> int:
    """Another number for every cycle."""
    return 50 + list(SPANS).index(code)


@pytest.fixture
def june(opened):
    return opened("june", is_published=False)


@pytest.mark.parametrize(
    ("published", "previous"),
    [
        ((), None),
        (("april",), "april"),
        (("march", "may", "april"), "may"),
        (("may", "april"), "may"),
        (("april-may", "may"), "may"),
        (("may", "april-may"), "may"),
        (("march", "april-may"), "april-may"),
        (("april", "may-june"), "april"),
        (("april", "july"), "april"),
    ],
)
def test_the_cycle_before_is_the_published_one_that_ended_last(june, opened, published, previous):
    """Whatever was opened last; of two that end together the one that begins later; one that
    ends in this one's first month is none, in the month before it is one."""
    for code in published:
        opened(code)
    found = previous_cycle(june)
    assert (found and found.code) == previous


def test_a_later_cycle_that_is_not_published_is_not_the_one_before(june, opened):
    opened("april")
    opened("may", is_published=False)
    assert previous_cycle(june).code == "april"


def test_a_sheet_shows_the_values_and_the_composite_of_the_cycle_before(
    june, opened, manager, cast
):
    composites = {
        code: opened(code).published_run.results.get().composite
        for code in ("march", "may", "april")
    }
    sheet = score_sheet(score(cycle=june), manager, viewer=cast.hr)
    (sat,) = (line for line in sheet.measures if line.code == "SAT")
    assert sat.previous_value == satisfaction("may")
    assert sheet.previous_composite == composites["may"]
    assert len(set(composites.values())) == 3


def test_the_changes_are_against_the_newest_of_the_runs_before(june, manager):
    runs = []
    for sat in (60, 70, 90):
        Value.objects.filter(measure_code="SAT").update(value=sat * MILLION)
        runs.append(score(cycle=june))
    newest, middle = (changed(runs[number], manager) for number in (2, 1))
    assert (newest.run, middle.run) == (runs[1], runs[0])
    assert newest.before == plain(runs[1].results.get().composite)


def test_another_cycles_run_is_no_run_before(june, opened, manager):
    opened("may")
    first = score(cycle=june)
    assert changed(first, manager) is None
    opened("april")
    assert changed(score(cycle=june), manager).run == first


def test_the_history_is_the_last_two_published_cycles_oldest_first(june, opened, manager):
    for code in ("april", "may", "march", "may-june", "july"):
        opened(code)
    found = published_scores(june, manager.staff_no)
    assert [past.cycle.code for past in found] == ["april", "may"]
    kept = Cycle.objects.get(code="may").published_run.results.get()
    assert found[-1].composite == kept.composite


@pytest.mark.parametrize("order", [("april-may", "may"), ("may", "april-may")])
def test_of_two_that_end_together_the_one_that_begins_later_stands_last(
    june, opened, manager, order
):
    """The last of the history is the one that the sheet compares with."""
    for code in order:
        opened(code)
    found = published_scores(june, manager.staff_no)
    assert [past.cycle.code for past in found] == ["april-may", "may"]


def test_the_history_leaves_out_runs_that_were_not_published(june, opened, manager):
    """Of a published cycle the run that was published, not the others."""
    cycle = opened("may", is_published=False)
    first = score(cycle=cycle)
    Value.objects.filter(measure_code="SAT").update(value=77 * MILLION)
    score(cycle=cycle)
    Cycle.objects.filter(pk=cycle.pk).update(published_at=timezone.now(), published_run=first)
    opened("april", is_published=False)
    (past,) = published_scores(june, manager.staff_no)
    assert past.composite == first.results.get().composite
    assert isinstance(past.composite, Fraction)
