"""A setup like a cycle or a round that is there: a year on, with the newest of its schemes."""

from __future__ import annotations

from datetime import date

import pytest

from perfcenter.base.refusals import Refused
from portfolio.models import Manager
from reviews.models import Setup
from reviews.setup.clone import begin_like
from reviews.setup.people import members_of
from reviews.setup.write import change_due, name_people
from scoring.cycles.due import DueDates, change_due_dates
from scoring.models import Scheme
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.reviews.setup.conftest import opened


def like(cast, code: str) -> Setup:
    return begin_like(code=code, actor=cast.hr)


def test_a_cycle_moves_on_by_a_year_with_its_dates(cast, cycle, english):
    due = DueDates(date(2027, 1, 15), date(2028, 2, 29), None)
    change_due_dates(cycle=cycle, due=due, reason="r")
    setup = like(cast, cycle.code)
    assert (setup.code, setup.first_month, setup.last_month) == ("2027", 202701, 202712)
    assert setup.self_review_due == date(2028, 1, 15)
    assert setup.review_due == date(2029, 2, 28)
    assert setup.publish_due is None


def test_the_scheme_is_the_newest_version(cast, cycle):
    newer, _ = load_scheme(cycle.scheme.source + "\n# another word\n", file="balanced.toml")
    assert like(cast, cycle.code).lines == {"": newer.pk}


def test_who_took_no_part_takes_none_and_who_came_since_does(cast, cycle, english):
    make.make_manager("J1", hired_on=date(2027, 3, 1))
    setup = like(cast, cycle.code)  # S2 took no part in it
    assert members_of(setup) == {"": ["D1", "J1", "M1", "M2", "M3", "S1"]}
    assert setup.people.get().reason == "as in 2026"


def test_who_has_left_needs_no_exception(cast, cycle):
    Manager.objects.filter(pk="S2").update(left_on=date(2026, 12, 31))
    assert not like(cast, cycle.code).people.exists()


def test_a_round_keeps_lines_titles_and_the_reasons_of_its_setup(cast, of_lines):
    name_people(
        setup=of_lines, numbers=["S1"], takes_part=False, reason="Has no clients",
        version=of_lines.version, actor=cast.hr,
    )  # fmt: skip
    name_people(
        setup=of_lines, numbers=["M1"], takes_part=True, line="corporate", reason="Lent",
        version=of_lines.version + 1, actor=cast.hr,
    )  # fmt: skip
    found = opened(cast, of_lines)
    setup = like(cast, found.code)
    assert (setup.code, setup.title, set(setup.lines)) == (
        "2028", "Year 2028", {"personal", "corporate"},
    )  # fmt: skip
    assert {p.manager_id: (p.takes_part, p.line, p.reason) for p in setup.people.all()} == {
        "S1": (False, "", "Has no clients"),
        "M1": (True, "corporate", "Lent"),
    }


def test_of_a_cycle_of_a_few_those_few_are_named(cast):
    cycle = make.make_cycle(managers=[cast.manager.manager, cast.colleague.manager])
    setup = like(cast, cycle.code)
    assert setup.takes == Setup.Takes.LISTED
    assert members_of(setup) == {"": ["M1", "M2"]}


def test_what_is_not_there_cannot_be_taken_over(cast, english):
    with pytest.raises(Refused, match="no cycle and no round"):
        like(cast, "1999")


def test_a_clone_can_be_opened_as_it_is(cast, cycle):
    setup = like(cast, cycle.code)
    change_due(setup=setup, due=DueDates(), version=setup.version, actor=cast.hr)
    assert opened(cast, setup).participants.count() == 5
    assert Scheme.objects.get(name="balanced").cycles.count() == 2
