"""Where comparing two runs takes long a worker does it, once for everybody."""

from __future__ import annotations

import io
from dataclasses import replace
from threading import Event

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from perfcenter.jobs.running import run
from perfcenter.models import AuditEntry, Job
from portfolio.models import LedgerRow, Manager
from scoring.comparing import service
from scoring.comparing.compare import compare
from scoring.comparing.kept import kept_card, kept_cards
from scoring.models import KeptComparison, Result, ScoreRun
from scoring.runs.write import score
from tests import factories as make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("english", "own_files"),
    pytest.mark.once,
]


@pytest.fixture
def runs(bank, db, monkeypatch) -> tuple[ScoreRun, ScoreRun]:
    """Two runs of other ledgers, of too many people for a page."""
    monkeypatch.setattr(service, "SOME", 0)
    LedgerRow.objects.update(average_balance=1_000_000_00)
    make.touch_book()
    return bank[0], score(cycle=bank[0].cycle)


@pytest.fixture
def staff_no(runs) -> str:
    return Result.objects.filter(run=runs[1], composite__isnull=False).first().manager_id


def address(staff_no: str, name: str = "why") -> str:
    return reverse(f"scoring:{name}", args=["C", staff_no])


def worked() -> Job:
    """Let a worker do the one job there is."""
    run(Job.objects.get().pk, stop=Event(), in_thread=False)
    return Job.objects.get()


def test_a_page_asks_for_the_job_and_then_opens_what_it_kept(runs, staff_no, bank, login):
    hr = login(bank[1])
    assert "对比两个评分批次需要一些时间" in hr.get(address(staff_no)).content.decode()
    answer = hr.post(address(staff_no, "why_compare"), {"from": 1, "to": 2})
    assert answer.url == f"{address(staff_no)}?from=1&to=2"
    assert "正在后台对比" in hr.get(answer.url).content.decode()
    job = worked()
    assert (job.state, job.errors) == (Job.State.DONE, [])
    shown = hr.get(answer.url).context["composite"]
    assert shown.first + sum(shown.parts) == shown.last


def test_what_is_kept_is_what_is_computed(runs):
    service.compare_and_keep(*runs, actor=None)
    comparison = compare(*runs)
    assert list(kept_cards(*runs)) == [comparison.of(staff) for staff in comparison.staff]
    last = comparison.staff[-1]
    assert kept_card(*runs, last) == comparison.of(last)
    assert kept_card(*runs, "nobody") is None


def test_it_is_kept_once_and_never_changed(runs):
    service.compare_and_keep(*runs, actor=None)
    blocks = KeptComparison.objects.count()
    call_command("compare_runs", "C", "1", "2", stdout=io.StringIO())
    assert KeptComparison.objects.count() == blocks > 0
    assert AuditEntry.objects.filter(action="run.compare").count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        KeptComparison.objects.update(content=b"")


def test_whoever_asks_second_gets_the_job_of_the_first(runs, staff_no, bank, login):
    hr = login(bank[1])
    hr.post(address(staff_no, "why_compare"), {"from": 1, "to": 2})
    manager = login(make.make_user(Manager.objects.get(pk=staff_no)))
    page = manager.get(address(staff_no)).content.decode()
    assert "正在后台对比" in page
    assert bank[1].name not in page
    manager.post(address(staff_no, "why_compare"), {"from": 1, "to": 2})
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("people", "same_ledger", "long"),
    [
        (30, False, False),
        (31, False, True),
        (31, True, False),
        (300, True, False),
        (301, True, True),
    ],
)
def test_a_page_waits_for_few_people_or_for_the_same_ledger(
    bank, db, monkeypatch, people, same_ledger, long
):
    """Of 31 people on, months of two ledgers take long to put together; of 301 on, anything."""
    after, before = bank[0], ScoreRun.objects.get(pk=bank[0].pk)
    before.participants = after.participants = people
    side = service.side_of(after)
    fewer = replace(side, manifest=replace(side.manifest, months=side.manifest.months[:-1]))
    found = {id(after): side, id(before): side if same_ledger else fewer}
    monkeypatch.setattr(service, "side_of", lambda run: found[id(run)])
    assert service.takes_long(before, after) == long
