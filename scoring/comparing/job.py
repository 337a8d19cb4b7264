"""The job that compares two runs of a bank too large for it to be done in a request."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy

from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.base.said import of_error
from perfcenter.base.vault import Damaged
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job, User
from scoring.cycles.titles import cycle_title
from scoring.models import ScoreRun


class CompareRuns(Kind):
    code = "compare"
    title = gettext_lazy("Compare two score runs")

    def check_may_ask(self, actor: User | None) -> None:
        """Whoever sees a participant may ask why her score changed: nothing of the bank does."""

    def key(self, parameters: Parameters) -> str:
        return f"{parameters['before']}-{parameters['after']}"

    def about(self, parameters: Parameters) -> str:
        before, after = _runs(parameters)
        words = {"cycle": cycle_title(after.cycle), "from": before.number, "to": after.number}
        return _("%(cycle)s, score run #%(from)s to #%(to)s") % words

    def run(self, work: Work) -> dict[str, Any]:
        """Compare everybody, so that each page opens at once; what is kept already stands."""
        # The engine takes a second to import, which other commands need not wait for.
        from scoring.comparing.service import NotComparable, compare_and_keep

        before, after = _runs(work.parameters)
        comparing = _("Comparing the runs")

        def tell(done: int, groups: int) -> None:
            work.tell(comparing, done, groups)

        try:
            compare_and_keep(before, after, actor=work.actor, tell=tell)
        except (NotComparable, Damaged) as error:
            raise Refused(of_error(error)) from error
        return {}

    def page(self, job: Job) -> str:
        before, after = _runs(job.parameters)
        address = reverse("scoring:why", args=[after.cycle.code, job.parameters["staff_no"]])
        return f"{address}?{urlencode({'from': before.number, 'to': after.number})}"


def asked_for(before: ScoreRun, after: ScoreRun, staff_no: str) -> dict[str, Any]:
    """Return the parameters of the job; the page of `staff_no` asks for it."""
    return {"before": before.pk, "after": after.pk, "staff_no": staff_no}


def _runs(parameters: Parameters) -> tuple[ScoreRun, ScoreRun]:
    found = ScoreRun.objects.select_related("cycle__scheme").in_bulk(
        [parameters["before"], parameters["after"]]
    )
    return found[parameters["before"]], found[parameters["after"]]
