"""Who takes part: everybody of the lines who serves, less and more those who are named."""

from __future__ import annotations

from datetime import date

import pytest

from perfcenter.base.refusals import NotAllowed, Refused
from reviews.models import Setup
from reviews.setup.listing import listed, rows_in
from reviews.setup.people import Narrowing, counts, members_of, overlaps, people_of
from reviews.setup.spans import span_of_days
from reviews.setup.write import change_lines, change_takes, forget_people, name_people
from scoring.cycles.people import end_participant
from scoring.models import Scheme
from tests import factories as make
from tests.reviews.setup.conftest import begun, with_lines

ALL = ["D1", "M1", "M2", "M3", "S1", "S2"]


def named(cast, setup: Setup, *numbers: str, takes_part: bool = False, **more) -> int:
    fresh = Setup.objects.get(pk=setup.pk)
    return name_people(
        setup=fresh, numbers=numbers, takes_part=takes_part,
        **{"reason": "On leave", "version": fresh.version, "actor": cast.hr, **more},
    )  # fmt: skip


def members(setup: Setup) -> dict[str, list[str]]:
    return members_of(Setup.objects.get(pk=setup.pk))


def found(setup: Setup, **asked: str) -> list[str]:
    people = Narrowing(**asked).of(people_of(setup), setup)
    return sorted(people.values_list("staff_no", flat=True))


def test_everybody_who_serves_takes_part(setup):
    assert members(setup) == {"": ALL}


def test_who_leaves_on_the_first_day_serves_and_the_day_before_does_not(cast, setup):
    make.make_manager("L1", left_on=date(2027, 1, 1))
    make.make_manager("L2", left_on=date(2026, 12, 31))
    make.make_manager("J1", hired_on=date(2027, 12, 31))
    make.make_manager("J2", hired_on=date(2028, 1, 1))
    assert set(members(setup)[""]) - set(ALL) == {"L1", "J1"}


def test_each_line_has_its_own_people(of_lines):
    assert members(of_lines) == {"personal": ALL, "corporate": ["C1"]}


def test_who_is_left_out_takes_no_part_until_she_is_taken_back(cast, setup):
    named(cast, setup, "M1")
    assert "M1" not in members(setup)[""]
    fresh = Setup.objects.get(pk=setup.pk)
    forget_people(setup=fresh, numbers=["M1"], version=fresh.version, actor=cast.hr)
    assert members(setup) == {"": ALL}


def test_who_has_no_line_takes_part_only_by_name_and_in_a_cycle_that_is_said(cast, of_lines):
    make.make_manager("N1", line="")
    assert counts(of_lines).without_line == 1
    with pytest.raises(Refused, match="none of the lines"):
        named(cast, of_lines, "N1", takes_part=True)
    named(cast, of_lines, "N1", takes_part=True, line="corporate")
    assert members(of_lines)["corporate"] == ["C1", "N1"]


def test_who_is_put_into_another_lines_cycle_is_no_longer_in_her_own(cast, of_lines):
    named(cast, of_lines, "M1", takes_part=True, line="corporate")
    assert members(of_lines)["corporate"] == ["C1", "M1"]
    assert "M1" not in members(of_lines)["personal"]


def test_only_those_who_are_named_take_part(cast, setup):
    named(cast, setup, "M2", "M1", takes_part=True, only=True)
    assert members(setup) == {"": ["M1", "M2"]}


def test_a_probation_begins_with_nobody(cast, english):
    span = span_of_days(date(2027, 3, 5), date(2027, 6, 4))
    assert members(with_lines(cast, begun(cast, span))) == {"": []}


def test_nobody_is_named_who_does_not_serve(cast, setup):
    make.make_manager("L2", left_on=date(2026, 12, 31))
    with pytest.raises(Refused, match="L2 does not serve"):
        named(cast, setup, "M1", "L2")
    assert members(setup) == {"": ALL}


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_exception_has_a_reason(cast, setup, reason):
    with pytest.raises(Refused, match="why"):
        named(cast, setup, "M1", reason=reason)


def test_only_human_resources_names_people(cast, setup):
    with pytest.raises(NotAllowed):
        named(cast, setup, "M1", actor=cast.auditor)


def test_what_was_typed_on_an_older_page_changes_nothing(cast, setup):
    with pytest.raises(Refused, match="look at it"):
        named(cast, setup, "M1", version=setup.version - 1)
    assert members(setup) == {"": ALL}


def test_when_the_lines_change_exceptions_go_where_they_fit(cast, of_lines):
    named(cast, of_lines, "M1", takes_part=True, line="corporate")
    scheme = Scheme.objects.get(name="balanced")
    fresh = Setup.objects.get(pk=of_lines.pk)
    fresh = change_lines(
        setup=fresh, lines={"personal": scheme}, version=fresh.version, actor=cast.hr
    )
    assert members(fresh) == {"personal": ALL}
    fresh = change_lines(setup=fresh, lines={"": scheme}, version=fresh.version, actor=cast.hr)
    assert members(fresh) == {"": ["C1", *ALL]}


def test_people_are_counted_by_line_and_branch(cast, of_lines):
    named(cast, of_lines, "M1")
    found = counts(of_lines)
    assert (found.lines, found.total) == ({"personal": 5, "corporate": 1}, 6)
    assert {code: (inside, serving) for code, _n, inside, serving in found.branches} == {
        "B1": (3, 4), "B2": (2, 2), "HO": (1, 1),
    }  # fmt: skip
    assert (found.alone, found.left_out, found.put_in) == (2, 1, 0)


def test_who_leads_others_and_has_no_clients_is_found(cast, setup):
    make.make_client("K1", manager=cast.supervisor.manager)
    assert found(setup, who="bookless") == ["D1", "S2"]
    assert counts(setup).bookless == 2


def test_people_are_found_by_name_branch_and_what_was_said(cast, setup):
    named(cast, setup, "M1")
    assert found(setup, search="manager m") == ["M1", "M2", "M3"]
    assert found(setup, search="s1") == ["S1"]
    assert found(setup, branch="B2") == ["M3", "S2"]
    assert found(setup, branch="HO") == ALL
    assert found(setup, who="out") == found(setup, who="said") == ["M1"]
    assert found(setup, who="alone") == ["D1"]


def test_who_is_in_another_open_cycle_of_the_time_is_counted(cast, setup):
    beside = make.make_cycle(
        "2027H1", managers=cast.participants, first_month=202701, last_month=202706
    )
    make.make_cycle("2026", managers=cast.participants)
    (overlap,) = overlaps(setup)
    assert (overlap.cycle, overlap.count) == (beside, 5)
    assert found(setup, who="twice") == ["D1", "M1", "M2", "M3", "S1"]


def test_who_has_ended_there_before_is_in_both_no_more(cast, setup):
    beside = make.make_cycle(
        "Y", managers=[cast.manager.manager], first_month=202607, last_month=202706
    )
    for day, count in ((date(2027, 1, 1), 1), (date(2026, 12, 31), 0)):
        end_participant(cycle=beside, manager=cast.manager.manager, ended_on=day, reason="r")
        assert sum(one.count for one in overlaps(setup)) == count


def test_a_list_names_people_and_says_what_is_wrong_line_by_line(cast, setup):
    make.make_manager("L2", left_on=date(2026, 12, 31))
    list_ = listed(setup, rows_in("工号,姓名\nM1,Li\n\nX9\nM1\nL2\nM2\tWang"))
    assert list_.numbers == ["M1", "M2"]
    assert [(line.number, line.value) for line in list_.wrong] == [(4, "X9"), (5, "M1"), (6, "L2")]
    assert "line 2" in list_.wrong[1].said


def test_the_rule_can_be_changed_to_names_alone(cast, setup):
    setup = change_takes(setup=setup, takes="listed", version=setup.version, actor=cast.hr)
    assert members(setup) == {"": []}
