"""A job in a worker's hands: done once, stopped where asked, ended with a sentence."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from threading import Event

import pytest
from django.utils import timezone

from perfcenter.base.claims import Claim
from perfcenter.jobs.places import folder_of, made_file
from perfcenter.jobs.rescue import ATTEMPTS, KEPT, SILENT, rescue, sweep
from perfcenter.jobs.write import cancel, retry
from perfcenter.models import AuditEntry, Job, User
from tests.elsewhere import claimed_elsewhere


def silent(job: Job, **fields: object) -> Job:
    """Make the job one of which nothing was heard for long."""
    long_ago = timezone.now() - SILENT - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(heard_at=long_ago, **fields)
    job.refresh_from_db()
    return job


def test_a_job_is_done_and_says_what_came_of_it(ask, do):
    job = do(ask("counting", to=3))
    assert (job.state, job.result, job.attempt) == ("done", {"counted": 3}, 1)
    assert (job.doing, job.done, job.total, job.unit) == ("Counting", 3, 3, "rows")


def test_what_was_done_is_not_done_again_when_the_queue_names_it_twice(ask, do, tmp_path):
    lines = tmp_path / "lines"
    job = do(ask("counting", to=2, lines=str(lines)))
    do(job)
    assert len(lines.read_text().splitlines()) == 2


def test_what_another_worker_does_is_left_alone(ask, do):
    job = ask("counting", to=2)
    with claimed_elsewhere(Claim.JOB, job.pk):
        assert do(job).state == "waiting"


def test_start_and_end_are_in_the_audit_log(ask, do, cast):
    do(ask("counting", to=1))
    do(ask("refusing"))
    found = AuditEntry.objects.filter(action__startswith="job.").order_by("id")
    assert [(e.action, e.actor_name, e.detail.get("state")) for e in found] == [
        ("job.start", cast.hr.name, None), ("job.end", "system", "done"),
        ("job.start", cast.hr.name, None), ("job.end", "system", "failed"),
    ]  # fmt: skip


def test_a_refusal_is_told_in_the_language_of_whoever_asked(ask, do):
    assert do(ask("refusing")).errors == ["已保存"]


def test_a_fault_of_the_program_shows_nothing_of_it(ask, do, english):
    job = do(ask("breaking"))
    assert job.state == "failed"
    assert "secret" not in job.errors[0]


def test_a_waiting_job_is_cancelled_at_once_and_leaves_the_queue(ask, do, cast, queued):
    job = cancel(job=ask("counting", to=2), actor=cast.hr)
    assert (do(job).state, queued()) == ("cancelled", [])


def test_a_running_job_stops_at_its_next_step(ask, do, monkeypatch, cast, tmp_path):
    job = ask("counting", to=100, lines=str(tmp_path / "lines"))
    steps = iter(range(10))

    def cancelled_later(_seconds):
        if next(steps) == 2:
            cancel(job=job, actor=cast.hr)

    monkeypatch.setattr("tests.perfcenter.jobs.kinds.time.sleep", cancelled_later)
    assert do(job).state == "cancelled"
    assert len((tmp_path / "lines").read_text().splitlines()) == 3


def test_a_worker_that_is_to_end_gives_its_job_back(ask, do, queued):
    stop = Event()
    stop.set()
    job = do(ask("counting", to=2), stop)
    assert (job.state, queued()[-1]) == ("waiting", job.pk)
    assert do(job).state == "done"


def test_what_it_did_and_that_it_is_done_come_together(ask, do, cast):
    assert do(ask("committing")).result == {"named": "Renamed"}
    assert User.objects.get(pk=cast.hr.pk).name == "Renamed"


def test_cancelled_before_the_end_of_its_transaction_it_did_nothing(ask, do, cast):
    assert do(ask("committing", cancelled=True)).state == "cancelled"
    assert User.objects.get(pk=cast.hr.pk).name == cast.hr.name


def test_an_attempt_that_was_given_up_writes_nothing_any_more(ask, do, monkeypatch):
    job = ask("counting", to=5)
    taken_over = Job.objects.filter(pk=job.pk)
    monkeypatch.setattr(
        "tests.perfcenter.jobs.kinds.time.sleep", lambda _seconds: taken_over.update(attempt=7)
    )
    job = do(job)
    assert (job.state, job.attempt, job.done) == ("running", 7, 1)


def test_a_job_whose_worker_is_gone_is_taken_up_again(ask, do, queued):
    job = silent(ask("counting", to=2), state="running", attempt=1)
    assert rescue() == 1
    assert do(job).state == "done"
    assert queued().count(job.pk) == 1


def test_a_worker_that_is_silent_but_lives_keeps_its_job(ask):
    job = silent(ask("counting", to=2), state="running", attempt=1)
    with claimed_elsewhere(Claim.JOB, job.pk):
        assert rescue() == 0


def test_a_job_heard_of_just_now_is_left_alone(ask):
    job = ask("counting", to=2)
    Job.objects.filter(pk=job.pk).update(state="running", attempt=1)
    assert rescue() == 0


def test_a_job_that_ends_its_worker_each_time_fails(ask):
    job = silent(ask("counting", to=2), state="running", attempt=ATTEMPTS)
    rescue()
    job.refresh_from_db()
    assert (job.state, len(job.errors)) == ("failed", 1)


def test_a_job_that_the_queue_has_lost_is_queued_again(ask, queued):
    job = silent(ask("counting", to=2), task=None)
    assert rescue() == 1
    assert queued().count(job.pk) == 2  # the row that was lost sight of does no harm


def test_a_failed_job_is_tried_again(ask, do, cast):
    job = do(ask("refusing"))
    job = retry(job=job, actor=cast.hr)
    assert (job.state, job.errors) == ("waiting", [])
    assert do(job).state == "failed"


def test_of_what_there_is_one_at_a_time_there_is_one(ask, do):
    first = ask("once", to=3)
    assert ask("once", to=3) == first
    assert ask("once", to=4) != first
    do(first)
    assert ask("once", to=3) != first


def test_what_a_job_leaves_is_wiped_and_its_file_kept(ask, do):
    job = do(ask("leaving"))
    assert made_file(job).read_text() == "whole"
    assert [path.name for path in folder_of(job.pk).iterdir()] == ["made"]
    assert tempfile.gettempdir() != str(folder_of(job.pk) / "work")


def test_the_file_goes_after_some_days_and_what_a_crash_left_at_once(ask, do, monkeypatch):
    job = do(ask("leaving"))
    left = folder_of(job.pk + 1)
    left.mkdir()
    now = __import__("time").time()
    monkeypatch.setattr("perfcenter.jobs.rescue.time.time", lambda: now + 120)
    sweep()
    assert made_file(job).exists()
    assert not left.exists()
    Job.objects.update(ended_at=timezone.now() - KEPT - timedelta(hours=1))
    sweep()
    assert not made_file(job).exists()


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_the_folder_of_a_job_that_goes_on_stays(ask, monkeypatch, state):
    job = ask("counting", to=1)
    Job.objects.filter(pk=job.pk).update(state=state)
    folder_of(job.pk).mkdir(parents=True)
    now = __import__("time").time()
    monkeypatch.setattr("perfcenter.jobs.rescue.time.time", lambda: now + 120)
    sweep()
    assert folder_of(job.pk).exists()
