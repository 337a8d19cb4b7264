"""Several months closed by one job: what something stands against stays open, and is named."""

from __future__ import annotations

from threading import Event

import pytest
from django.urls import reverse

from perfcenter.jobs.running import run
from perfcenter.models import AuditEntry, Job, User
from portfolio.close.write import close_month
from portfolio.models import BookMonth, GeneralLedgerRow
from tests import factories as make
from tests.portfolio.close.book import make_months

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_vault", "own_files")]
MONTHS = [202601, 202602, 202603]


@pytest.fixture(autouse=True)
def account(db):
    return make_months()


@pytest.fixture
def person():
    return make.make_user(role=User.Role.HR)


@pytest.fixture
def hr(person, login):
    return login(person)


def ask(hr, months=MONTHS):
    return hr.post(reverse("portfolio:months_close"), {"months": months})


def done() -> Job:
    job = Job.objects.get(kind="months.close")
    run(job.pk, stop=Event(), in_thread=False)
    return Job.objects.get(pk=job.pk)


def closed() -> list[int]:
    return list(BookMonth.objects.filter(closed_at__isnull=False).values_list("month", flat=True))


def stand_against(month: int, product) -> None:
    """Let a balance of the month differ from the general ledger."""
    GeneralLedgerRow.objects.create(
        month=month, branch=make.make_branch("B1"), product=product, end_balance=1
    )


def test_all_open_months_are_offered_ticked_and_closed_by_whoever_asked(hr, person):
    page = hr.get(reverse("portfolio:months_close")).content.decode()
    assert page.count(" checked") == len(MONTHS)
    assert ask(hr).status_code == 302
    assert closed() == []
    job = done()
    assert (job.state, sorted(closed())) == ("done", MONTHS)
    entries = AuditEntry.objects.filter(action="month.close")
    assert {entry.actor for entry in entries} == {person}


def test_only_what_is_ticked_is_closed(hr):
    ask(hr, MONTHS[1:2])
    done()
    assert closed() == MONTHS[1:2]


def test_what_something_stands_against_stays_open_and_the_others_are_closed(hr, account):
    stand_against(202602, account.product)
    ask(hr)
    job = done()
    assert (job.state, sorted(closed())) == ("done", [202601, 202603])
    page = hr.get(reverse("portfolio:month_list")).content.decode()
    assert "未随批量月结" in page
    assert reverse("portfolio:month_close", args=[202602]) in page
    close_month(month=202602, actor=None, explained="posted twice, mended in March")
    assert "未随批量月结" not in hr.get(reverse("portfolio:month_list")).content.decode()


def test_a_month_closed_meanwhile_is_passed_over(hr):
    ask(hr)
    close_month(month=202601)
    assert done().result == {"closed": 3, "left": []}


def test_begun_again_after_a_worker_was_killed_it_goes_on(hr):
    ask(hr)
    close_month(month=202601)
    close_month(month=202602)
    assert done().result["left"] == []
    assert sorted(closed()) == MONTHS


def test_a_month_that_is_closed_or_unknown_is_refused_in_the_form(hr):
    close_month(month=202601)
    for month in (202601, 209901):
        answer = ask(hr, [month])
        assert answer.status_code == 422
        assert "已不在未月结之列" in answer.content.decode()
    assert not Job.objects.exists()


def test_nothing_ticked_is_said(hr):
    assert "至少选择一个月份" in ask(hr, []).content.decode()


def test_where_no_month_is_open_the_page_says_so(hr):
    for month in MONTHS:
        close_month(month=month)
    assert "没有未月结的月份" in hr.get(reverse("portfolio:months_close")).content.decode()


@pytest.mark.parametrize(("open_months", "is_offered"), [(1, False), (2, True)])
def test_the_list_offers_it_from_two_open_months_on(hr, open_months, is_offered):
    for month in MONTHS[open_months:]:
        close_month(month=month)
    page = hr.get(reverse("portfolio:month_list")).content.decode()
    assert (reverse("portfolio:months_close") in page) is is_offered
