"""What people do with jobs: start, cancel, try again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.base.said import kept
from perfcenter.jobs.kind import kind_of
from perfcenter.jobs.places import wipe
from perfcenter.jobs.queue import enqueue, take_out
from perfcenter.models import Job, User
from perfcenter.trail.recording import record


def start(*, kind: str, parameters: dict[str, Any], actor: User | None) -> Job:
    """Put a job into the queue; of what there is one at a time the one that is there already."""
    found = kind_of(kind)
    found.check_may_ask(actor)
    key = found.key(parameters)
    with transaction.atomic():
        # On PostgreSQL two at once meet at the constraint: one waits, and gets the other's.
        now = timezone.now()
        about = found.about(parameters)
        values = {
            "parameters": parameters,
            "about": str(about)[:200],
            "said": {"about": kept(about)},
            "language": language(),
            "asked_by": actor,
            "asked_at": now,
            "heard_at": now,
        }
        if key:
            job, is_new = Job.objects.active().get_or_create(kind=kind, key=key, defaults=values)
        else:
            job, is_new = Job.objects.create(kind=kind, **values), True
        if is_new:
            enqueue(job)
            record(actor=actor, action="job.start", target=job, detail=job.named)
    return job


def cancel(*, job: Job, actor: User) -> Job:
    """Take a waiting job out of the queue; ask the worker of a running one to stop."""
    check_may_change(actor, job)
    with transaction.atomic():
        job = _locked(job)
        if job.state == Job.State.RUNNING:
            job.cancel_asked_at = job.cancel_asked_at or timezone.now()
            job.save(update_fields=["cancel_asked_at"])
        elif job.state == Job.State.WAITING:
            take_out(job)
            job.state, job.ended_at = Job.State.CANCELLED, timezone.now()
            job.save(update_fields=["state", "ended_at"])
            kind_of(job.kind).ended(job)
        else:
            raise Refused(_("The job is over already"))
        record(actor=actor, action="job.cancel", target=job, detail=job.named)
    return job


def retry(*, job: Job, actor: User) -> Job:
    """Put a job that failed or was cancelled back into the queue, for whoever asked for it."""
    check_may_change(actor, job)
    with transaction.atomic():
        job = _locked(job)
        if job.state not in {Job.State.FAILED, Job.State.CANCELLED}:
            raise Refused(_("Only a job that failed or was cancelled is tried again"))
        if job.key and Job.objects.active().filter(kind=job.kind, key=job.key).exists():
            raise Refused(_("The same job is waiting or running already"))
        job.state, job.attempt, job.ended_at = Job.State.WAITING, 0, None
        job.cancel_asked_at, job.errors, job.result = None, [], {}
        job.doing, job.done, job.total = "", 0, 0
        job.said = {name: text for name, text in job.said.items() if name == "about"}
        job.save()
        kind_of(job.kind).again(job)
        enqueue(job)
        record(actor=actor, action="job.retry", target=job, detail=job.named)
    wipe(job.pk)
    return job


def may_change(user: User, job: Job) -> bool:
    """Whether the user may cancel the job or have it tried again."""
    return job.asked_by_id == user.pk or user.is_hr or user.is_administrator


def check_may_change(user: User, job: Job) -> None:
    if not user.is_active or not may_change(user, job):
        raise NotAllowed(
            _("Whoever asked for the job, human resources or an administrator do this")
        )


def _locked(job: Job) -> Job:
    return Job.objects.select_for_update().get(pk=job.pk)
