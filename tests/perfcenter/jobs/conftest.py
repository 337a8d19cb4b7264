"""Jobs of the tests' own kinds, run at once in the test's transaction."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from perfcenter.base import registry
from perfcenter.jobs.running import run
from perfcenter.jobs.write import start
from perfcenter.models import Job
from tests.perfcenter.jobs.kinds import KINDS


@pytest.fixture(autouse=True)
def _kinds(monkeypatch, own_files):
    monkeypatch.setattr(registry.jobs, "_entries", [*registry.jobs, *KINDS])


@pytest.fixture
def ask(cast):
    """Start a job as HR."""

    def started(kind: str, actor: Any = None, **parameters: Any) -> Job:
        return start(kind=f"test.{kind}", parameters=parameters, actor=actor or cast.hr)

    return started


@pytest.fixture
def do():
    """Run a job as a worker would, without a thread beside it; return it as it is afterwards."""

    def done(job: Job, stop: Event | None = None) -> Job:
        run(job.pk, stop=stop or Event(), in_thread=False)
        return Job.objects.get(pk=job.pk)

    return done


@pytest.fixture
def queued():
    """The numbers of the jobs in the queue, in the order in which they come."""
    return lambda: [row.args_kwargs["args"][0] for row in DBTaskResult.objects.ready()]
