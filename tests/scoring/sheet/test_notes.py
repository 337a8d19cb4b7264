"""What a sheet says about itself: what was cut, what is out, how much had data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.utils import translation

from scoring.models import ScoreRun
from scoring.runs.write import score
from scoring.scheme.stored import definition
from scoring.sheet.notes import notes_on
from scoring.sheet.read import score_sheet
from scoring.sheet.samples import sample_sheet
from tests import factories as make

CUT = "Bonus is cut at 5 points."


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def with_bonus(*points: float | None, cap: float | None = 5.0):
    """The sample with bonus measures of so many points."""
    sheet = sample_sheet()
    line = sheet.bonus[0]
    bonus = tuple(replace(line, code=f"B{i}", score=given) for i, given in enumerate(points))
    return replace(sheet, bonus=bonus, bonus_cap=cap)


@pytest.mark.parametrize(
    ("points", "is_cut"),
    [
        ((), False),
        ((4.9,), False),
        ((5.0,), False),
        ((2.5, 2.5), False),
        ((1.7, 1.6, 1.7), False),
        ((5.0 + 1e-12,), False),
        ((5.001,), True),
        ((3.0, 2.5), True),
        ((3.0, None, 2.5), True),
        ((4.9, None), False),
    ],
)
def test_that_the_bonus_is_cut_is_said_where_its_measures_come_to_more_than_the_cap(points, is_cut):
    """On the cap nothing is cut, however floats add up to it."""
    assert (CUT in notes_on(with_bonus(*points))) == is_cut


def test_a_bonus_without_a_cap_is_never_cut():
    assert not any("Bonus is cut" in note for note in notes_on(with_bonus(900.0, cap=None)))


@pytest.fixture
def bonus(cast):
    """The sheet of a run in which years bring some points and a ratio, times two, the others."""
    manager = make.make_manager("B9", branch=make.make_branch())
    make.Manager.objects.filter(pk=manager.pk).update(hired_on=date(2021, 1, 1))
    for code in ("RORAC", "RPROFIT", "DEP", "LOAN"):
        make.make_target(manager, code, 1_000_000)

    def of_ratio(ratio: Fraction):
        make.make_value(manager, "MEDICAL", int(ratio * 1_000_000))
        cycle = make.make_cycle("one", managers=[manager], first_month=202612, last_month=202612)
        return score_sheet(score(cycle=cycle), manager, viewer=cast.hr)

    return of_ratio


@pytest.mark.parametrize(
    ("ratio", "points", "is_cut"),
    [(Fraction(1), 3.2, False), (Fraction(19, 10), 5.0, False), (Fraction(2), 5.0, True)],
)
def test_a_run_cuts_the_bonus_where_its_sheet_says_so(bonus, ratio, points, is_cut):
    """Six years are 1.2 points; a ratio of 1.9 is 3.8, which makes five."""
    sheet = bonus(ratio)
    cap = definition(ScoreRun.objects.get().cycle.scheme).bonus.cap
    assert (sheet.bonus_points, sheet.bonus_cap) == (pytest.approx(points), float(cap))
    assert (CUT in notes_on(sheet)) == is_cut


def test_a_score_that_its_cap_cut_is_named_with_the_cap():
    sheet = with_bonus(2.0)
    assert "Training hours: the score is cut at 120." in notes_on(sheet)
    capped = replace(sheet.bonus[0], title="Awards", capped_at=2.0)
    assert "Awards: the score is cut at 2." in notes_on(replace(sheet, bonus=(capped,)))


def test_a_measure_that_is_out_says_why_and_where_its_weight_went():
    notes = notes_on(sample_sheet())
    assert "Research: no data; the weight goes to the other measures of Learning." in notes


def test_a_dimension_that_is_out_says_so_once():
    sheet = sample_sheet()
    learning = sheet.dimensions[-1]
    nothing = tuple(replace(m, score=None, status="no_data") for m in learning.measures)
    out = replace(sheet, dimensions=(*sheet.dimensions[:-1], replace(learning, measures=nothing)))
    said = "Nothing in Learning could be scored; its weight goes to the other dimensions."
    assert [note for note in notes_on(out) if "Learning" in note] == [said]


def test_how_much_of_the_weight_had_data_is_said_where_anything_is_out():
    sheet = sample_sheet()
    assert any("of the weight had data" in note for note in notes_on(sheet))
    whole = replace(
        sheet,
        dimensions=tuple(
            replace(d, measures=tuple(m for m in d.measures if m.score is not None))
            for d in sheet.dimensions
        ),
    )
    assert not any("of the weight had data" in note for note in notes_on(whole))


def test_without_a_composite_the_sheet_says_how_little_had_data():
    nothing = replace(sample_sheet(), composite=None, weight_with_data=0.371)
    notes = notes_on(nothing)
    assert notes[0].startswith("Less than the part of the weight that a composite needs had data: ")
    assert not any(note.endswith("of the weight had data.") for note in notes)
