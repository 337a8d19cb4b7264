"""A cycle is opened for whoever serves in it; nonsense is refused and nothing is left behind."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from perfcenter.base.refusals import Refused
from perfcenter.models import AuditEntry
from scoring.cycles.write import DueDates, open_cycle
from scoring.models import Cycle, Scheme
from tests import factories as make

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def opened(code="2026", **given):
    given = {"first_month": 202601, "last_month": 202612, **given}
    return open_cycle(code=code, scheme=Scheme.objects.get(name="balanced"), **given)


def staff(cycle):
    return sorted(cycle.participants.values_list("manager_id", flat=True))


@pytest.mark.parametrize(
    ("hired_on", "left_on", "serves"),
    [
        (None, None, True),
        (LAST, None, True),
        (date(2027, 1, 1), None, False),
        (None, FIRST, True),
        (None, date(2025, 12, 31), False),
    ],
)
def test_the_days_of_hiring_and_leaving_both_count_as_served(hired_on, left_on, serves):
    make.make_manager("ALWAYS")
    make.make_manager("M1", hired_on=hired_on, left_on=left_on)
    assert ("M1" in staff(opened())) == serves


def test_a_line_alone_takes_part():
    make.make_manager("M1", line="personal")
    make.make_manager("M2", line="corporate")
    assert staff(opened(line="corporate")) == ["M2"]


def test_only_the_members_listed_take_part():
    for number in ("M1", "M2", "M3"):
        make.make_manager(number)
    assert staff(opened(members=["M3", "M1"])) == ["M1", "M3"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "a b"},
        {"code": "../x"},
        {"code": ""},
        {"code": "x" * 41},
        {"last_month": 202512},
        {"line": "nobody"},
        {"members": ["M1", "GHOST"]},
        {"members": []},
        {"first_month": 200001, "last_month": 200012},
        {"due": DueDates(self_review=date(2027, 2, 1), publish=date(2027, 1, 1))},
    ],
)
def test_nonsense_is_refused_and_opens_nothing(wrong):
    make.make_manager("M1", hired_on=date(2020, 1, 1))
    with pytest.raises(Refused):
        opened(**wrong)
    assert not Cycle.objects.exists()


def test_each_member_who_cannot_take_part_is_named_with_the_reason():
    make.make_manager("M1")
    make.make_manager("GONE", left_on=date(2025, 6, 30))
    make.make_manager("OTHER", line="wealth")
    with pytest.raises(Refused) as refused:
        opened(line="personal", members=["M1", "GHOST", "GONE", "OTHER"])
    said = str(refused.value)
    assert "工号不存在：GHOST" in said
    assert "考核周期内不在岗：GONE" in said
    assert "不属于该条线：OTHER" in said


def test_an_empty_line_is_not_an_empty_bank():
    make.make_manager("M1", line="personal")
    with pytest.raises(Refused, match="wealth"):
        opened(line="wealth")


def test_a_code_is_given_once():
    make.make_manager("M1")
    opened()
    with pytest.raises(Refused):
        opened()


def test_an_opened_cycle_is_in_the_audit_trail():
    make.make_manager("M1")
    opened()
    assert AuditEntry.objects.get(action="cycle.open").detail["participants"] == 1


def command(*words, **options):
    call_command("open_cycle", *words, **options)


def test_the_command_knows_the_chinese_names_of_lines():
    make.make_manager("M1", line="corporate")
    make.make_manager("M2", line="wealth")
    command("C", scheme="balanced", first="2026-01", last="2026-12", line="对公")
    assert staff(Cycle.objects.get()) == ["M1"]


def test_the_command_reads_members_from_a_file(tmp_path):
    for number in ("M1", "M2"):
        make.make_manager(number)
    file = tmp_path / "members.csv"
    file.write_text("staff_no\nM2\n\n", encoding="utf-8-sig")
    command("C", scheme="balanced", first="2026-01", last="2026-12", members=file)
    assert staff(Cycle.objects.get()) == ["M2"]


def test_the_command_sets_due_dates():
    make.make_manager("M1")
    command(
        "C", scheme="balanced", first="2026-01", last="2026-12", reports_due="2027-01-15",
        review_due="2027-01-25", publish_due="2027-02-05",
    )  # fmt: skip
    cycle = Cycle.objects.get()
    assert (cycle.self_review_due, cycle.review_due) == (date(2027, 1, 15), date(2027, 1, 25))
    assert cycle.publish_due == date(2027, 2, 5)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"scheme": "nowhere"}, "nowhere"),
        ({"first": "2026-13"}, "2026-13"),
        ({"last": "12/2026"}, "12/2026"),
        ({"review_due": "2027-02-30"}, "2027-02-30"),
        ({"publish_due": "20270115"}, "20270115"),
    ],
)
def test_the_command_names_the_value_it_refuses(wrong, said):
    make.make_manager("M1")
    given = {"scheme": "balanced", "first": "2026-01", "last": "2026-12", **wrong}
    with pytest.raises(CommandError, match=said):
        command("C", **given)


def test_members_listed_twice_are_named(tmp_path):
    make.make_manager("M1")
    file = tmp_path / "members.txt"
    file.write_text("M1\nM1\n")
    with pytest.raises(CommandError, match="M1"):
        command("C", scheme="balanced", first="2026-01", last="2026-12", members=file)


def test_a_missing_file_of_members_is_named(tmp_path):
    make.make_manager("M1")
    with pytest.raises(CommandError, match=r"gone\.txt"):
        command("C", scheme="balanced", first="2026-01", last="2026-12",
                members=tmp_path / "gone.txt")  # fmt: skip


def test_scoring_a_cycle_that_is_not_there_names_those_that_are():
    make.make_manager("M1")
    opened("2026")
    with pytest.raises(CommandError, match="2026"):
        call_command("score", "2027")
