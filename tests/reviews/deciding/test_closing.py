"""HR closes a report that will not come, and nothing waits for it any more until it is undone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.deciding.closing import close_report, wait_again
from reviews.deciding.write import approve, return_report
from reviews.models import AnnualReport
from reviews.publishing.checks import publication_checks
from reviews.publishing.write import publish
from reviews.report.turns import late_for
from reviews.report.write import save_draft, submit
from reviews.todo import tasks_of
from scoring.cycles.people import end_participant
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make
from tests.factories import COMPLETE

State = AnnualReport.State


def close(cast, cycle, who="M2", actor=None):
    manager = make.Manager.objects.get(pk=who)
    return close_report(
        cycle=cycle, manager=manager, reason="On long leave", actor=actor or cast.hr
    )


def again(cast, cycle, who="M2"):
    manager = make.Manager.objects.get(pk=who)
    return wait_again(cycle=cycle, manager=manager, reason="She is back", actor=cast.hr)


def test_a_report_that_was_never_started_is_closed_and_undone(cast, cycle):
    closed = close(cast, cycle)
    assert (closed.state, closed.closed_because) == (State.CLOSED, "On long leave")
    assert again(cast, cycle).state == State.DRAFT
    save_draft(
        cycle=cycle, manager=cast.colleague.manager, content=COMPLETE, version=0,
        actor=cast.colleague,
    )  # fmt: skip


@pytest.mark.parametrize("returned", [False, True])
def test_what_she_wrote_stays_and_she_goes_on_where_she_was(cast, cycle, draft, returned):
    if returned:
        report = submit(
            cycle=cycle, manager=draft.manager, content=COMPLETE, version=1, actor=cast.manager
        )
        return_report(report=report, comments={"goals": "More."}, actor=cast.supervisor)
    close(cast, cycle, "M1")
    report = again(cast, cycle, "M1")
    assert report.state == (State.RETURNED if returned else State.DRAFT)
    assert report.texts == COMPLETE.texts
    assert (report.closed_from, report.closed_because) == ("", "")


def test_nobody_writes_while_it_is_closed(cast, cycle, draft):
    close(cast, cycle, "M1")
    with pytest.raises(Refused):
        save_draft(
            cycle=cycle, manager=draft.manager, content=COMPLETE, version=1, actor=cast.manager
        )


def test_what_was_handed_in_or_decided_is_not_closed(cast, cycle, submitted):
    with pytest.raises(Refused):
        close(cast, cycle, "M1")
    approve(report=submitted, actor=cast.supervisor)
    with pytest.raises(Refused):
        close(cast, cycle, "M1")


@pytest.mark.parametrize("who", ["manager", "supervisor", "auditor", "administrator"])
def test_only_hr_closes_and_undoes(cast, cycle, who):
    with pytest.raises(NotAllowed):
        close(cast, cycle, actor=getattr(cast, who))


def test_it_takes_a_reason_and_who_left_or_ended_owes_none_anyway(cast, cycle):
    manager = cast.colleague.manager
    with pytest.raises(Refused):
        close_report(cycle=cycle, manager=manager, reason="  ", actor=cast.hr)
    end_participant(
        cycle=cycle, manager=manager, ended_on=date(2026, 6, 30), reason="Lent", actor=cast.hr
    )
    with pytest.raises(Refused):
        close(cast, cycle)
    make.Manager.objects.filter(pk="M3").update(left_on=date(2026, 12, 30))
    with pytest.raises(Refused):
        close(cast, cycle, "M3")


def test_the_last_missing_report_holds_the_publication_up_until_it_is_closed(cast):
    cycle = make.make_cycle("ONE", managers=[cast.manager.manager, cast.colleague.manager])
    report = submit(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    approve(report=report, actor=cast.supervisor)
    score(cycle=cycle)
    assert [c.code for c in publication_checks(cycle) if not c.holds] == ["approved"]
    close(cast, cycle)
    assert [c.code for c in publication_checks(cycle) if not c.holds] == []
    publish(cycle=cycle, run_number=1, actor=cast.hr, second=cast.second_hr)
    states = dict(AnnualReport.objects.values_list("manager", "state"))
    assert states == {"M1": State.PUBLISHED, "M2": State.CLOSED}
    with pytest.raises(Refused):
        again(cast, cycle)


def test_it_is_neither_late_nor_on_anybodys_list(cast, cycle):
    yesterday = timezone.localdate() - timedelta(days=1)
    Cycle.objects.filter(pk=cycle.pk).update(self_review_due=yesterday)
    assert late_for(cast.hr) == {cycle.pk: 5}
    close(cast, cycle)
    assert late_for(cast.hr) == {cycle.pk: 4}
    assert tasks_of(cast.colleague) == []


def test_every_page_says_that_it_is_closed(cast, cycle, login):
    close(cast, cycle)
    board = login(cast.hr).get(reverse("reviews:board", args=[cycle.code]), {"state": "closed"})
    assert [row.manager.pk for row in board.context["people"]] == ["M2"]
    assert "1份述职报告免交关闭，不计入" in board.content.decode()
    for user, name in (
        (cast.colleague, "reviews:report_edit"),
        (cast.supervisor, "reviews:queue_cycle"),
        (cast.hr, "reviews:changes"),
    ):
        assert "免交关闭" in login(user).get(reverse(name, args=[cycle.code])).content.decode()


def test_both_are_in_the_audit_log_with_their_reasons(cast, cycle):
    close(cast, cycle)
    again(cast, cycle)
    entries = AuditEntry.objects.filter(object_type="reviews.AnnualReport").order_by("id")
    assert [(one.action, one.detail["reason"]) for one in entries] == [
        ("report.close", "On long leave"),
        ("report.reopen", "She is back"),
    ]
