"""Whom each verb tells what: once, in its transaction, and never of a score or grade."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from perfcenter.base import registry
from perfcenter.models import AuditEntry, Notice
from perfcenter.notices.daily import tell_of_today
from perfcenter.notices.read import link_of
from perfcenter.trail.verifying import broken_rows, read_log
from reviews.deciding.level import set_second_level
from reviews.deciding.second import send_back
from reviews.deciding.write import approve, return_report
from reviews.publishing.write import ask_to_publish, publish_asked
from reviews.reminding.daily import tell_what_is_due
from reviews.reminding.write import remind
from reviews.report.write import submit
from reviews.telling import news
from scoring.cycles.lines import set_reviewer
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make
from tests.factories import COMPLETE

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    """Return who was told, and of which kind, in order."""
    return list(Notice.objects.order_by("pk").values_list("to__username", "kind"))


def unrecorded() -> list[str]:
    """Return what the audit log does not know of notices."""
    found = broken_rows(read_log().newest)
    return [str(one) for one in found if one.table == "perfcenter_notice"]


def test_what_is_handed_in_is_told_to_the_reviewer_once(cast, submitted):
    assert told() == [("S1", "report.submitted")]
    one = Notice.objects.get()
    assert "M1" in link_of(one)
    assert (one.cycle, one.about_key) == (submitted.cycle.code, str(submitted.pk))
    assert unrecorded() == []


def test_without_a_supervisor_human_resources_is_told(cast, cycle, submitted):
    set_reviewer(
        cycle=cycle, manager=cast.manager.manager, reviewer=None, reason="on leave", actor=cast.hr
    )
    assert told()[1:] == [("S1", "cycle.reviewer")]
    with transaction.atomic():
        news.handed_in(submitted, cast.manager)
    names = sorted([cast.hr.username, cast.second_hr.username])
    assert sorted(who for who, kind in told()[2:] if kind == "report.submitted") == names


def test_a_decision_is_told_to_whom_it_concerns(cast, submitted):
    return_report(report=submitted, comments={"goals": "more"}, actor=cast.supervisor)
    assert told()[1:] == [("M1", "report.returned")]
    assert cast.supervisor.name in Notice.objects.get(to=cast.manager).text


def test_what_goes_on_between_two_levels_is_told_to_these_alone(cast, cycle, submitted):
    set_second_level(cycle=cycle, is_on=True, reason="Two pairs of eyes", actor=cast.hr)
    before = Notice.objects.count()
    approve(report=submitted, actor=cast.supervisor)
    told = Notice.objects.first()
    assert (told.to, told.kind) == (cast.director, "report.submitted")
    send_back(report=submitted, reason="Look at the goals", actor=cast.director)
    assert Notice.objects.first().to == cast.supervisor
    assert Notice.objects.count() == before + 2


def test_what_is_refused_tells_nobody(cast, submitted):
    with pytest.raises(Exception, match=r"."):
        return_report(report=submitted, comments={}, actor=cast.supervisor)
    assert told() == [("S1", "report.submitted")]


def test_both_reviewers_are_told_that_another_one_decides(cast, cycle):
    set_reviewer(
        cycle=cycle, manager=cast.manager.manager, reviewer=cast.supervisor_elsewhere.manager,
        reason="on leave", actor=cast.hr,
    )  # fmt: skip
    assert told() == [("S1", "cycle.reviewer"), ("S2", "cycle.reviewer")]


def test_a_reminder_is_told_to_whoever_it_waits_for(cast, cycle, submitted):
    Notice.objects.filter(to=cast.supervisor).update(read_at=timezone.now())
    remind(cycle=cycle, staff=["M1", "M2"], actor=cast.hr)
    assert sorted(told()[1:]) == [("M2", "report.reminded"), ("S1", "report.reminded")]
    remind(cycle=cycle, staff=["M1", "M2"], actor=cast.hr)
    assert len(told()) == 3


def test_each_reads_it_in_her_own_language(cast, submitted, english):
    assert "has submitted her self-review" in Notice.objects.get().text


def due(cycle: Cycle, day: date) -> Cycle:
    cycle.self_review_due = day
    cycle.save()
    return cycle


FRIDAY, SATURDAY, MONDAY, TUESDAY = (date(2026, 12, day) for day in (4, 5, 7, 8))


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2026, 12, 3), {"report.overdue"}),
        (FRIDAY, {"report.due"}),
        (SATURDAY, {"report.due"}),
        (MONDAY, {"report.due"}),
        (TUESDAY, set()),
    ],
)
def test_on_friday_is_told_what_is_due_until_monday(day, kinds, cast, cycle):
    due(cycle, day)
    count = tell_what_is_due(FRIDAY)
    assert {kind for _who, kind in told()} == kinds
    assert count == len(told())
    assert tell_what_is_due(FRIDAY) == 0


def test_a_new_day_is_told_anew_and_an_old_one_once_more_when_it_is_past(cast, cycle):
    due(cycle, MONDAY)
    tell_what_is_due(FRIDAY)
    tell_what_is_due(TUESDAY)
    tell_what_is_due(date(2026, 12, 9))
    kinds = [kind for who, kind in told() if who == "M1"]
    assert kinds == ["report.due", "report.overdue"]
    assert AuditEntry.objects.filter(action="notice.day").count() == 2


def test_nothing_is_told_on_a_day_off(cast, cycle, settings):
    due(cycle, timezone.localdate())
    settings.NOTICES_HOLIDAYS = frozenset([timezone.localdate()])
    settings.NOTICES_WORKDAYS = frozenset()
    assert tell_of_today() == 0
    settings.NOTICES_WORKDAYS = frozenset([timezone.localdate()])
    assert tell_of_today() > 0


def test_a_reviewer_is_told_how_many_wait_for_her(cast, cycle, submitted):
    cycle.review_due = FRIDAY
    cycle.save()
    tell_what_is_due(FRIDAY)
    assert "1" in Notice.objects.get(to=cast.supervisor, kind="report.due").text


def test_every_kind_that_is_told_has_a_name(cast):
    codes = [one.code for one in registry.notices]
    assert len(codes) == len(set(codes))
    assert all(str(one.title) for one in registry.notices)


@pytest.fixture
def alone(cast):
    """A cycle of M1 alone."""
    one = [cast.manager.manager]
    return make.make_cycle("2027", managers=one, first_month=202701, last_month=202712)


def test_a_publication_is_told_to_the_second_person_and_then_to_who_takes_part(cast, alone):
    mine = submit(
        cycle=alone, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    approve(report=mine, actor=cast.supervisor)
    score(cycle=alone)
    before = len(told())
    asked = ask_to_publish(cycle=alone, runs={"2027": 1}, actor=cast.hr)
    assert told()[before:] == [(cast.second_hr.username, "cycle.prepared")]
    publish_asked(asked=asked, actor=cast.second_hr)
    assert told()[before + 1 :] == [("M1", "cycle.published")]
    one = Notice.objects.get(kind="cycle.published")
    assert link_of(one).endswith("/M1/")
    assert unrecorded() == []
