"""What the templates of jobs are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.digests import of_text
from perfcenter.base.formats import whole
from perfcenter.jobs.kind import Kind, kind_of
from perfcenter.jobs.write import may_change
from perfcenter.models import Job, User

MEGABYTE = 1_000_000
SPOKEN = 25
"""Percent after which a screen reader is told how far a job is."""


def _megabytes(number: int) -> str:
    """Return whole ones from 10 on, below with a place, so that a small file is not 0."""
    if number < 10 * MEGABYTE:
        return str(number // (MEGABYTE // 10) / 10)
    return whole(number // MEGABYTE)


@dataclass(frozen=True)
class Shown:
    """A job as a page shows it to a user."""

    job: Job
    kind: Kind
    user: User

    @property
    def title(self) -> str:
        return str(self.kind.title or self.job.kind)

    @property
    def doing(self) -> str:
        if self.job.state == Job.State.WAITING:
            return self._waiting()
        if self.job.cancel_asked_at:
            return _("Stops at its next step")
        return self.job.read("doing") or _("Begins")

    @property
    def about(self) -> str:
        return self.job.read("about")

    def _waiting(self) -> str:
        """Say so where nobody comes: a worker takes a second to see a job."""
        late = self.job.heard_at < timezone.now() - timedelta(seconds=30)
        if late:
            return _("Waiting; other jobs come first, or no worker runs")
        return _("Waiting for a worker")

    @property
    def pace(self) -> str:
        """Return how much of how much, how fast, and how long it still takes."""
        job = self.job
        if job.total <= 1:
            return ""
        parts = [_("%(done)s of %(total)s") % {"done": self._of(job.done), "total": self._all()}]
        if job.rate and job.left is not None:
            parts += [_("%(rate)s a second") % {"rate": self._of(job.rate)}, _left(job.left)]
        return _(", ").join(parts)

    def _of(self, number: int) -> str:
        if self.job.unit == "bytes":
            return _("%(count)s MB") % {"count": _megabytes(number)}
        return whole(number)

    def _all(self) -> str:
        units = {"rows": _("%(count)s rows"), "people": _("%(count)s people")}
        units["months"] = _("%(count)s months")
        said = self._of(self.job.total)
        return units[self.job.unit] % {"count": said} if self.job.unit in units else said

    @property
    def spoken(self) -> str:
        """Return what is read out: it changes by the step and by the quarter, not by the second."""
        job = self.job
        if not job.is_active:
            return f"{self.title}: {job.get_state_display()}"
        share = job.share // SPOKEN * SPOKEN
        said = {"title": self.title, "doing": self.doing, "share": share}
        return _("%(title)s: %(doing)s, %(share)s%%") % said

    @property
    def spoken_at(self) -> str:
        """Return what tells one such text from the next."""
        return of_text(self.spoken)[:8]

    @property
    def outcome(self) -> str:
        return self.kind.outcome(self.job) if self.job.state == Job.State.DONE else ""

    @property
    def href(self) -> str:
        return self.kind.page(self.job)

    @property
    def may_cancel(self) -> bool:
        return self.job.is_active and not self.job.cancel_asked_at and self._may

    @property
    def may_retry(self) -> bool:
        is_over = self.job.state in {Job.State.FAILED, Job.State.CANCELLED}
        return is_over and self.kind.may_retry(self.job) and self._may

    @property
    def _may(self) -> bool:
        return may_change(self.user, self.job)

    @property
    def has_file(self) -> bool:
        return bool(self.job.file_name) and self.kind.may_download(self.user, self.job)


def shown(job: Job, user: User) -> Shown:
    return Shown(job, kind_of(job.kind), user)


def _left(left: timedelta) -> str:
    seconds = int(left.total_seconds())
    if seconds < 90:
        text = ngettext("%(count)s second left", "%(count)s seconds left", seconds)
        return text % {"count": whole(seconds)}
    minutes = -(-seconds // 60)
    return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {
        "count": whole(minutes)
    }
