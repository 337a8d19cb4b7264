"""With a full disk or a database that restarts while a worker loads, nothing half is done."""

from __future__ import annotations

import errno
import os
from threading import Event

import duckdb
import pytest
from django.db import OperationalError, connection

from perfcenter.jobs.running import run
from perfcenter.models import Job
from portfolio.imports.write import confirm, undo
from portfolio.loading import load as loading
from portfolio.loading import undo as undoing
from portfolio.loading import write as writing
from portfolio.models import Branch, DataLoad, Import, Manager
from tests.factories import make_user
from tests.portfolio.imports.bank import as_csv, done
from tests.portfolio.imports.test_import import checked

pytestmark = pytest.mark.usefixtures("own_files")
FULL = f'IO Error: {{"message": "Could not write: {os.strerror(errno.ENOSPC)}", "errno": "28"}}'


@pytest.fixture
def hr(db):
    return make_user(role="hr")


@pytest.fixture
def one(hr) -> Import:
    return checked(as_csv(["branches", "managers"]), hr)


@pytest.fixture
def broken(monkeypatch):
    """Let the second table that is written end in an error, once."""

    def until(error: Exception) -> None:
        written = []

        def write(stage, table, tell, **more):
            if len(written) == 1:
                written.append(table)
                raise error
            written.append(table)
            writing.write(stage, table, tell, **more)

        monkeypatch.setattr(loading, "write", write)
        monkeypatch.setattr(undoing, "write", write)

    return until


@pytest.fixture
def restarting(monkeypatch):
    """The connection is found broken after an error, as it is where the database restarts."""
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    monkeypatch.setattr(connection, "close", lambda: None)


def job_of(one: Import) -> Job:
    return Job.objects.get(pk=one.job_id)


def tried(one: Import) -> Job:
    run(one.job_id, stop=Event(), in_thread=False)
    one.refresh_from_db()
    return job_of(one)


def is_empty() -> bool:
    return not (Branch.objects.exists() or Manager.objects.exists() or DataLoad.objects.exists())


def test_with_a_full_disk_nothing_is_loaded_and_it_can_be_confirmed_again(hr, one, broken):
    broken(duckdb.IOException(FULL))
    job = tried(confirm(one=one, actor=hr))
    one.refresh_from_db()
    assert (job.state, one.state, is_empty()) == ("failed", "checked", True)
    assert os.strerror(errno.ENOSPC) in job.errors[0]
    assert "errno" not in job.errors[0]
    assert done(confirm(one=one, actor=hr)).state == "loaded"
    assert Manager.objects.count() == 3


def test_a_database_that_restarts_in_mid_load_has_nothing_of_it_and_the_job_waits(
    hr, one, broken, restarting
):
    broken(OperationalError("server closed the connection unexpectedly"))
    one = confirm(one=one, actor=hr)
    job = tried(one)
    assert (job.state, job.attempt, one.state, is_empty()) == ("waiting", 1, "loading", True)
    job = tried(one)
    assert (job.state, job.attempt, one.state) == ("done", 2, "loaded")
    assert Manager.objects.count() == 3
    assert DataLoad.objects.count() == 1


def test_undoing_that_breaks_off_leaves_all_that_was_loaded_and_is_taken_up(
    hr, one, broken, restarting
):
    one = undo(one=done(confirm(one=one, actor=hr)), actor=hr)
    broken(OperationalError("server closed the connection unexpectedly"))
    job = tried(one)
    assert (job.state, one.state, Manager.objects.count()) == ("waiting", "undoing", 3)
    job = tried(one)
    assert (job.state, one.state) == ("done", "undone")
    assert not Manager.objects.exists()
