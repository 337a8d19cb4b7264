"""A run keeps each measure's completion and its score before bounds; runs made before did not."""

from dataclasses import asdict
from fractions import Fraction

import pytest

from portfolio.models import Manager
from scoring.models import MeasureScore, ScoreRun
from scoring.runs.verifying import broken_runs, digests_of_older
from scoring.runs.write import score
from scoring.sheet.read import score_sheet
from tests import factories as make
from tests.thawing import thawed

MILLION = 1_000_000


@pytest.fixture
def manager(db) -> Manager:
    return make.make_manager()


@pytest.fixture
def cycle(manager):
    """A deposit of five times its target, and a satisfaction of 87."""
    account = make.make_account(
        client=make.make_client(manager=manager), product=make.make_product()
    )
    for month in range(202601, 202613):
        make.make_ledger_row(account, month, average_balance=1_000_000)
    make.make_target(manager, "DEP", 2_000 * MILLION)
    make.make_value(manager, "SAT", 87 * MILLION)
    return make.make_cycle(managers=[manager])


def measure(run: ScoreRun, code: str) -> MeasureScore:
    return MeasureScore.objects.get(run=run, measure_code=code)


def without_completions(run: ScoreRun) -> None:
    with thawed("scoring_measurescore"):
        MeasureScore.objects.filter(run=run).update(completion=None, uncapped=None)


def made_before(run: ScoreRun) -> ScoreRun:
    """Make of a run one of layout 1: its rows lack what came later, so does its digest."""
    without_completions(run)
    digest = digests_of_older({run.pk: 1})[run.pk]
    with thawed("scoring_scorerun"):
        ScoreRun.objects.filter(pk=run.pk).update(layout=1, results_digest=digest)
    run.refresh_from_db()
    return run


def test_completion_and_the_score_before_its_cap_are_kept_exactly(cycle):
    dep = measure(score(cycle=cycle), "DEP")
    assert (dep.completion, dep.uncapped, dep.score) == (5, 500, 150.0)


def test_a_value_that_is_its_own_score_has_no_completion(cycle):
    sat = measure(score(cycle=cycle), "SAT")
    assert (sat.completion, sat.uncapped) == (None, Fraction(87))


def test_what_is_out_has_neither(cycle):
    loan = measure(score(cycle=cycle), "LOAN")
    assert (loan.status, loan.completion, loan.uncapped) == ("no_target", None, None)


def test_the_digest_of_a_run_covers_them(cycle):
    run = score(cycle=cycle)
    assert not list(broken_runs())
    without_completions(run)
    assert [finding.place for finding in broken_runs()] == [f"id={run.pk}"]


def test_a_run_of_layout_1_is_compared_with_the_digest_that_it_was_made_with(cycle):
    run = made_before(score(cycle=cycle))
    assert not list(broken_runs())
    with thawed("scoring_measurescore"):
        MeasureScore.objects.filter(run=run, measure_code="DEP").update(score=149.0)
    assert [finding.place for finding in broken_runs()] == [f"id={run.pk}"]


def test_a_sheet_of_a_run_of_layout_1_shows_the_same(cycle, manager):
    run = score(cycle=cycle)
    one = asdict(score_sheet(run, manager, viewer=None))
    other = asdict(score_sheet(made_before(run), manager, viewer=None))
    assert one["dimensions"] == other["dimensions"]
    assert one["bonus"] + one["deductions"] == other["bonus"] + other["deductions"]
    assert any(line["completion"] == 5.0 for d in one["dimensions"] for line in d["measures"])
