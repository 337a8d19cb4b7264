"""An amendment of somebody whose grade a calibration moved: one definition of what counts."""

from __future__ import annotations

import csv
from fractions import Fraction
from io import StringIO

import pytest

from perfcenter.base.formats import language
from portfolio.models import Manager
from scoring.amending.sheet import amended_sheet
from scoring.amending.verifying import difference
from scoring.amending.write import amend
from scoring.inputs.correcting import Correction
from scoring.models import CalibratedGrade, Result
from scoring.runs.final import settled_grade
from scoring.runs.in_force import counting, counts_in_force, results_in_force
from scoring.runs.result_files import result_files
from scoring.scheme.stored import definition
from scoring.sheet.read import score_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def grades(cycle):
    return [band.code for band in definition(cycle.scheme).grades]


def move(run, manager, grade):
    was = Result.objects.get(run=run, manager=manager).grade
    return CalibratedGrade.objects.create(
        run=run, manager=manager, was=was, grade=grade, reason="conduct"
    )


@pytest.mark.parametrize(
    ("moved_to", "computed", "counts"),
    [
        (0, 1, 0),  # what the run said comes out again: the calibrated grade stands
        (0, 2, 0),  # nobody is worse off
        (2, 0, 0),  # the correction lifts the grade: the better of the two
        (2, 1, 2),
    ],
)
def test_the_better_of_a_calibrated_and_a_corrected_grade_counts(
    run,
    manager,
    grades,
    moved_to,
    computed,
    counts,
):
    CalibratedGrade.objects.create(
        run=run, manager=manager, was=grades[1], grade=grades[moved_to], reason="conduct"
    )
    assert settled_grade(run, manager.staff_no, grades[computed]) == grades[counts]
    assert settled_grade(run, "M2", grades[computed]) == grades[computed]


def test_everything_says_the_same_grade(world, run, cycle, manager, grades):
    hr = world[0].hr
    was = Result.objects.get(run=run, manager=manager).grade
    best = grades[0] if was != grades[0] else grades[1]
    move(run, manager, best)

    def counted():
        (found,) = results_in_force(Result.objects.filter(run=run, manager=manager))
        people = Manager.objects.annotate(found=counting(run, "grade"))
        assert people.get(pk=manager.pk).found == found.grade
        return found.grade

    assert counted() == best
    assert counts_in_force(run)[best] >= 1
    published = score_sheet(run, manager, viewer=hr).grade_title
    made = amend(
        cycle=cycle, manager=manager, corrections=[Correction("M1", "SAT", Fraction(100))],
        reason="Forms were not counted", actor=hr,
    )  # fmt: skip
    run.refresh_from_db()
    assert counted() == made.grade
    titles = {band.code: band.title_for(language()) for band in definition(cycle.scheme).grades}
    assert amended_sheet(made, viewer=hr).grade_title == titles[made.grade]
    assert grades.index(made.grade) <= grades.index(best)
    assert score_sheet(run, manager, viewer=hr).grade_title == published == titles[best]
    assert difference(made) == ""
    rows = csv.DictReader(StringIO(result_files(run)["results.csv"].decode("utf-8-sig")))
    row = next(one for one in rows if one["staff_no"] == manager.staff_no)
    assert row["calibrated_grade"] == made.grade
