"""A job in the hands of a worker: claimed, done, ended."""

from __future__ import annotations

import logging
import os
import socket
from threading import Event
from typing import Any

from django.db import connection, transaction
from django.utils import timezone, translation

from perfcenter.base.claims import Claim, claimed
from perfcenter.base.commands import said_of
from perfcenter.base.outages import damaged_in, outage_in
from perfcenter.base.said import gettext as _
from perfcenter.base.said import kept, of_error
from perfcenter.jobs.kind import kind_of
from perfcenter.jobs.places import made_file, work_folder
from perfcenter.jobs.queue import enqueue
from perfcenter.jobs.work import Cancelled, Lost, Pulse, Stopped, Work
from perfcenter.models import Job
from perfcenter.trail.recording import record

logger = logging.getLogger(__name__)


def run(number: int, *, stop: Event, in_thread: bool) -> None:
    """Do a waiting job, unless somebody does it: one at a time holds its claim.

    The claim goes when the process does, so that nobody waits for one that was killed; the state
    is changed under a condition, so that what the queue says twice is done once.
    """
    with claimed(Claim.JOB, number) as is_ours:
        job = _begin(number) if is_ours else None
        if job is None:
            return
        with translation.override(job.language):
            _run(job, stop=stop, in_thread=in_thread)


def _begin(number: int) -> Job | None:
    """Take the job; None where it is not waiting any more."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=number, state=Job.State.WAITING)
    with transaction.atomic():
        job = waiting.select_for_update().first()
        if job is None:
            return None
        job.state, job.attempt, job.worker = Job.State.RUNNING, job.attempt + 1, worker_name()
        job.begun_at = job.heard_at = job.step_at = now
        if not waiting.update(
            state=job.state, attempt=job.attempt, worker=job.worker,
            begun_at=now, heard_at=now, step_at=now, doing="", done=0, total=0,
        ):  # fmt: skip
            return None
    return job


def worker_name() -> str:
    """Return what tells this process apart from all others."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def _run(job: Job, *, stop: Event, in_thread: bool) -> None:
    kind = kind_of(job.kind)
    try:
        with work_folder(job) as folder, Pulse(job, stop=stop, in_thread=in_thread) as pulse:
            work = Work(job, pulse, folder, made_file(job).parent)
            result = kind.run(work)
    except Lost:
        logger.warning("Job %s: another worker has it", job.pk)
    except Cancelled:
        _end(job, Job.State.CANCELLED, {}, [])
    except (Stopped, SystemExit, KeyboardInterrupt):
        give_back(job)
    except Exception as error:
        _failed(job, error)
    else:
        _end(job, Job.State.DONE, result, [])


def _failed(job: Job, error: Exception) -> None:
    """End the job with a sentence; after an outage that has passed, let it be tried again."""
    kind = kind_of(job.kind)
    outage, damaged = outage_in(error), damaged_in(error)
    if outage is not None and not connection.is_usable():
        connection.close()
        give_back(job)  # raises where the database is still gone: `rescue` finds the job then
        return
    if isinstance(error, kind.refusals):
        said = of_error(error)
    elif damaged is not None:
        said = of_error(damaged)
    elif outage is not None:
        said = _("Nothing was changed: %(why)s") % {"why": said_of(outage)}
    else:
        logger.error("Job %s (%s) failed", job.pk, job.kind, exc_info=error)
        said = _("It ended with a fault of the program, which is in the log of the worker")
    _end(job, Job.State.FAILED, {}, [said])


def _end(job: Job, state: Job.State, result: dict[str, Any], errors: list[str]) -> None:
    """Say how the job ended, unless it is somebody else's or said so itself (`Work.done`)."""
    with transaction.atomic():
        held = Job.objects.filter(pk=job.pk).held(job.attempt)
        if not held.update(
            state=state, ended_at=timezone.now(), result=result, errors=[str(e) for e in errors],
            said=job.said | {"errors": [kept(error) for error in errors]},
            file_name=job.file_name if state == Job.State.DONE else "",
        ):  # fmt: skip
            return
        job.refresh_from_db()
        if state != Job.State.DONE:
            kind_of(job.kind).ended(job)
        detail = job.named | {"state": str(state), "errors": job.errors or None}
        record(actor=None, action="job.end", target=job, detail=detail)


def give_back(job: Job) -> None:
    """Put a job back into the queue that its worker could not end."""
    with transaction.atomic():
        if (
            Job.objects.filter(pk=job.pk)
            .held(job.attempt)
            .update(state=Job.State.WAITING, worker="", step_at=None)
        ):
            enqueue(Job.objects.get(pk=job.pk))
