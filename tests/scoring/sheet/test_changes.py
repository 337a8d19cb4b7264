"""What changed since the run before adds up, and says which of value, target and weight differ."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from portfolio.models import Target, Value
from scoring.runs.write import score
from scoring.sheet.changes import changes_since
from scoring.sheet.read import score_sheet
from tests import factories as make

pytestmark = pytest.mark.once

MILLION = 1_000_000
VALUES = ("SAT", "FIRST", "FILES", "P360", "RESEARCH")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def manager(cast):
    """Somebody with a book, targets, and five imported values."""
    manager = cast.manager.manager
    account = make.make_account(
        client=make.make_client(manager=manager), product=make.make_product()
    )
    make.make_ledger_row(account, 202601, average_balance=1_000_000, fees=3_000)
    for code in ("RORAC", "DEP", "FEE"):
        make.make_target(manager, code, 50_000 * MILLION)
    for number, code in enumerate(VALUES):
        make.make_value(manager, code, 80_123_457 + number * 1_234_567)
    return manager


@pytest.fixture
def cycle(manager):
    return make.make_cycle(managers=[manager])


def changed(run, manager):
    return changes_since(run, score_sheet(run, manager, viewer=None))


def test_the_first_run_has_nothing_before_it(cycle, manager):
    assert changed(score(cycle=cycle), manager) is None


def test_what_came_in_for_others_changes_nothing(cycle, manager, cast):
    score(cycle=cycle)
    make.make_value(cast.colleague.manager, "SAT", 80 * MILLION)
    changes = changed(score(cycle=cycle), manager)
    assert (changes.lines, changes.more, changes.points) == ((), 0, Decimal("0.00"))


@pytest.mark.parametrize("step", [1, 7_777_777, 3_333_333, -9_999_999])
def test_the_lines_add_up_to_the_difference_of_the_composites_shown(cycle, manager, step):
    before = score(cycle=cycle)
    for number, row in enumerate(Value.objects.filter(manager=manager), start=1):
        Value.objects.filter(pk=row.pk).update(value=row.value + step // number)
    changes = changed(score(cycle=cycle), manager)
    assert changes.adds_up
    assert changes.run == before
    assert [abs(line.points) for line in changes.lines] == sorted(
        (abs(line.points) for line in changes.lines), reverse=True
    )


def test_beyond_six_lines_the_rest_is_one_that_adds_up_too(cycle, manager):
    score(cycle=cycle)
    for row in Value.objects.filter(manager=manager):
        Value.objects.filter(pk=row.pk).update(value=row.value + 5 * MILLION)
    for code in ("HOURS", "LOAN", "OTHER"):
        make.make_target(manager, code, MILLION)
    Target.objects.filter(manager=manager).update(target=60_000 * MILLION)
    changes = changed(score(cycle=cycle), manager)
    assert (len(changes.lines), changes.adds_up) == (6, True)
    assert changes.more == 2


def said(changes, code):
    return next(line.what for line in changes.lines if line.code == code)


def test_a_value_says_what_it_was_and_is(cycle, manager):
    score(cycle=cycle)
    Value.objects.filter(measure_code="SAT").update(value=90 * MILLION)
    changes = changed(score(cycle=cycle), manager)
    assert said(changes, "SAT") == "80.12 points → 90.00 points"


def test_a_weight_that_moved_says_from_what_to_what(cycle, manager):
    """A measure that is out gives its weight to the others of its dimension."""
    score(cycle=cycle)
    Value.objects.filter(measure_code="FIRST").delete()
    changes = changed(score(cycle=cycle), manager)
    assert said(changes, "FIRST").startswith("81.36 points → —")
    what = said(changes, "FILES")
    assert what.startswith("weight ")
    before, after = (float(part.strip("%")) for part in what.removeprefix("weight ").split(" → "))
    assert after > before


def test_values_that_differ_read_as_different(cycle, manager):
    score(cycle=cycle)
    Value.objects.filter(measure_code="SAT").update(value=80_124_457)
    changes = changed(score(cycle=cycle), manager)
    assert said(changes, "SAT") == "80.123 points → 80.124 points"


def test_a_target_that_moved_says_from_what_to_what(cycle, manager):
    score(cycle=cycle)
    Target.objects.filter(measure_code="FEE").update(target=20_000 * MILLION)
    changes = changed(score(cycle=cycle), manager)
    assert said(changes, "FEE") == "target CNY 50.00 k → CNY 20.00 k"


def test_the_page_shows_the_total_under_a_double_rule(cycle, manager, cast, login):
    score(cycle=cycle)
    Value.objects.filter(measure_code="SAT").update(value=90 * MILLION)
    score(cycle=cycle)
    page = login(cast.manager).get(reverse("scoring:sheet", args=["2026", "M1"])).content.decode()
    assert '<div class="total">' in page
