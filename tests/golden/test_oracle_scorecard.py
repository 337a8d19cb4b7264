"""The oracle's scorecard on numbers worked out by hand, and the published AHP case."""

from datetime import date
from fractions import Fraction

import pytest

from tests.golden.books.book import Book
from tests.golden.oracle import Question, answer, scorecard
from tests.golden.oracle.ahp import dimension_weights
from tests.golden.oracle.months import full_years


def test_the_published_judgments_give_the_published_weights():
    weights = [round(float(weight), 4) for weight in dimension_weights().values()]
    assert weights == [0.4832, 0.2717, 0.1569, 0.0882]
    assert abs(sum(dimension_weights().values()) - 1) < Fraction(1, 10**45)


@pytest.mark.parametrize(
    ("hired", "end", "years"),
    [
        (date(1990, 1, 1), date(1993, 12, 31), 3),
        (date(1990, 12, 31), date(1993, 12, 31), 3),
        (date(1992, 2, 29), date(1993, 2, 28), 0),
        (date(1992, 2, 29), date(1993, 3, 1), 1),
        (date(1994, 1, 1), date(1993, 12, 31), 0),
    ],
)
def test_full_years_are_anniversaries_reached(hired, end, years):
    assert full_years(hired, end) == years


def lines(values: dict[str, str], targets: dict[str, str] | None = None):
    """Return the lines of somebody with these values and targets."""
    return scorecard.lines(
        "ann",
        {("ann", code): Fraction(value) for code, value in values.items()},
        {("ann", code): Fraction(target) for code, target in (targets or {}).items()},
    )


def test_completion_is_capped_on_either_side():
    values = {"RORAC": "-5", "RPROFIT": "50", "DEP": "160", "HOURS": "500"}
    found = lines(values, dict.fromkeys(values, "100"))
    assert {code: line.score for code, line in found.items()} == {
        "RORAC": 0,
        "RPROFIT": 50,
        "DEP": 150,
        "HOURS": 120,
    }


def test_a_missing_or_zero_target_puts_a_measure_out():
    assert set(lines({"RORAC": "1", "DEP": "1", "FEE": "1"}, {"DEP": "0", "FEE": "2"})) == {"FEE"}


@pytest.mark.parametrize(
    ("ratio", "score"), [("0", 100), ("0.005", 100), ("0.0275", 50), ("0.05", 0), ("0.9", 0)]
)
def test_bad_loans_count_linearly_between_the_anchors(ratio, score):
    assert lines({"NPL": ratio})["NPL"].score == score


def test_what_is_out_leaves_its_weight_to_its_dimension_and_an_empty_one_to_the_others():
    found = lines({"RPROFIT": "1", "DEP": "1", "SAT": "1"}, {"RPROFIT": "1", "DEP": "1"})
    finance, customer = list(dimension_weights().values())[:2]
    assert found["RPROFIT"].weight == finance / (finance + customer)
    assert found["DEP"].weight == customer / (finance + customer) * Fraction(30, 45)
    assert abs(sum(line.weight for line in found.values()) - 1) < Fraction(1, 10**45)


def test_less_than_half_of_the_weight_gives_no_composite():
    learning = {"EXAM": "80", "RESEARCH": "80"}
    assert scorecard.composite(lines(learning)) is None
    finance = lines(learning | {"RORAC": "8", "RPROFIT": "8"}, {"RORAC": "10", "RPROFIT": "10"})
    assert scorecard.composite(finance) == 80


def test_bonus_points_come_on_top_up_to_five():
    base = {"RORAC": "8", "RPROFIT": "8", "SAT": "80"}
    plan = {"RORAC": "10", "RPROFIT": "10"}
    found = lines(base | {"YEARS": "7", "MEDICAL": "0.5"}, plan)
    assert scorecard.composite(found) == Fraction("82.4")
    assert (found["YEARS"].score, found["YEARS"].weight) == (Fraction("1.4"), 0)
    assert scorecard.composite(lines(base | {"YEARS": "24", "MEDICAL": "0.5"}, plan)) == 85


def test_equals_share_a_rank_and_bands_begin_at_their_limit():
    limits = {"a": "110", "b": "100", "c": "100", "d": "99.9999", "e": "90", "f": "75", "g": "0"}
    found = scorecard.results({who: Fraction(own) for who, own in limits.items()} | {"h": None})
    assert {who: (own.rank, own.grade) for who, own in found.items()} == {
        "a": (1, "outstanding"),
        "b": (2, "excellent"),
        "c": (2, "excellent"),
        "d": (4, "good"),
        "e": (5, "good"),
        "f": (6, "competent"),
        "g": (7, "below"),
        "h": (None, ""),
    }


def test_a_joiner_has_a_target_for_the_days_she_serves(tmp_path):
    book = Book()
    book.add("branches", code="HO", name="Head office")
    book.add(
        "managers", staff_no="ann", name="Ann", branch_code="HO", hired_on="2026-06-16"
    )  # 15 of June's 30 days
    book.add("targets", staff_no="ann", measure_code="HOURS", target="40")
    book.add("training", staff_no="ann", course="x", hours="5", completed_on="2026-06-30")
    found = answer(Question(book.write(tmp_path), (2026, 6), (2026, 6)))
    assert ["ann", "HOURS", "cycle", "5.000000", "20.000000", "25.000000", "1.000000000000"] in (
        found.rows("scores.csv")
    )
