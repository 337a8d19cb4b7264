"""What the jobs' entries of the audit log are called."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from perfcenter.base.registry import Words
from perfcenter.jobs.kind import kind_of
from perfcenter.models import Job


def _pages(keys: list[str]) -> dict[str, str]:
    """Return the page of each job by its key."""
    return {key: f"{reverse('jobs:job_list')}#job-{key}" for key in keys}


WORDS = Words(
    actions={
        "job.start": _("Start a job"),
        "job.cancel": _("Cancel a job"),
        "job.retry": _("Try a job again"),
        "job.end": _("End a job"),
    },
    kinds={"perfcenter.Job": _("job")},
    details={"job": _("job"), "about": _("about"), "errors": _("errors"), "state": _("state")},
    shown={
        "job": lambda code: str(kind_of(code).title or code),
        "errors": lambda errors: _now("; ").join(map(str, errors)),
    },
    values=dict(Job.State.choices),
    named=frozenset({"state"}),
    links={"perfcenter.Job": _pages},
)
