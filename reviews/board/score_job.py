"""The job that scores a cycle of a bank too large for it to be done in a request."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.base.said import of_error
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle


class ScoreCycle(Kind):
    code = "score"
    title = gettext_lazy("Score a cycle")

    def key(self, parameters: Parameters) -> str:
        return str(parameters["cycle"])

    def about(self, parameters: Parameters) -> str:
        return cycle_title(Cycle.objects.get(code=parameters["cycle"]))

    def run(self, work: Work) -> dict[str, Any]:
        """Score it; where nothing has changed since the newest run, that run stands."""
        # The engine takes a second to import, which other commands need not wait for.
        from portfolio.valuation import ValuationError
        from scoring.runs.write import score_again

        cycle = Cycle.objects.get(code=work.parameters["cycle"])
        valuing, scoring = _("Valuing the ledger"), _("Scoring")

        def tell(done: int, months: int) -> None:
            doing = scoring if done == months else valuing
            work.tell(doing, done, months, "months")

        try:
            made = score_again(cycle=cycle, actor=work.actor, progress=tell, wait=False)
        except ValuationError as error:
            raise Refused(of_error(error)) from error
        return {"number": made.run.number, "is_new": made.is_new}

    def outcome(self, job: Job) -> str:
        return scored(job.result["number"], is_new=job.result["is_new"])

    def page(self, job: Job) -> str:
        return reverse("reviews:board", args=[job.parameters["cycle"]])


def scored(number: int, *, is_new: bool) -> str:
    """Say what scoring has given."""
    if is_new:
        return _("Score run #%(number)s is made") % {"number": number}
    return _("Nothing has changed since score run #%(number)s; it stands") % {"number": number}
