"""Hours and exam marks both come from the courses taken; a course may have either or both."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from portfolio.models import Training
from scoring.models import MeasureScore
from scoring.runs.write import score
from scoring.scheme.shipped import BALANCED
from scoring.scheme.write import load_scheme
from tests import factories as make

MARCH = date(2026, 3, 15)
CODES = ("HOURS", "EXAM")


@pytest.fixture
def people(db):
    """One who takes part, and one who does not."""
    return {"in": make.make_manager("IN"), "out": make.make_manager("OUT")}


@pytest.fixture
def course(people):
    """Enter a course with hours, a mark, both or neither."""

    def take(who: str, *, hours: int | None, mark: int | None, day: date = MARCH) -> None:
        Training.objects.create(
            manager=people[who],
            course="Credit",
            hours=None if hours is None else hours * 1_000_000,
            exam_score=None if mark is None else mark * 1_000_000,
            completed_on=day,
        )

    return take


@pytest.fixture
def values(people):
    """What HOURS and EXAM come to in a run over March, as the scheme says or by another word."""

    def of_run(*, of_exams: str = "") -> dict[str, Fraction | None]:
        text = BALANCED.read_text("utf-8").replace('"balanced"', '"trained"', 1)
        if of_exams:
            source = 'source = { metric = "exam_mean" }'
            assert text.count(source) == 1
            text = text.replace(source, f'{source}\nwithout_records = "{of_exams}"')
        scheme, _is_new = load_scheme(text.encode(), file="trained.toml")
        cycle = make.make_cycle(
            "C", managers=[people["in"]], scheme=scheme, first_month=202603, last_month=202603
        )
        make.make_target(people["in"], "HOURS", 10_000_000)
        rows = MeasureScore.objects.filter(run=score(cycle=cycle), measure_code__in=CODES)
        return dict(rows.values_list("measure_code", "value"))

    return of_run


def test_hours_add_up_and_marks_are_averaged_over_the_courses_that_have_one(values, course):
    course("in", hours=6, mark=None)
    course("in", hours=2, mark=81)
    course("in", hours=None, mark=90)
    course("out", hours=50, mark=1)
    assert values() == {"HOURS": 8, "EXAM": Fraction(171, 2)}


def test_a_mark_of_nothing_is_a_mark(values, course):
    course("in", hours=1, mark=0)
    course("in", hours=0, mark=80)
    assert values() == {"HOURS": 1, "EXAM": 40}


def test_while_nobody_has_records_both_are_out(values):
    assert values(of_exams="zero_once_anybody_has") == {"HOURS": None, "EXAM": None}


@pytest.mark.parametrize("who", ["in", "out"])
def test_an_hour_of_anybodys_makes_no_exam_mark_of_nothing(values, course, who):
    """Training records are no exam records: whoever sat none is not marked 0 for a course."""
    course(who, hours=6, mark=None)
    found = values(of_exams="zero_once_anybody_has")
    assert found == {"HOURS": 6 if who == "in" else 0, "EXAM": None}


@pytest.mark.parametrize("mark", [75, 0])
def test_once_anybody_of_the_bank_has_a_mark_the_others_have_nothing_where_the_scheme_says_so(
    values, course, mark
):
    course("out", hours=6, mark=mark)
    assert values(of_exams="zero_once_anybody_has") == {"HOURS": 0, "EXAM": 0}


def test_as_the_scheme_comes_who_has_no_mark_is_out(values, course):
    course("out", hours=6, mark=75)
    assert values() == {"HOURS": 0, "EXAM": None}


def test_by_the_word_zero_nobody_needs_a_record(values):
    assert values(of_exams="zero") == {"HOURS": None, "EXAM": 0}


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_a_course_counts_by_the_day_it_was_completed(values, course, day, counts):
    course("in", hours=6, mark=75, day=day)
    assert values() == ({"HOURS": 6, "EXAM": 75} if counts else {"HOURS": None, "EXAM": None})
