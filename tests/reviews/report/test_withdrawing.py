"""What was handed in is taken back while nobody has read it; from then on it stays handed in."""

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.deciding.write import approve, comment, return_report
from reviews.models import AnnualReport, HandIn
from reviews.report.content import content_shown
from reviews.report.reading import mark_read
from reviews.report.verifying import broken_texts
from reviews.report.withdrawing import withdraw
from reviews.report.write import submit
from tests.factories import rewritten

State = AnnualReport.State


@pytest.fixture
def take_back(cast, cycle):
    def taken(version, actor="manager"):
        actor, manager = getattr(cast, actor), cast.manager.manager
        return withdraw(cycle=cycle, manager=manager, version=version, actor=actor)

    return taken


def test_it_is_a_draft_again_and_nobody_elses(cast, submitted, take_back):
    report = take_back(submitted.version)
    assert (report.state, report.submitted_at, report.submitted_digest) == (State.DRAFT, None, "")
    assert not AnnualReport.objects.visible_to(cast.supervisor).exists()
    assert list(broken_texts()) == []


def test_what_was_returned_before_is_returned_again_as_it_was(cast, cycle, submitted, take_back):
    return_report(report=submitted, comments={"goals": "太低"}, actor=cast.supervisor)
    again = submit(
        cycle=cycle, manager=cast.manager.manager, content=rewritten(goals="更高"),
        version=submitted.version, actor=cast.manager,
    )  # fmt: skip
    report = take_back(again.version)
    assert report.state == State.RETURNED
    assert report.submitted_digest == submitted.submitted_digest
    assert content_shown(report).text("goals") == "稳住存款。"


def test_the_reviewers_first_look_is_kept_once_and_others_count_nothing(
    cast, cycle, submitted, login, take_back
):
    address = reverse("reviews:review", args=[cycle.code, "M1"])
    for who in (cast.manager, cast.director, cast.hr, cast.auditor):
        assert login(who).get(address).status_code == 200
    assert HandIn.objects.get().read_at is None
    for _ in range(2):
        login(cast.supervisor).get(address)
    assert HandIn.objects.get().read_by == cast.supervisor
    assert AuditEntry.objects.filter(action="report.read").count() == 1
    with pytest.raises(Refused, match=cast.supervisor.name):
        take_back(submitted.version)


def test_a_comment_that_came_without_opening_it_is_a_reading_too(cast, submitted, take_back):
    comment(report=submitted, comments={"goals": "好"}, actor=cast.supervisor)
    with pytest.raises(Refused):
        take_back(submitted.version)


@pytest.mark.parametrize("first", ["withdraw", "approve"])
def test_of_taking_back_and_approving_one_wins(cast, submitted, take_back, first):
    stale = AnnualReport.objects.get()
    deeds = {
        "withdraw": lambda: take_back(submitted.version),
        "approve": lambda: approve(report=stale, actor=cast.supervisor),
    }
    deeds.pop(first)()
    with pytest.raises(Refused):
        next(iter(deeds.values()))()
    assert AnnualReport.objects.get().state == {"withdraw": "draft", "approve": "approved"}[first]


def test_who_opens_it_just_as_it_is_taken_back_finds_nothing(cast, submitted, take_back):
    stale = AnnualReport.objects.select_related("cycle", "manager").get()
    take_back(submitted.version)
    with pytest.raises(Http404):
        mark_read(cast.supervisor, stale)


@pytest.mark.database
def test_the_database_lets_it_be_read_or_taken_back_but_once(cast, submitted):
    mark_read(cast.supervisor, submitted)
    with pytest.raises(DatabaseError), transaction.atomic():
        HandIn.objects.update(read_at=None, read_by=None, withdrawn_at=timezone.now())


def test_an_older_page_and_another_person_take_nothing_back(submitted, take_back):
    with pytest.raises(Refused):
        take_back(submitted.version - 1)
    with pytest.raises(NotAllowed):
        take_back(submitted.version, "supervisor")


def test_the_button_is_there_until_it_is_read(cast, cycle, submitted, login):
    mine = login(cast.manager)
    address = reverse("reviews:report_edit", args=[cycle.code])
    page = mine.get(address).content.decode()
    assert 'form="take-back"' in page
    back = reverse("reviews:report_take_back", args=[cycle.code])
    mine.post(back, {"version": str(submitted.version)})
    assert "<textarea" in mine.get(address).content.decode()
