"""Opening a month again takes two of human resources: one asks, another one answers, once."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry, User
from portfolio.close.read import requests_waiting_for
from portfolio.close.write import (
    agree_to_reopen,
    ask_to_reopen,
    close_month,
    decline_to_reopen,
    reopen_month,
    withdraw_reopening,
)
from portfolio.models import BookMonth, MonthStep, ReopenRequest
from tests import factories as make
from tests.portfolio.close.book import REASON, make_months

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_vault", "english")]
State = ReopenRequest.State


@pytest.fixture
def first(db):
    return make.make_user(role=User.Role.HR)


@pytest.fixture
def second(db):
    return make.make_user(role=User.Role.HR)


@pytest.fixture
def asked(first):
    make_months()
    close_month(month=202601, actor=first)
    return ask_to_reopen(month=202601, reason=REASON, actor=first)


def is_closed() -> bool:
    return BookMonth.objects.get(month=202601).is_closed


def test_who_asked_does_not_answer_and_the_month_stays_closed(asked, first):
    for answer in (
        lambda: agree_to_reopen(asked=asked, actor=first),
        lambda: decline_to_reopen(asked=asked, answer=REASON, actor=first),
    ):
        with pytest.raises(Refused, match="somebody else"):
            answer()
    assert is_closed()
    assert not requests_waiting_for(first).exists()


def test_the_second_person_opens_it_and_both_names_stay(asked, first, second):
    assert list(requests_waiting_for(second)) == [asked]
    step = agree_to_reopen(asked=asked, actor=second)
    assert not is_closed()
    assert (step.kind, step.by, step.second) == (MonthStep.Kind.REOPENED, first, second)
    assert step.reason == REASON
    entry = AuditEntry.objects.get(action="month.reopen")
    assert (entry.actor, entry.detail["asked_by"]) == (second, first.username)
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == (State.AGREED, second)


def test_what_is_declined_says_why_and_can_be_asked_for_anew(asked, first, second):
    with pytest.raises(Refused, match="Say why"):
        decline_to_reopen(asked=asked, answer=" abc ", actor=second)
    decline_to_reopen(asked=asked, answer="it waits a month", actor=second)
    assert is_closed()
    with pytest.raises(Refused, match="answered already: Declined"):
        agree_to_reopen(asked=asked, actor=second)
    assert ask_to_reopen(month=202601, reason=REASON, actor=first).is_open


def test_one_takes_back_only_what_one_asked_for(asked, first, second):
    with pytest.raises(NotAllowed):
        withdraw_reopening(asked=asked, actor=second)
    assert withdraw_reopening(asked=asked, actor=first).state == State.WITHDRAWN
    assert is_closed()


def test_a_month_is_asked_for_once_at_a_time_and_only_while_it_is_closed(asked, second):
    with pytest.raises(Refused, match="already"):
        ask_to_reopen(month=202601, reason=REASON, actor=second)
    with pytest.raises(Refused, match="not closed"):
        ask_to_reopen(month=202602, reason=REASON, actor=second)


def test_who_has_gone_to_another_role_is_no_first_person_any_more(asked, first, second):
    User.objects.filter(pk=first.pk).update(role=User.Role.AUDITOR)
    asked.refresh_from_db()
    with pytest.raises(Refused, match="asks anew"):
        agree_to_reopen(asked=asked, actor=second)
    assert is_closed()
    decline_to_reopen(asked=asked, answer="she has gone", actor=second)


def test_what_waits_lapses_when_a_command_opens_the_month(asked, second):
    reopen_month(month=202601, reason=REASON, second=second)
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == (State.LAPSED, None)


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_nobody_else_asks_or_answers(asked, role):
    who = make.make_user(role=role)
    for act in (
        lambda: ask_to_reopen(month=202601, reason=REASON, actor=who),
        lambda: agree_to_reopen(asked=asked, actor=who),
        lambda: decline_to_reopen(asked=asked, answer=REASON, actor=who),
        lambda: withdraw_reopening(asked=asked, actor=who),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_database_itself_takes_no_answer_of_who_asked(asked, first):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReopenRequest.objects.filter(pk=asked.pk).update(
            state=State.AGREED, answered_by=first, answered_at=timezone.now()
        )
