"""A published result is amended for one person: the run's inputs and a correction, nothing else."""

from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from perfcenter.base.refusals import Refused
from portfolio.models import Value
from scoring.amending.sheet import amended_sheet
from scoring.amending.trial import tried
from scoring.amending.verifying import broken_amendments, difference
from scoring.amending.write import amend, published_run
from scoring.inputs.correcting import Correction
from scoring.models import Amendment, Judgment, Result
from scoring.runs.in_force import amendments_of, results_in_force
from scoring.runs.kept import named_by_runs
from scoring.runs.recomputing import first_difference
from scoring.runs.result_files import result_files
from scoring.sheet.read import score_sheet
from tests.thawing import thawed

pytestmark = pytest.mark.django_db


def to(measure, number, staff_no="M1"):
    return [Correction(staff_no, measure, Fraction(number))]


@pytest.fixture
def amended(world, cycle, manager):
    return amend(
        cycle=cycle, manager=manager, corrections=to("SAT", 90), reason="漏计一份问卷",
        actor=world[0].director,
    )  # fmt: skip


def test_the_correction_is_computed_by_the_engine_over_the_same_inputs(run, amended):
    before = Result.objects.get(run=run, manager="M1")
    # A half of the weight, twenty points more.
    assert amended.composite == before.composite + 10
    assert (before.grade, amended.grade) == ("fair", "good")
    sat = next(row for row in amended.after["measures"] if row["measure_code"] == "SAT")
    assert (sat["value"], sat["score"]) == ("90/1", 90.0)


def test_a_judgment_is_corrected_alike(cycle, run, manager, world):
    found = amend(
        cycle=cycle, manager=manager, corrections=to("HAND", 100), reason="x",
        actor=world[0].director,
    )  # fmt: skip
    assert found.composite == Result.objects.get(run=run, manager="M1").composite + 6
    assert Judgment.objects.get(cycle=cycle, manager="M1").score == 80


def test_the_run_and_the_others_stand(run, amended):
    assert first_difference(run) == ""
    others = results_in_force(Result.objects.filter(run=run).exclude(manager="M1"))
    assert {one.manager_id: one.composite for one in others} == dict(
        Result.objects.filter(run=run).exclude(manager="M1").values_list("manager", "composite")
    )
    assert list(amendments_of([run])) == [(run.pk, "M1")]


def test_how_the_others_would_have_differed_is_listed(cycle, manager, run, world):
    found = amend(
        cycle=cycle, manager=manager, corrections=to("PCT", 100), reason="x",
        actor=world[0].director,
    )  # fmt: skip
    differ = {who: (was, now) for who, was, now in found.others}
    # Who stood before her in the percentile would have lost points by it.
    assert Fraction(differ["S1"][1][0]) < Fraction(differ["S1"][0][0])
    assert Result.objects.get(run=run, manager="S1").composite == Fraction(differ["S1"][0][0])


def test_what_the_bank_knows_now_is_not_read(run):
    before = tried(run, "M1", to("SAT", 90))
    Value.objects.all().delete()
    assert tried(run, "M1", to("SAT", 90)) == before


@pytest.mark.parametrize(
    ("measure", "number"), [("SAT", 69), ("SAT", 70), ("HAND", 101), ("HAND", "80.5"), ("NONE", 1)]
)
def test_nobody_is_worse_off_and_no_odd_number_is_taken(cycle, manager, world, measure, number):
    """Less, the same, beyond the scale, no whole score, no such measure."""
    with pytest.raises(Refused):
        amend(
            cycle=cycle, manager=manager, corrections=to(measure, number), reason="x",
            actor=world[0].director,
        )  # fmt: skip
    assert not Amendment.objects.exists()


def test_a_second_amendment_stands_on_the_first(cycle, manager, world, amended):
    second = amend(
        cycle=cycle, manager=manager, corrections=to("HAND", 90), reason="x",
        actor=world[0].director,
    )  # fmt: skip
    assert (second.number, second.composite) == (2, amended.composite + 3)
    with pytest.raises(Refused):  # to what the run had: less than what counts now
        amend(
            cycle=cycle, manager=manager, corrections=to("SAT", 75), reason="x",
            actor=world[0].director,
        )  # fmt: skip


def test_an_unpublished_cycle_is_scored_again_instead(cycle):
    cycle.published_run = None
    with pytest.raises(Refused):
        published_run(cycle)


def test_it_never_changes_and_its_files_stay(amended):
    with pytest.raises(DatabaseError), transaction.atomic():
        Amendment.objects.update(reason="y")
    assert any(named.digest == amended.manifest for named in named_by_runs())


def test_the_sheet_of_it_says_what_it_came_to_and_the_published_one_what_it_was(
    run, manager, amended
):
    was, now = score_sheet(run, manager, viewer=None), amended_sheet(amended, viewer=None)
    assert now.composite == was.composite + 10
    assert (was.grade_title, now.grade_title) == ("尚可", "良好")
    assert now.peer_median == was.peer_median
    assert now.measures[1] == was.measures[1]


def test_result_files_say_what_counts_and_beside_it_what_was_published(run, manager, amended):
    files = {name: text.decode("utf-8-sig") for name, text in result_files(run).items()}
    (row,) = [r for r in files["results.csv"].splitlines() if r.startswith("M1,")]
    assert row.split(",")[1:4] == ["75.6667", "2", "good"]
    head, line = files["amendments.csv"].splitlines()
    found = dict(zip(head.split(","), line.split(","), strict=True))
    assert (found["composite_published"], found["grade_published"]) == ("65.6667", "fair")
    assert found["reason"] == "漏计一份问卷"


def said(*words):
    out = StringIO()
    call_command("verify_run", *words, stdout=out)
    return out.getvalue()


def test_it_comes_out_again(amended):
    assert difference(amended) == ""
    assert list(broken_amendments()) == []
    assert "#1" in said("2026")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("composite", Fraction(99)),
        ("grade", "poor"),
        ("corrections", [["M1", "SAT", 0, "91/1"]]),
        ("before_digest", "0" * 64),
        ("others", [["S1", ["1/1", 1, ""], ["1/1", 1, ""]]]),
    ],
)
def test_what_was_changed_behind_its_back_is_found(amended, column, value):
    with thawed(Amendment._meta.db_table):
        Amendment.objects.filter(pk=amended.pk).update(**{column: value})
    (finding,) = broken_amendments()
    assert finding.place == f"id={amended.pk}"
    with pytest.raises(CommandError):
        said("2026")
