"""What HR changes in a running cycle is a command too, through the same functions."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from perfcenter.models import AuditEntry
from portfolio.models import Posting
from scoring.cycles.due import DueDates
from scoring.cycles.reviewers import named_reviewer_of
from scoring.models import Participant
from tests.factories import make_manager

pytestmark = pytest.mark.usefixtures("cycle", "english")
WHY = ("--reason", "Year-end closing")


def said(capsys, *words: str) -> str:
    call_command(*words)
    return capsys.readouterr().out.strip()


def test_a_part_is_ended_and_begun_again(capsys):
    out = said(capsys, "end_participant", "2026", "M1", "--on", "2026-06-30", *WHY)
    assert out == "Manager M1 takes part in 2026 to 2026-06-30"
    assert Participant.objects.get(manager="M1").ended_on == date(2026, 6, 30)
    assert said(capsys, "add_participant", "2026", "M1", *WHY) == "Manager M1 takes part in 2026"
    assert Participant.objects.get(manager="M1").ended_on is None
    assert {entry.actor for entry in AuditEntry.objects.filter(detail__manager="M1")} == {None}


def test_somebody_is_added(capsys):
    make_manager("M9")
    said(capsys, "add_participant", "2026", "M9", *WHY)
    assert Participant.objects.filter(manager="M9").exists()


def test_due_dates_that_are_not_named_stay(capsys, cycle):
    said(capsys, "change_due_dates", "2026", "--review-due", "2027-01-20", *WHY)
    said(capsys, "change_due_dates", "2026", "--publish-due", "2027-01-31", *WHY)
    cycle.refresh_from_db()
    assert DueDates.of(cycle) == DueDates(None, date(2027, 1, 20), date(2027, 1, 31))
    said(capsys, "change_due_dates", "2026", "--review-due", "none", *WHY)
    cycle.refresh_from_db()
    assert cycle.review_due is None


def test_a_reviewer_is_set_by_number_or_as_hr(capsys, cycle):
    out = said(capsys, "set_reviewer", "2026", "M1", "S2", *WHY)
    assert out == f"Manager S2 reviews Manager M1 in 2026 from {timezone.localdate()}"
    assert str(named_reviewer_of(cycle, "M1")) == "Manager S2"
    said(capsys, "set_reviewer", "2026", "M1", "hr", "--from", "2026-02-01", *WHY)
    assert named_reviewer_of(cycle, "M1") is None


def test_who_is_taken_over_is_named(capsys, cast):
    manager = cast.manager.manager
    Posting.objects.create(
        manager=manager, branch=manager.branch, from_on=timezone.localdate(),
        supervisor=cast.director.manager,
    )  # fmt: skip
    out = said(capsys, "take_over_reviewers", "2026")
    assert out.splitlines() == ["M1 Manager M1: Manager S1 -> Manager D1", "Taken over: 1 person"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("end_participant", "2027", "M1", "--on", "2026-06-30", *WHY),
         "There is no cycle 2027; there are: 2026"),
        (("end_participant", "2026", "M7", "--on", "2026-06-30", *WHY),
         "There is no staff number M7"),
        (("end_participant", "2026", "M1", "--on", "30.6.2026", *WHY), "expected a day"),
        (("end_participant", "2026", "M1", "--on", "2026-06-30", "--reason", " "), "Write why"),
        (("add_participant", "2026", "M1", *WHY), "takes part in the cycle already"),
        (("change_due_dates", "2026", *WHY), "Name at least one of --reports-due"),
        (("take_over_reviewers", "2026"), "nothing is changed"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(words, why):
    with pytest.raises(CommandError, match=why):
        call_command(*words)
