"""A reviewer's score stands in the place of the computed one: within bounds, with its reason."""

from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from perfcenter.trail.verifying import broken_rows, read_log
from reviews.publishing.checks import publication_checks
from scoring.explanation import Opening, explain
from scoring.models import (
    Cycle,
    MeasureScore,
    OverriddenScore,
    Result,
    ScoreOverride,
)
from scoring.runs.recomputing import first_difference
from scoring.runs.result_tables import result_tables
from scoring.runs.verifying import broken_runs
from scoring.runs.write import score, score_again
from scoring.sheet.read import newest_run, score_sheet
from tests import factories as make
from tests.cast import make_cast
from tests.overridable import REASON, approve_all, make_submitted, other_figures, set_score
from tests.published import publish_now

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(keeping):
    with keeping():
        cast = make_cast()
        yield cast, make_submitted(cast).pk


@pytest.fixture
def cast(kept, db):
    return kept[0]


@pytest.fixture
def cycle(kept, cast):
    return Cycle.objects.select_related("scheme").get(pk=kept[1])


def line_of(run, staff_no="M1", viewer=None):
    manager = Result.objects.get(run=run, manager=staff_no).manager
    sheet = score_sheet(run, manager, viewer=viewer)
    return next(line for line in sheet.measures if line.code == "SAT")


def test_the_next_run_reads_it_and_the_composite_follows(cycle, cast):
    before = newest_run(cycle)
    set_score(cycle, cast)
    made = score_again(cycle=cycle)
    assert made.is_new
    assert MeasureScore.objects.get(run=made.run, manager="M1", measure_code="SAT").score == 73
    row = OverriddenScore.objects.get(run=made.run)
    assert (row.manager_id, row.computed, row.score, row.counts) == ("M1", 70, 73, True)
    assert (row.set_by, row.reason) == (cast.supervisor.username, REASON)
    was, now = (Result.objects.get(run=run, manager="M1").composite for run in (before, made.run))
    # Without judgments satisfaction weighs five sevenths.
    assert float(now - was) == pytest.approx(3 * 5 / 7, abs=1e-4)
    assert not list(broken_runs())
    assert first_difference(made.run) == first_difference(before) == ""
    assert not score_again(cycle=cycle).is_new


@pytest.mark.parametrize("number", [65, 75, "74.99"])
def test_on_a_bound_it_is_taken(cycle, cast, number):
    set_score(cycle, cast, number)
    assert ScoreOverride.objects.get().score == Fraction(number)


@pytest.mark.parametrize("number", ["64.99", "75.01", 0, 100, "70.123"])
def test_beyond_it_or_finer_than_two_places_it_is_refused(cycle, cast, number):
    with pytest.raises(Refused):
        set_score(cycle, cast, number)
    assert not ScoreOverride.objects.exists()


def test_it_needs_a_reason_and_a_measure_that_allows_it(cycle, cast):
    for wrong in ({"reason": " \n"}, {"measure_code": "HAND"}, {"measure_code": "PCT"},
                  {"reason": "x" * 501}):  # fmt: skip
        with pytest.raises(Refused):
            set_score(cycle, cast, **wrong)
    assert not ScoreOverride.objects.exists()


def test_only_the_reviewer_sets_it_and_nobody_for_herself(cycle, cast):
    for who in (cast.manager, cast.colleague, cast.director, cast.hr, cast.auditor):
        with pytest.raises(NotAllowed):
            set_score(cycle, cast, actor=who)
    with pytest.raises(NotAllowed):
        set_score(cycle, cast, 78, manager=cast.supervisor.manager)
    assert not ScoreOverride.objects.exists()


def test_before_there_is_a_run_there_is_nothing_to_override(cast):
    cycle = make.make_cycle(
        managers=[cast.manager.manager], scheme=Cycle.objects.get(code="2026").scheme, code="later"
    )
    with pytest.raises(Refused):
        set_score(cycle, cast)


def test_taken_back_the_computed_score_counts_again(cycle, cast):
    set_score(cycle, cast)
    score(cycle=cycle)
    set_score(cycle, cast, None)
    made = score(cycle=cycle)
    assert not OverriddenScore.objects.filter(run=made).exists()
    assert line_of(made).score == 70
    actions = AuditEntry.objects.filter(action__startswith="score.over").order_by("id")
    assert [one.action for one in actions] == ["score.override", "score.override_back"]
    assert actions[0].detail["computed"] == "70.00"


def test_where_other_figures_put_it_beyond_the_bounds_it_does_not_count(cycle, cast):
    set_score(cycle, cast)
    other_figures()
    made = score(cycle=cycle)
    line = line_of(made)
    assert (line.score, line.is_overridden, line.changed.counts) == (60, False, False)
    assert first_difference(made) == ""
    files = {table.name: table for table in result_tables(made)}
    assert files["overrides"].rows[0][2:5] == ("60.000000", "73.000000", "0")


def test_sheet_files_and_explanation_show_both_scores(cycle, cast):
    set_score(cycle, cast)
    made = score(cycle=cycle)
    line = line_of(made)
    assert (line.score, line.changed.computed, line.changed.reason) == (73, 70, REASON)
    files = {table.name: table for table in result_tables(made)}
    heads = files["scores"].heads
    rows = [dict(zip(heads, row, strict=True)) for row in files["scores"].rows]
    hers = {(row["staff_no"], row["computed_score"]) for row in rows
            if row["measure_code"] == "SAT"}  # fmt: skip
    assert hers == {("M1", "70.000000"), ("M2", ""), ("S1", ""), ("D1", "")}
    results = [dict(zip(files["results"].heads, row, strict=True)) for row in files["results"].rows]
    assert {row["staff_no"]: row["overridden_measures"] for row in results}["M1"] == "SAT"
    manager = cast.manager.manager
    explained = explain(made, manager, "SAT", Opening(), viewer=cast.supervisor)
    named = {formula.name: [piece.text for piece in formula.pieces]
             for formula in explained.formulas}  # fmt: skip
    assert named["得分"] == ["73.00", "=", "70.00", "+", "3"]
    client = Client()
    client.force_login(cast.supervisor)
    page = client.get(f"/cycles/{cycle.code}/scores/M1/SAT/").content.decode()
    assert REASON in page
    assert cast.supervisor.name in page


def test_a_run_without_overrides_has_the_files_of_before(cycle):
    files = {table.name: table for table in result_tables(newest_run(cycle))}
    assert "overrides" not in files
    assert "computed_score" not in files["scores"].heads
    assert "overridden_measures" not in files["results"].heads


def test_it_is_published_only_with_the_run_that_read_it_and_stays_then(cycle, cast):
    set_score(cycle, cast)
    approve_all(cycle, cast)
    held = {check.code: check.holds for check in publication_checks(cycle)}
    assert held["overrides"] is False
    score(cycle=cycle)
    assert {check.code: check.holds for check in publication_checks(cycle)}["overrides"] is True
    published = publish_now(cycle, cast)
    with pytest.raises(Refused):
        set_score(published, cast, 74)
    with pytest.raises(DatabaseError), transaction.atomic():
        ScoreOverride.objects.update(score=Fraction(74))
    found = broken_rows(read_log().newest)
    assert [one for one in found if "overrid" in one.table or "result" in one.table] == []
