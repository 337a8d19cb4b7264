"""The job that seals the record of a cycle: a deck, a sheet and each number of everybody."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from perfcenter.base.formats import whole
from perfcenter.base.refusals import NotAllowed
from perfcenter.base.said import gettext as _
from perfcenter.base.said import ngettext
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle


class SealCycle(Kind):
    """Parameters: `cycle`, its code; `early`, whether days of appeals are ended knowingly."""

    code = "seal"
    title = gettext_lazy("Seal the record of a cycle")

    def key(self, parameters: Parameters) -> str:
        return str(parameters["cycle"])

    def about(self, parameters: Parameters) -> str:
        return cycle_title(Cycle.objects.get(code=parameters["cycle"]))

    def run(self, work: Work) -> dict[str, Any]:
        # Decks take a second to import, which other commands need not wait for.
        from reviews.sealing.write import seal

        cycle = Cycle.objects.get(code=work.parameters["cycle"])
        if work.actor is None:
            raise NotAllowed

        def tell(done: int, total: int) -> None:
            work.tell(_("Keeping everybody's record"), done, total, "people")

        early = bool(work.parameters.get("early"))
        made = seal(cycle=cycle, actor=work.actor, early=early, progress=tell)
        return {"number": made.number, "people": made.people}

    def outcome(self, job: Job) -> str:
        people = job.result["people"]
        said = ngettext(
            "Sealed as number %(number)s, %(count)s person",
            "Sealed as number %(number)s, %(count)s people",
            people,
        )
        return said % {"number": job.result["number"], "count": whole(people)}

    def page(self, job: Job) -> str:
        return reverse("reviews:seal", args=[job.parameters["cycle"]])
