"""A second level approves after the reviewer; deputies decide; a decision is taken back."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry, User
from reviews.deciding import undo
from reviews.deciding.level import set_second_level
from reviews.deciding.second import confirm, send_back
from reviews.deciding.undo import may_take_back, take_back
from reviews.deciding.write import approve, return_report
from reviews.models import AnnualReport, Decision
from reviews.report.turns import turns_of
from reviews.report.write import save_draft, submit
from reviews.steps.second import may_second, seconds_in, to_second
from scoring.cycles.deputies import name_deputy, withdraw_deputy
from scoring.cycles.reviewers import may_review, reviewed_places
from scoring.models import Cycle, Deputy, Judgment, Participant
from tests.factories import COMPLETE, rewritten
from tests.thawing import execute

State = AnnualReport.State


@pytest.fixture
def two_levels(cast, cycle):
    set_second_level(cycle=cycle, is_on=True, reason="Two look at it", actor=cast.hr)


@pytest.fixture
def reviewed(cast, submitted, two_levels):
    return approve(report=submitted, actor=cast.supervisor)


def deputise(supervisor, deputy, *, days=3, starts=0):
    today = timezone.localdate()
    return name_deputy(
        deputy=deputy.manager, from_on=today + timedelta(starts),
        until_on=today + timedelta(days), actor=supervisor,
    )  # fmt: skip


# Taking back


def test_an_approval_is_taken_back_by_who_gave_it_and_leaves_a_row(cast, submitted):
    approve(report=submitted, actor=cast.supervisor)
    report = take_back(report=submitted, actor=cast.supervisor)
    assert (report.state, report.decided_at, report.decided_by) == (State.SUBMITTED, None, None)
    assert [one.verdict for one in Decision.objects.all()] == ["taken_back", "approved"]
    assert AuditEntry.objects.latest("id").action == "report.take_back"
    assert approve(report=report, actor=cast.supervisor).state == State.APPROVED


def test_a_return_taken_back_leaves_the_decision_before(cast, cycle, submitted):
    first = return_report(report=submitted, comments={"goals": "x"}, actor=cast.supervisor)
    again = submit(
        cycle=cycle, manager=first.manager, content=COMPLETE, version=first.version,
        actor=cast.manager,
    )  # fmt: skip
    return_report(report=again, comments={"goals": "y"}, actor=cast.supervisor)
    report = take_back(report=again, actor=cast.supervisor)
    assert (report.state, report.decided_at) == (State.SUBMITTED, first.decided_at)


def test_nobody_else_takes_it_back_nor_the_database(cast, submitted):
    approve(report=submitted, actor=cast.supervisor)
    for who in (cast.director, cast.hr, cast.manager):
        with pytest.raises(NotAllowed):
            take_back(report=submitted, actor=who)
    with pytest.raises(DatabaseError), transaction.atomic():
        execute("UPDATE reviews_annualreport SET state = 'submitted', decided_at = NULL")


@pytest.mark.parametrize(("seconds", "can"), [(600, True), (601, False)])
def test_it_can_be_taken_back_for_ten_minutes(cast, submitted, monkeypatch, seconds, can):
    report = approve(report=submitted, actor=cast.supervisor)
    monkeypatch.setattr(
        undo.timezone, "now", lambda: report.decided_at + timedelta(seconds=seconds)
    )
    assert may_take_back(cast.supervisor, report) is can


def test_a_return_that_the_writer_acted_on_stands(cast, cycle, submitted):
    report = return_report(report=submitted, comments={"goals": "x"}, actor=cast.supervisor)
    said = rewritten(COMPLETE, goals="more")
    save_draft(
        cycle=cycle, manager=report.manager, content=said, version=report.version,
        actor=cast.manager,
    )  # fmt: skip
    with pytest.raises(Refused):
        take_back(report=report, actor=cast.supervisor)


def test_an_approval_that_the_second_level_acted_on_stands(cast, reviewed):
    confirm(report=reviewed, actor=cast.director)
    with pytest.raises(NotAllowed):
        take_back(report=reviewed, actor=cast.supervisor)
    assert take_back(report=reviewed, actor=cast.director).state == State.REVIEWED
    assert AnnualReport.objects.get().decided_by == cast.supervisor


# The second level


def test_the_reviewers_superior_approves_after_her(cast, cycle, reviewed):
    assert reviewed.state == State.REVIEWED
    assert to_second(cast.director, cycle) == [reviewed]
    assert [turn.count for turn in turns_of(cast.director).seconding] == [1]
    assert seconds_in(cycle) == {"M1": "D1"}
    assert confirm(report=reviewed, actor=cast.director).state == State.APPROVED


@pytest.mark.parametrize("who", ["manager", "supervisor", "supervisor_elsewhere", "hr", "auditor"])
def test_nobody_else_does(cast, cycle, reviewed, who):
    user = getattr(cast, who)
    assert to_second(user, cycle) == []
    with pytest.raises(NotAllowed):
        confirm(report=reviewed, actor=user)


def test_it_is_sent_back_to_the_reviewer_for_a_reason(cast, reviewed):
    with pytest.raises(Refused):
        send_back(report=reviewed, reason=" ", actor=cast.director)
    report = send_back(report=reviewed, reason="分数过高", actor=cast.director)
    assert (report.state, report.decisions.first().reason) == (State.SUBMITTED, "分数过高")
    assert approve(report=report, actor=cast.supervisor).state == State.REVIEWED


def test_a_sending_back_is_taken_back(cast, reviewed):
    report = send_back(report=reviewed, reason="分数过高", actor=cast.director)
    assert take_back(report=report, actor=cast.director).state == State.REVIEWED


def test_who_judged_is_not_the_last_to_approve(cast, cycle, reviewed):
    Judgment.objects.create(
        cycle=cycle, manager=reviewed.manager, measure_code="X", score=80, judged_by=cast.director
    )
    assert not may_second(cast.director, reviewed)
    assert to_second(cast.director, cycle) == []
    assert to_second(cast.hr, cycle) == [reviewed]
    assert confirm(report=reviewed, actor=cast.hr).state == State.APPROVED


def test_of_two_in_hr_the_other_one_is_second(cast, cycle, two_levels):
    report = submit(
        cycle=cycle, manager=cast.director.manager, content=COMPLETE, version=0, actor=cast.director
    )
    approve(report=report, actor=cast.hr)
    assert not may_second(cast.hr, AnnualReport.objects.get(pk=report.pk))
    assert confirm(report=report, actor=cast.second_hr).state == State.APPROVED


def test_without_the_second_level_the_reviewer_is_the_last(cast, cycle, submitted, two_levels):
    set_second_level(cycle=cycle, is_on=False, reason="One is enough", actor=cast.hr)
    assert approve(report=submitted, actor=cast.supervisor).state == State.APPROVED


# Deputies


def test_a_deputy_decides_and_sees_while_she_is_named(cast, cycle, submitted):
    deputy = cast.supervisor_elsewhere
    assert not Participant.objects.visible_to(deputy).filter(manager="M1").exists()
    row = deputise(cast.supervisor, deputy)
    assert Participant.objects.visible_to(deputy).filter(manager="M1").exists()
    assert reviewed_places(deputy).filter(manager="M1").exists()
    assert may_review(cast.supervisor, cycle, submitted.manager)
    report = approve(report=submitted, actor=deputy)
    assert report.decisions.get().for_whom == cast.supervisor.manager
    assert AuditEntry.objects.latest("id").detail["for_whom"] == "S1"
    withdraw_deputy(row=row, actor=cast.supervisor)
    assert not may_review(deputy, cycle, cast.colleague.manager)


@pytest.mark.parametrize(
    ("starts", "ends", "decides"), [(0, 0, True), (1, 1, False), (-1, -1, False), (-1, 0, True)]
)
def test_a_deputy_decides_on_both_days(cast, cycle, starts, ends, decides):
    today = timezone.localdate()
    Deputy.objects.create(
        supervisor=cast.supervisor.manager, deputy=cast.supervisor_elsewhere.manager,
        from_on=today + timedelta(starts), until_on=today + timedelta(ends),
        named_by=cast.supervisor, named_at=timezone.now(),
    )  # fmt: skip
    assert may_review(cast.supervisor_elsewhere, cycle, cast.manager.manager) is decides


def test_a_deputy_decides_neither_on_herself_nor_on_the_absent(cast, cycle):
    deputise(cast.supervisor, cast.colleague)
    assert may_review(cast.colleague, cycle, cast.manager.manager)
    assert not may_review(cast.colleague, cycle, cast.colleague.manager)
    deputise(cast.director, cast.colleague)
    assert not may_review(cast.colleague, cycle, cast.supervisor.manager)
    hers = set(reviewed_places(cast.colleague).values_list("manager", flat=True))
    assert hers == {"M1"}


def test_a_deputy_who_approved_is_not_the_second_too(cast, cycle, submitted, two_levels):
    deputise(cast.director, cast.supervisor)
    report = approve(report=submitted, actor=cast.supervisor)
    assert not may_second(cast.supervisor, report)
    assert to_second(cast.supervisor, cycle) == []
    assert may_second(cast.director, report)


def test_the_second_ones_deputy_approves_for_her(cast, cycle, reviewed):
    deputise(cast.director, cast.supervisor_elsewhere)
    assert to_second(cast.supervisor_elsewhere, cycle) == [reviewed]
    confirm(report=reviewed, actor=cast.supervisor_elsewhere)
    assert reviewed.decisions.first().for_whom == cast.director.manager


def test_two_deputies_at_a_time_are_one_too_many(cast):
    deputise(cast.supervisor, cast.supervisor_elsewhere)
    for other in (cast.director, cast.supervisor_elsewhere):
        with pytest.raises(Refused):
            deputise(cast.supervisor, other)
    assert deputise(cast.supervisor, cast.director, starts=4, days=5)


def test_who_cannot_log_in_is_no_deputy(cast):
    User.objects.filter(pk=cast.director.pk).update(is_active=False)
    with pytest.raises(Refused):
        deputise(cast.supervisor, cast.director)
    with pytest.raises(Refused):
        deputise(cast.supervisor, cast.supervisor)
    with pytest.raises(NotAllowed):
        deputise(cast.hr, cast.supervisor)


def test_a_deputys_place_ends_with_the_one_who_left(cast, cycle):
    deputise(cast.supervisor, cast.supervisor_elsewhere)
    yesterday = timezone.localdate() - timedelta(1)
    type(cast.supervisor.manager).objects.filter(pk="S1").update(left_on=yesterday)
    assert not may_review(cast.supervisor_elsewhere, cycle, cast.manager.manager)
    assert Cycle.objects.visible_to(cast.supervisor_elsewhere).exists()
