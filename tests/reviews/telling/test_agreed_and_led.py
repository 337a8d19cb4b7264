"""Who is told of queries, contracts, goals, talks, calibration, deputies and the sealed record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from perfcenter.base.money import MILLION
from perfcenter.models import AuditEntry, Notice
from perfcenter.notices.read import link_of
from perfcenter.trail.verifying import broken_rows, read_log
from portfolio.models import Target
from portfolio.months import month_of
from reviews.acknowledging.read import standing_of as result_of
from reviews.acknowledging.write import refuse_to_sign
from reviews.appeals.deciding import decide
from reviews.appeals.write import ask, assign, say
from reviews.appeals.write import withdraw as withdraw_query
from reviews.contracts.countersigning import countersign
from reviews.contracts.daily import tell_of_contracts
from reviews.contracts.read import standing_of
from reviews.contracts.write import call, refuse, sign, write_wording
from reviews.deciding.closing import close_report, wait_again
from reviews.deciding.extending import extend
from reviews.deciding.undo import take_back
from reviews.deciding.write import return_report
from reviews.meetings.daily import tell_of_talks
from reviews.meetings.write import confirm_check_in, save_check_in, set_rule, write_note
from reviews.publishing.write import (
    ask_to_publish,
    decline_to_publish,
    publish_asked,
    withdraw_publication,
)
from reviews.report.withdrawing import withdraw
from reviews.sealing.write import ask_to_open, decline_to_open, open_again, seal, withdraw_asking
from scoring.cycles.deputies import name_deputy, withdraw_deputy
from scoring.runs.write import score
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DAY = timedelta(days=1)


def told(since: int = 0) -> set[tuple[str, str]]:
    """Return who was told of which kind after the first so many notices."""
    found = Notice.objects.order_by("pk").values_list("to__username", "kind")
    return set(list(found)[since:])


def count() -> int:
    return Notice.objects.count()


def texts(user) -> list[str]:
    return [one.text for one in Notice.objects.filter(to=user)]


def recorded() -> bool:
    """Whether the audit log answers for every notice."""
    found = broken_rows(read_log().newest)
    return not [one for one in found if one.table == "perfcenter_notice"]


@pytest.fixture
def hr(cast) -> set[str]:
    return {cast.hr.username, cast.second_hr.username}


@pytest.fixture
def scored(cast, cycle):
    score(cycle=cycle)
    return cycle


@pytest.fixture
def query(cast, scored):
    return ask(
        cycle=scored, manager=cast.manager.manager, measure_code="DEP", kind="amount",
        expected="more", text="One account is missing", actor=cast.manager,
    )  # fmt: skip


def test_a_query_goes_to_hr_and_then_to_whom_it_is_given(cast, query, hr):
    assert told() == {(who, "objection.asked") for who in hr}
    before = count()
    assign(objection=query, assignee=cast.second_hr, actor=cast.hr)
    assert told(before) == {(cast.second_hr.username, "objection.given")}
    before = count()
    say(objection=query, text="Which one?", actor=cast.second_hr)
    say(objection=query, text="The first one", actor=cast.manager)
    assert told(before) == {
        ("M1", "objection.said"),
        (cast.second_hr.username, "objection.said"),
    }
    before = count()
    decide(objection=query, outcome="not_upheld", reason="It is there", actor=cast.second_hr)
    assert told(before) == {("M1", "objection.decided")}
    assert "It is there" not in " ".join(texts(cast.manager))
    assert link_of(Notice.objects.first()) == f"/queries/{query.pk}/"
    assert recorded()


def test_a_query_taken_back_is_told_to_who_decides(cast, query, hr):
    before = count()
    withdraw_query(objection=query, actor=cast.manager)
    assert told(before) == {(who, "objection.decided") for who in hr}


@pytest.fixture
def called(cast, cycle):
    make.make_target(cast.manager.manager, "DEP", 5 * MILLION)
    wording = write_wording(text_zh="{name}承诺", read=0, actor=cast.hr)
    due = timezone.localdate() + 30 * DAY
    return call(cycle=cycle, wording=wording, due=due, read=0, actor=cast.hr)


def mine(cast, cycle) -> dict:
    """Return what she answers with."""
    manager = cast.manager.manager
    seen = standing_of(cycle, manager).digest
    return {"cycle": cycle, "manager": manager, "seen": seen}


def test_contracts_are_told_when_asked_for_and_when_answered(cast, cycle, called, hr):
    people = set(cycle.participants.values_list("manager__user__username", flat=True)) - {None}
    assert told() == {(who, "contract.to_sign") for who in people}
    before = count()
    refuse(**mine(cast, cycle), reason="too high", actor=cast.manager)
    assert told(before) == {(who, "contract.answered") for who in {"S1", *hr}}
    assert "too high" not in " ".join(texts(cast.supervisor))
    before = count()
    sign(**mine(cast, cycle), actor=cast.manager)
    countersign(**mine(cast, cycle), actor=cast.supervisor)
    assert told(before) == {("S1", "contract.answered"), ("M1", "contract.answered")}
    assert recorded()


def test_a_contract_whose_targets_changed_is_told_once(cast, cycle, called):
    sign(**mine(cast, cycle), actor=cast.manager)
    before, today = count(), timezone.localdate()
    assert tell_of_contracts(today) == 0
    Target.objects.update(target=6 * MILLION)
    assert tell_of_contracts(today) == 1
    assert told(before) == {("M1", "contract.to_sign")}
    assert tell_of_contracts(today) == 0
    assert recorded()


def test_who_has_not_signed_is_told_before_the_day_and_after_it(cast, cycle, called):
    sign(**mine(cast, cycle), actor=cast.manager)
    for days, kind in ((-1, "report.due"), (1, "report.overdue")):
        before = count()
        tell_of_contracts(called.due + days * DAY)
        assert {found for _who, found in told(before)} == {kind}
        assert "M1" not in {who for who, _kind in told(before)}
        assert tell_of_contracts(called.due + days * DAY) == 0


@pytest.fixture
def now(cast):
    """A cycle of this year."""
    year = timezone.localdate().year
    first, last = year * 100 + 1, year * 100 + 12
    people = [cast.manager.manager, cast.colleague.manager]
    return make.make_cycle("NOW", managers=people, first_month=first, last_month=last)


def test_a_check_in_and_a_shared_note_are_told_to_the_other_side(cast, now):
    talk = {"cycle": now, "manager": cast.manager.manager}
    held = timezone.localdate()
    save_check_in(
        **talk, held_on=held, standing="On the way", words="", version=0, actor=cast.supervisor
    )
    assert told() == {("M1", "talk.check_in")}
    before = count()
    confirm_check_in(**talk, version=1, actor=cast.manager)
    assert told(before) == {("S1", "talk.check_in")}
    before = count()
    write_note(**talk, held_on=held, text="Open", is_private=False, actor=cast.supervisor)
    assert told(before) == {("M1", "talk.note")}
    before = count()
    write_note(**talk, held_on=held, text="Private", is_private=True, actor=cast.supervisor)
    assert told(before) == set()
    assert recorded()


def test_talks_of_the_month_are_told_before_their_day_and_after_it(cast, now):
    day = 15
    set_rule(cycle=now, day=day, read=0, actor=cast.hr)
    due = timezone.localdate().replace(day=day)
    assert month_of(due) == month_of(timezone.localdate())
    assert tell_of_talks(due - 7 * DAY) == 0
    assert tell_of_talks(due - DAY) == 1
    assert tell_of_talks(due) == 0
    assert tell_of_talks(due + DAY) == 1
    assert [one.kind for one in Notice.objects.filter(to=cast.supervisor)] == [
        "report.overdue", "report.due"
    ]  # fmt: skip
    assert "2 of your people" in texts(cast.supervisor)[0]


def test_a_deputy_is_told_when_she_is_named_and_when_it_is_over(cast):
    today = timezone.localdate()
    row = name_deputy(
        deputy=cast.supervisor_elsewhere.manager, from_on=today, until_on=today + DAY,
        actor=cast.supervisor,
    )  # fmt: skip
    withdraw_deputy(row=row, actor=cast.supervisor)
    assert [who for who, _kind in told()] == [cast.supervisor_elsewhere.username]
    assert count() == 2
    assert recorded()


def test_what_is_taken_back_closed_or_due_otherwise_is_told(cast, cycle, submitted):
    before = count()
    withdraw(
        cycle=cycle, manager=cast.manager.manager, version=submitted.version, actor=cast.manager
    )
    assert told(before) == {("S1", "report.withdrawn")}
    before, said = count(), {"cycle": cycle, "manager": cast.manager.manager, "reason": "on leave"}
    close_report(**said, actor=cast.hr)
    wait_again(**said, actor=cast.hr)
    day = timezone.localdate() + DAY
    extend(cycle=cycle, staff=["M1"], until=day, reason="on leave", actor=cast.hr)
    assert (told(before), count()) == ({("M1", "report.awaited")}, before + 3)


def test_a_decision_taken_back_is_told_to_who_was_told_of_it(cast, submitted):
    return_report(report=submitted, comments={"goals": "more"}, actor=cast.supervisor)
    before = count()
    take_back(report=submitted, actor=cast.supervisor)
    assert told(before) == {("M1", "report.withdrawn")}
    assert recorded()


@pytest.fixture
def alone(cast):
    """A cycle that nobody writes in, scored."""
    cycle = make.make_cycle("ALONE", managers=[cast.manager.manager], last_month=202612)
    close_report(cycle=cycle, manager=cast.manager.manager, reason="on leave", actor=cast.hr)
    score(cycle=cycle)
    return cycle


def test_a_publication_declined_or_withdrawn_is_told(cast, alone):
    asked = ask_to_publish(cycle=alone, runs={"ALONE": 1}, actor=cast.hr)
    before = count()
    decline_to_publish(asked=asked, answer="Not yet, please", actor=cast.second_hr)
    assert told(before) == {(cast.hr.username, "cycle.not_published")}
    asked, before = ask_to_publish(cycle=alone, runs={"ALONE": 1}, actor=cast.hr), count()
    withdraw_publication(asked=asked, actor=cast.hr)
    assert told(before) == {(cast.second_hr.username, "cycle.not_published")}


def test_the_seal_and_its_opening_are_told(own_vault, cast, alone, hr):
    asked = ask_to_publish(cycle=alone, runs={"ALONE": 1}, actor=cast.hr)
    (alone,) = publish_asked(asked=asked, actor=cast.second_hr)
    result = result_of(alone, cast.manager.manager)
    before = count()
    refuse_to_sign(
        cycle=alone, manager=cast.manager.manager, digest=result.digest, reason="No",
        actor=cast.manager,
    )  # fmt: skip
    assert told(before) == {(who, "result.refused") for who in hr}
    before = count()
    seal(cycle=alone, actor=cast.hr, early=True)
    second = cast.second_hr.username
    assert told(before) == {("M1", "cycle.sealed"), (second, "cycle.sealed")}
    for answer, who in (
        (lambda asked: withdraw_asking(asked=asked, actor=cast.hr), {second}),
        (
            lambda asked: decline_to_open(asked=asked, answer="No need", actor=cast.second_hr),
            {cast.hr.username},
        ),
        (lambda asked: open_again(asked=asked, actor=cast.second_hr), {"M1", cast.hr.username}),
    ):
        before = count()
        asked = ask_to_open(cycle=alone, reason="A file is missing", actor=cast.hr)
        assert told(before) == {(second, "cycle.sealed")}
        before = count()
        answer(asked)
        assert told(before) == {(one, "cycle.sealed") for one in who}
    assert AuditEntry.objects.filter(action="cycle.unseal").exists()
