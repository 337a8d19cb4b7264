"""A setup is opened as it was looked at, once, all of it or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from portfolio.models import Manager
from reviews.models import Setup
from reviews.sections.read import sections_of
from reviews.sections.templates import templates
from reviews.sections.write import asked_now
from reviews.setup.opening import Plan, open_up
from reviews.setup.write import change_due, change_lines, drop, name_people
from scoring.cycles.due import DueDates
from scoring.cycles.write import open_cycle
from scoring.models import Cycle, Round, Scheme
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.reviews.setup.conftest import begun, opened, with_lines


def newer_version() -> Scheme:
    old = Scheme.objects.get(name="balanced")
    return load_scheme(old.source + "\n# another word\n", file="balanced.toml")[0]


def test_one_cycle_of_all_is_a_cycle_without_a_round(cast, setup):
    cycle = opened(cast, setup)
    assert (cycle.code, cycle.line, cycle.round) == ("2027", "", None)
    assert cycle.participants.count() == 6
    assert not Round.objects.exists()


def test_a_cycle_a_line_is_a_round_with_its_title(cast, of_lines):
    found = opened(cast, of_lines)
    assert (found.code, found.title, found.title_zh) == ("2027", "Year 2027", "2027年度")
    assert {c.code: c.participants.count() for c in found.cycles.all()} == {
        "2027-personal": 6, "2027-corporate": 1,
    }  # fmt: skip
    assert found.setup.opened_at is not None


def test_a_single_participant_is_enough(cast, setup):
    name_people(
        setup=setup, numbers=["M1"], takes_part=True, only=True, reason="New",
        version=setup.version, actor=cast.hr,
    )  # fmt: skip
    assert opened(cast, setup).participants.get().manager_id == "M1"


def test_what_was_said_goes_with_it(cast, setup):
    due = DueDates(date(2028, 1, 14), date(2028, 2, 1), date(2028, 2, 1))
    setup = change_due(setup=setup, due=due, version=setup.version, actor=cast.hr)
    name_people(
        setup=setup, numbers=["S1"], takes_part=False, reason="Has no clients",
        version=setup.version, actor=cast.hr,
    )  # fmt: skip
    cycle = opened(cast, setup)
    assert DueDates.of(cycle) == due
    assert not cycle.participants.filter(manager="S1").exists()
    entry = AuditEntry.objects.get(action="setup.open")
    assert entry.detail["left_out"] == ["S1: Has no clients"]


def test_without_a_scheme_nothing_is_opened(cast, english):
    setup = begun(cast)
    with pytest.raises(Refused, match="No line has a scheme"):
        opened(cast, setup)


def test_a_line_without_people_is_not_opened_and_the_other_neither(cast, setup):
    setup = with_lines(cast, setup, "personal", "wealth")
    with pytest.raises(Refused, match="Nobody takes part in 2027-wealth"):
        opened(cast, setup)
    assert not Cycle.objects.exists()


def test_a_code_that_was_taken_meanwhile_is_said(cast, of_lines):
    open_cycle(
        code="2027-personal", scheme=Scheme.objects.get(name="balanced"),
        first_month=202701, last_month=202712,
    )  # fmt: skip
    with pytest.raises(Refused, match="2027-personal is taken already"):
        opened(cast, of_lines)
    assert not Round.objects.exists()


def test_a_new_version_of_the_scheme_asks_for_another_look(cast, setup):
    seen = Plan(setup).digest
    newer = newer_version()
    with pytest.raises(Refused, match="look once more"):
        opened(cast, setup, seen=seen)
    assert opened(cast, setup).scheme.version < newer.version


def test_who_came_or_left_meanwhile_asks_for_another_look(cast, setup):
    seen = Plan(setup).digest
    Manager.objects.filter(pk="M1").update(left_on=date(2026, 12, 31))
    with pytest.raises(Refused, match="look once more"):
        opened(cast, setup, seen=seen)
    assert opened(cast, setup).participants.count() == 5


def test_of_two_who_open_it_exactly_one_does(cast, setup):
    second = make.make_user(role=cast.hr.role)
    typed = {"seen": Plan(setup).digest, "version": setup.version}
    open_up(setup=setup, actor=cast.hr, **typed)
    with pytest.raises(Refused, match="opened it at"):
        open_up(setup=setup, actor=second, **typed)
    assert Cycle.objects.count() == AuditEntry.objects.filter(action="setup.open").count() == 1


def test_what_was_changed_since_the_page_is_not_opened(cast, setup):
    version, seen = setup.version, Plan(setup).digest
    change_due(setup=setup, due=DueDates(), version=version, actor=cast.hr)
    with pytest.raises(Refused, match="changed it at"):
        open_up(setup=setup, seen=seen, version=version, actor=cast.hr)


def test_only_human_resources_opens(cast, setup):
    with pytest.raises(NotAllowed):
        opened(cast, setup, actor=cast.auditor)


def test_what_is_dropped_is_not_opened_nor_changed(cast, setup):
    drop(setup=setup, actor=cast.hr)
    with pytest.raises(Refused, match="dropped it at"):
        opened(cast, setup)
    with pytest.raises(Refused, match="dropped it at"):
        change_lines(
            setup=setup, lines={"": Scheme.objects.first()}, version=setup.version, actor=cast.hr
        )


@pytest.mark.parametrize(
    "due",
    [
        DueDates(date(2028, 2, 1), date(2028, 1, 31)),
        DueDates(publish=date(2026, 12, 31)),
    ],
)
def test_due_dates_come_in_order_and_not_before_the_cycle(cast, setup, due):
    with pytest.raises(Refused):
        change_due(setup=setup, due=due, version=setup.version, actor=cast.hr)


def test_a_setup_that_nobody_may_change_twice_keeps_its_number(cast, setup):
    opened(cast, setup)
    assert Setup.objects.get(pk=setup.pk).is_over


@pytest.mark.parametrize("asked", ["", "probation", "team_leader"])
def test_what_is_opened_asks_what_was_chosen(cast, setup, asked):
    """Without a choice a year asks what years ask."""
    Setup.objects.filter(pk=setup.pk).update(asks=asked)
    setup.refresh_from_db()
    found = asked_now(sections_of(opened(cast, setup)))
    assert found == list(templates()[asked or "year"].sections)
