"""A cycle's time by kind, and what it is called unless somebody says otherwise."""

from datetime import date

import pytest

from perfcenter.base.refusals import Refused
from reviews.setup.names import Names
from reviews.setup.spans import kind_of, next_span, span_of, span_of_days
from scoring.models import Cycle
from tests.factories import make_cycle, make_manager

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("kind", "number", "first", "last", "code", "title"),
    [
        ("year", 1, 202701, 202712, "2027", "Year 2027"),
        ("half", 2, 202707, 202712, "2027H2", "Second half of 2027"),
        ("quarter", 3, 202707, 202709, "2027Q3", "Third quarter of 2027"),
        ("month", 12, 202712, 202712, "2027-12", "2027-12"),
    ],
)
def test_a_kind_has_its_months_code_and_title(kind, number, first, last, code, title):
    span = span_of(kind, 2027, number)
    assert (span.first_month, span.last_month) == (first, last)
    assert (span.code, span.title("en")) == (code, title)
    assert span.number == number


@pytest.mark.parametrize(
    ("kind", "number"), [("half", 0), ("half", 3), ("quarter", 5), ("month", 13)]
)
def test_there_is_no_third_half_nor_thirteenth_month(kind, number):
    with pytest.raises(Refused, match="expected 1 to"):
        span_of(kind, 2027, number)


def test_a_probation_has_its_days_and_may_last_one():
    span = span_of_days(date(2027, 3, 5), date(2027, 3, 5))
    assert (span.first_month, span.last_month) == (202703, 202703)
    assert (span.code, span.first_on) == ("probation-20270305", date(2027, 3, 5))


def test_a_probation_does_not_end_before_it_begins():
    with pytest.raises(Refused, match="before it begins"):
        span_of_days(date(2027, 3, 5), date(2027, 3, 4))


def test_a_probation_lasts_at_most_three_years():
    span_of_days(date(2027, 1, 1), date(2029, 12, 31))
    with pytest.raises(Refused, match="three years"):
        span_of_days(date(2027, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "days", "kind"),
    [
        (202601, 202612, {}, "year"),
        (202607, 202612, {}, "half"),
        (202604, 202606, {}, "quarter"),
        (202602, 202602, {}, "month"),
        (202602, 202604, {}, "days"),
        (202507, 202606, {}, "days"),
        (202601, 202612, {"last_on": date(2026, 12, 30)}, "days"),
    ],
)
def test_the_kind_of_a_cycle_that_is_there(first, last, days, kind):
    assert kind_of(Cycle(first_month=first, last_month=last, **days)) == kind


def test_a_year_on_months_stay_whole():
    span = next_span(Cycle(first_month=202702, last_month=202702))
    assert (span.first_month, span.last_month) == (202802, 202802)
    odd = next_span(Cycle(first_month=202612, last_month=202702))  # of three months: by days
    assert (odd.first_on, odd.last_on) == (date(2027, 12, 1), date(2028, 2, 29))


def test_names_that_are_left_empty_are_proposed_and_follow_the_time(db):
    year, half = span_of("year", 2027, 1), span_of("half", 2027, 1)
    names = Names().for_span(year)
    assert (names.code, names.title) == ("2027", "Year 2027")
    assert names.for_span(half, year).code == "2027H1"
    assert Names("own", "Mine").for_span(half, year).code == "own"


def test_a_proposed_code_is_one_that_is_free(db):
    make_cycle("2027", managers=[make_manager()], first_month=202701, last_month=202712)
    assert Names().for_span(span_of("year", 2027, 1)).code == "2027-2"
