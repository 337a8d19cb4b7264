"""Jobs as pages look for them."""

from __future__ import annotations

from perfcenter.jobs.page import Shown, shown
from perfcenter.models import Job, User


def newest(user: User, kinds: list[str], key: str) -> list[Shown]:
    """Return the newest job of each kind about one thing, where a page still has to say of it.

    One that is done and left no file has said what it had to.
    """
    found: dict[str, Job] = {}
    jobs = Job.objects.visible_to(user).filter(kind__in=kinds, key=key)
    for job in jobs.select_related("asked_by")[:20]:
        found.setdefault(job.kind, job)
    return [
        shown(job, user) for job in found.values() if job.state != Job.State.DONE or job.file_name
    ]
