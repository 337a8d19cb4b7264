"""A month of many rows is closed by a worker, as the page of a small one closes it itself."""

from __future__ import annotations

from threading import Event

import pytest
from django.urls import reverse

from perfcenter.jobs.running import run
from perfcenter.models import AuditEntry, Job, User
from portfolio.close import close_job
from portfolio.close.close_job import takes_long
from portfolio.close.write import close_month
from portfolio.models import BookMonth, MonthStep
from tests import factories as make
from tests.portfolio.close.book import make_months

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_vault", "own_files", "english")]
MONTH = 202603  # its balance is pointed out, which nobody has to explain


@pytest.fixture(autouse=True)
def account(db):
    return make_months()


@pytest.fixture
def hr():
    return make.make_user(role=User.Role.HR)


@pytest.fixture
def large(monkeypatch):
    """A month is large from its first row on."""
    monkeypatch.setattr(close_job, "ROWS", 0)


def asked(hr, login) -> Job:
    answer = login(hr).post(reverse("portfolio:month_close", args=[MONTH]), {"explained": ""})
    assert answer.status_code == 302
    return Job.objects.get(kind="month.close")


def done(job: Job) -> Job:
    run(job.pk, stop=Event(), in_thread=False)
    return Job.objects.get(pk=job.pk)


def is_closed() -> bool:
    return BookMonth.objects.get(month=MONTH).is_closed


def test_a_month_takes_long_from_one_row_more_than_the_limit_on(monkeypatch):
    assert not takes_long(MONTH)
    monkeypatch.setattr(close_job, "ROWS", 1)
    assert not takes_long(MONTH)
    monkeypatch.setattr(close_job, "ROWS", 0)
    assert takes_long(MONTH)
    assert not takes_long(209901)


def test_a_small_month_is_closed_in_the_request(hr, login):
    login(hr).post(reverse("portfolio:month_close", args=[MONTH]), {"explained": ""})
    assert is_closed()
    assert not Job.objects.exists()


def test_a_worker_closes_a_large_one_for_who_asked_while_the_page_follows_it(hr, login, large):
    job = asked(hr, login)
    assert not is_closed()
    page = login(hr).get(reverse("portfolio:month", args=[MONTH])).content.decode()
    assert "hx-get" in page
    job = done(job)
    assert (job.state, is_closed()) == ("done", True)
    assert MonthStep.objects.get().by == hr
    entry = AuditEntry.objects.get(action="month.close")
    assert entry.actor == hr


def test_pressed_twice_it_is_one_job_and_closed_once(hr, login, large):
    job = asked(hr, login)
    assert asked(hr, login) == job
    done(job)
    done(job)
    assert MonthStep.objects.count() == 1


def test_a_job_that_is_cancelled_at_the_last_leaves_the_month_open(hr, login, large):
    job = asked(hr, login)
    Job.objects.filter(pk=job.pk).update(cancel_asked_at=job.asked_at)
    assert done(job).state == "cancelled"
    assert not is_closed()
    assert not MonthStep.objects.exists()


def test_what_came_between_is_said_by_the_job(hr, login, large):
    job = asked(hr, login)
    close_month(month=MONTH, actor=hr)
    job = done(job)
    assert (job.state, job.errors) == ("failed", ["2026-03已月结"])
