"""The job that closes several months, each by itself; what something stands against stays open."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.base.said import kept, of_error, read
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job, User
from portfolio.close.read import closed_among
from portfolio.months import month_text


class CloseMonths(Kind):
    KEY = "all"  # one such job at a time
    code = "months.close"
    title = gettext_lazy("Close several months")

    def key(self, parameters: Parameters) -> str:
        return self.KEY

    def about(self, parameters: Parameters) -> str:
        return _("; ").join(map(month_text, parameters["months"]))

    def run(self, work: Work) -> dict[str, Any]:
        """Close one after the other; what was closed meanwhile, by this job too, is passed over."""
        # DuckDB takes a fifth of a second to import, which other processes need not wait for.
        from portfolio.close.write import close_month
        from portfolio.valuation import ValuationError

        months: list[int] = work.parameters["months"]
        left: list[list[Any]] = []
        for place, month in enumerate(months):
            doing = _("Closing %(month)s") % {"month": month_text(month)}
            work.tell(doing, place, len(months), "months")
            if closed_among([month]):
                continue
            try:
                close_month(month=month, actor=work.actor)
            except (Refused, ValuationError) as error:
                left.append([month, kept(of_error(error))])
        return {"closed": len(months) - len(left), "left": left}

    def outcome(self, job: Job) -> str:
        """Say how many are closed, and of each that is not, why."""
        closed = _("%(count)s of %(total)s months are closed") % {
            "count": whole(job.result["closed"]), "total": whole(len(job.parameters["months"])),
        }  # fmt: skip
        return _("; ").join([closed, *(said for month, said in left_of(job))])

    def page(self, job: Job) -> str:
        return reverse("portfolio:month_list")


def left_of(job: Job) -> list[tuple[int, str]]:
    """Return the months that the job left open, with why."""
    return [(month, read(said)) for month, said in job.result.get("left", [])]


def left_open(user: User) -> list[tuple[int, str]]:
    """Return what the newest such job left open, of what is open still."""
    jobs = Job.objects.visible_to(user).filter(kind=CloseMonths.code, state=Job.State.DONE)
    job = jobs.first()
    found = left_of(job) if job else []
    closed = closed_among(month for month, said in found)
    return [(month, said) for month, said in found if month not in closed]
