"""Participants end on a day for a reason, and come later; due dates change; all leave a trace."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from portfolio.models import Manager
from reviews.board.read import board
from reviews.publishing.checks import publication_checks
from reviews.report.turns import turns_of
from reviews.report.write import submit
from scoring.cycles.due import DueDates, change_due_dates
from scoring.cycles.people import add_participant, end_participant, exclude_participant
from scoring.cycles.reviewers import named_reviewer_of
from scoring.models import Cycle, Participant, Result, Reviewer
from scoring.runs.reconciliation import standing_of
from scoring.runs.write import score, score_again
from tests.factories import COMPLETE, make_cycle, make_manager, make_target

pytestmark = pytest.mark.usefixtures("english")


def ended(cast, cycle: Cycle, day: date, who: str = "manager", **more) -> Participant:
    return end_participant(
        cycle=cycle,
        manager=getattr(cast, who).manager,
        ended_on=day,
        reason="Lent to head office",
        actor=cast.hr,
        **more,
    )


def result(cycle: Cycle, who: str = "M1") -> Result:
    return Result.objects.get(run=score(cycle=cycle), manager=who)


@pytest.mark.parametrize(
    ("day", "is_leaver"),
    [
        (date(2026, 1, 1), True),
        (date(2026, 12, 30), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), False),
    ],
)
def test_who_ends_before_the_last_day_is_scored_like_a_leaver_on_that_day(
    cast, cycle, day, is_leaver
):
    make_target(cast.manager.manager, "DEP", 1_000_000)
    ended(cast, cycle, day)
    run = score(cycle=cycle)
    Participant.objects.filter(manager="M1").update(ended_on=None, ended_because="")
    if is_leaver:
        Manager.objects.filter(pk="M1").update(left_on=day)
    assert score(cycle=cycle).results_digest == run.results_digest
    assert Result.objects.get(run=run, manager="M1").is_leaver == is_leaver
    assert Result.objects.get(run=run, manager="M2").peers == (4 if is_leaver else 5)


def test_nobody_ends_before_the_cycle_begins(cast, cycle):
    with pytest.raises(Refused, match="from 2026-01-01 on"):
        ended(cast, cycle, date(2025, 12, 31))


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 20)])
def test_nobody_waits_for_the_report_of_who_has_ended(cast, cycle, day):
    submit(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    assert (waits_for(cast.colleague), waits_for(cast.supervisor)) == ((1, 0), (1, 1))
    ended(cast, cycle, day)
    ended(cast, cycle, day, "colleague")
    assert (waits_for(cast.colleague), waits_for(cast.supervisor)) == ((0, 0), (1, 0))
    found = board(cycle, None, "en")
    assert (found.left, found.open) == (2, 3)


def waits_for(user) -> tuple[int, int]:
    """Return how many own reports wait, and how many decisions."""
    turns = turns_of(user)
    return len(turns.own), sum(turn.count for turn in turns.deciding)


def test_her_rows_stay_and_she_and_her_reviewer_go_on_seeing_them(cast, cycle):
    report = submit(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    ended(cast, cycle, date(2026, 6, 30))
    assert type(report).objects.filter(pk=report.pk).exists()
    for user in (cast.manager, cast.supervisor, cast.director):
        assert Participant.objects.visible_to(user).filter(cycle=cycle, manager="M1").exists()


def test_a_run_from_before_is_not_published_with_other_people(cast, cycle):
    run = score(cycle=cycle)
    assert standing_of(run).is_good
    ended(cast, cycle, date(2026, 6, 30))
    run.refresh_from_db()
    run.cycle.refresh_from_db()
    assert standing_of(run).has_others
    cycle.refresh_from_db()
    said = {check.code: check for check in publication_checks(cycle)}
    assert not said["ledger"].holds
    assert "Participants were changed" in said["ledger"].text
    again = score(cycle=cycle)
    assert (again.number, standing_of(again).is_good) == (2, True)


def test_who_is_ended_after_the_last_day_leaves_the_run_as_it_is(cast, cycle):
    run = score(cycle=cycle)
    ended(cast, cycle, date(2027, 1, 5))
    cycle.refresh_from_db()
    found = score_again(cycle=cycle)
    assert (found.run, found.is_new) == (run, False)
    cycle.refresh_from_db()
    found.run.cycle.refresh_from_db()
    assert standing_of(found.run).is_good


def test_the_day_can_be_corrected_and_the_end_taken_back(cast, cycle):
    ended(cast, cycle, date(2026, 6, 30))
    ended(cast, cycle, date(2026, 9, 30))
    place = add_participant(
        cycle=cycle, manager=cast.manager.manager, reason="A mistake", actor=cast.hr
    )
    assert (place.ended_on, place.ended_because) == (None, "")
    said = AuditEntry.objects.filter(action__startswith="cycle.", detail__has_key="manager")
    assert [(e.action, e.detail["before"]) for e in said.order_by("id")] == [
        ("cycle.end_participant", None),
        ("cycle.end_participant", "2026-06-30"),
        ("cycle.add_participant", "2026-09-30"),
    ]


def test_the_same_end_again_is_no_second_entry(cast, cycle):
    for _time in range(2):
        ended(cast, cycle, date(2026, 6, 30))
    assert AuditEntry.objects.filter(action="cycle.end_participant").count() == 1


@pytest.mark.parametrize(
    ("hired_on", "serves"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)]
)
def test_somebody_who_serves_in_the_cycle_can_be_added(cast, cycle, hired_on, serves):
    joiner = make_manager("M9", supervisor=cast.supervisor.manager, hired_on=hired_on)
    wanted = {"cycle": cycle, "manager": joiner, "reason": "Hired later", "actor": cast.hr}
    if not serves:
        with pytest.raises(Refused, match="does not serve"):
            add_participant(**wanted)
        return
    add_participant(**wanted)
    assert result(cycle, "M9").peers == 6
    with pytest.raises(Refused, match="already"):
        add_participant(**wanted)


def test_who_takes_no_part_cannot_end(cast, cycle):
    with pytest.raises(Refused, match="takes no part"):
        ended(cast, cycle, date(2026, 6, 30), "supervisor_elsewhere")


def test_only_hr_changes_who_takes_part(cast, cycle):
    for user in (cast.supervisor, cast.auditor, cast.administrator):
        with pytest.raises(NotAllowed):
            end_participant(
                cycle=cycle, manager=cast.manager.manager, ended_on=date(2026, 6, 30),
                reason="r", actor=user,
            )  # fmt: skip


def test_nothing_changes_once_the_cycle_is_published(cast, cycle):
    run = score(cycle=cycle)
    Cycle.objects.filter(pk=cycle.pk).update(published_at=timezone.now(), published_run=run)
    with pytest.raises(Refused, match="published"):
        ended(cast, cycle, date(2026, 6, 30))
    with pytest.raises(Refused, match="published"):
        change_due_dates(cycle=cycle, due=DueDates(review=date(2027, 1, 1)), reason="r")
    with pytest.raises(DatabaseError), transaction.atomic():
        Participant.objects.filter(cycle=cycle).update(ended_on="2026-06-30", ended_because="r")


def test_nobody_is_taken_out_of_a_published_cycle(cast, cycle):
    score(cycle=cycle)
    Cycle.objects.filter(pk=cycle.pk).update(
        published_at=timezone.now(), published_run=cycle.runs.get()
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Participant.objects.filter(cycle=cycle, manager="M1").delete()


def test_due_dates_change_with_a_trace(cast, cycle):
    first = DueDates(date(2027, 1, 10), date(2027, 1, 20), date(2027, 1, 31))
    change_due_dates(cycle=cycle, due=first, reason="Set late", actor=cast.hr)
    due = DueDates(date(2027, 1, 15), date(2027, 1, 20), date(2027, 1, 31))
    changed = change_due_dates(cycle=cycle, due=due, reason="Year-end closing", actor=cast.hr)
    assert DueDates.of(changed) == due
    detail = AuditEntry.objects.filter(action="cycle.due").first().detail
    assert detail["before"] == "2027-01-10, 2027-01-20, 2027-01-31"
    assert (detail["self_review_due"], detail["reason"]) == ("2027-01-15", "Year-end closing")
    with pytest.raises(Refused, match="nothing is changed"):
        change_due_dates(cycle=cycle, due=due, reason="again", actor=cast.hr)
    with pytest.raises(Refused, match="in this order"):
        change_due_dates(
            cycle=cycle, due=DueDates(date(2027, 2, 1), date(2027, 1, 1)), reason="r", actor=cast.hr
        )


def test_in_a_cycle_of_days_its_own_last_day_counts(cast):
    cycle = make_cycle(
        managers=cast.participants, first_month=202606, last_month=202608,
        first_on=date(2026, 6, 17), last_on=date(2026, 8, 16),
    )  # fmt: skip
    with pytest.raises(Refused, match="from 2026-06-17 on"):
        ended(cast, cycle, date(2026, 6, 16))
    ended(cast, cycle, date(2026, 8, 16))
    ended(cast, cycle, date(2026, 8, 15), "colleague")
    run = score(cycle=cycle)
    leavers = Result.objects.filter(run=run, is_leaver=True)
    assert set(leavers.values_list("manager", flat=True)) == {"M2"}


def test_who_is_taken_out_is_not_scored_and_the_log_says_why(cast, cycle):
    exclude_participant(
        cycle=cycle, manager=cast.manager.manager, reason="Joined by mistake", actor=cast.hr
    )
    run = score(cycle=cycle)
    assert not Result.objects.filter(run=run, manager="M1").exists()
    assert not Reviewer.objects.filter(cycle=cycle, manager="M1").exists()
    entry = AuditEntry.objects.get(action="cycle.exclude_participant")
    assert (entry.detail["manager"], entry.detail["reason"]) == ("M1", "Joined by mistake")


def test_who_leads_others_stays_in_their_line_when_she_is_taken_out(cast, cycle):
    exclude_participant(cycle=cycle, manager=cast.supervisor.manager, reason="No book")
    assert named_reviewer_of(cycle, "M1") == cast.supervisor.manager
    assert named_reviewer_of(cycle, "S1") == cast.director.manager


def test_the_only_participant_is_not_taken_out(db):
    alone = make_manager("A1")
    cycle = make_cycle(managers=[alone])
    with pytest.raises(Refused, match="the only participant"):
        exclude_participant(cycle=cycle, manager=alone, reason="Left")


def test_who_takes_no_part_is_not_taken_out(cast, cycle):
    with pytest.raises(Refused, match="takes no part"):
        exclude_participant(
            cycle=cycle, manager=cast.supervisor_elsewhere.manager, reason="Never was in"
        )


def test_only_human_resources_takes_out(cast, cycle):
    with pytest.raises(NotAllowed):
        exclude_participant(
            cycle=cycle, manager=cast.manager.manager, reason="r", actor=cast.supervisor
        )
