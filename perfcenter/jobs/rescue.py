"""What every worker does between jobs: taking up what others left, wiping what nobody needs."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from perfcenter.base import registry
from perfcenter.base.claims import Claim, claimed
from perfcenter.base.said import gettext as _
from perfcenter.base.said import kept
from perfcenter.jobs.kind import kind_of
from perfcenter.jobs.places import all_folders, wipe
from perfcenter.jobs.queue import enqueue, is_queued, take_out
from perfcenter.jobs.running import give_back
from perfcenter.models import Job
from perfcenter.trail.recording import record

SILENT = timedelta(seconds=20)
"""How long a worker may say nothing before it is looked whether it lives."""
ATTEMPTS = 3
"""How often a job is begun; one that ends its worker each time would go on for ever."""
KEPT = timedelta(days=7)
"""How long the file that a job made can be had, and the queue remembers what is over."""

logger = logging.getLogger(__name__)


def rescue() -> int:
    """Put back into the queue what its worker left and what the queue lost; return how many."""
    silent = Job.objects.active().filter(heard_at__lt=timezone.now() - SILENT)
    return sum(_rescued(job) for job in silent)


def _rescued(job: Job) -> bool:
    """Take up one job, if nobody has it: who has it holds its claim, silent or not."""
    with claimed(Claim.JOB, job.pk) as is_ours:
        if not is_ours:
            return False
        if job.state == Job.State.WAITING:
            return _queued_again(job)
        logger.warning("Job %s: its worker %s is gone", job.pk, job.worker)
        take_out(job)
        if job.attempt >= ATTEMPTS:
            _give_up(job)
        else:
            give_back(job)
        return True


def _queued_again(job: Job) -> bool:
    with transaction.atomic():
        found = Job.objects.select_for_update().get(pk=job.pk)
        if found.state != Job.State.WAITING or is_queued(found):
            return False
        enqueue(found)
    return True


def _give_up(job: Job) -> None:
    with translation.override(job.language):
        said = _("Its worker ended %(count)s times in the middle of it") % {"count": job.attempt}
    with transaction.atomic():
        held = Job.objects.filter(pk=job.pk).held(job.attempt)
        told = job.said | {"errors": [kept(said)]}
        if held.update(
            state=Job.State.FAILED, ended_at=timezone.now(), errors=[str(said)], said=told
        ):
            job.refresh_from_db()
            kind_of(job.kind).ended(job)
            detail = job.named | {"state": job.state, "errors": job.errors}
            record(actor=None, action="job.end", target=job, detail=detail)


def sweep() -> None:
    """Wipe what jobs left that are over for long, or not there; so with what the queue did."""
    before = timezone.now() - KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    for old in Job.objects.filter(ended_at__lt=before).exclude(file_name=""):
        wipe(old.pk)
        Job.objects.filter(pk=old.pk).update(file_name="")
    for kind in registry.jobs:
        kind.sweep()
    kept = set(Job.objects.active().values_list("pk", flat=True))
    kept |= set(Job.objects.exclude(file_name="").values_list("pk", flat=True))
    for number in _numbers() - kept:
        with claimed(Claim.JOB, number) as is_ours:
            if is_ours:
                wipe(number)


def _numbers() -> set[int]:
    """Return the jobs that have a folder which has not changed just now."""
    found = set()
    with suppress(OSError):
        for folder in all_folders().iterdir():
            if folder.name.isdecimal() and folder.stat().st_mtime < time.time() - 60:
                found.add(int(folder.name))
    return found
