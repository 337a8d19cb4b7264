"""The job that has LibreOffice draw the sample deck of a master."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from perfcenter.base.formats import whole
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job
from reviews.models import Master
from reviews.previews import office, places


class DrawSample(Kind):
    """Parameters: `master`, its number."""

    code = "master.preview"
    title = gettext_lazy("Pictures of a master")

    def key(self, parameters: Parameters) -> str:
        return str(parameters["master"])

    def about(self, parameters: Parameters) -> str:
        return str(Master.objects.get(pk=parameters["master"]))

    def run(self, work: Work) -> dict[str, Any]:
        # Slides take a second to import, which other commands need not wait for.
        from reviews.deck.build import build_deck
        from reviews.deck.dressing import worn
        from reviews.masters.sample import sample_data
        from reviews.previews.slides import digest_of

        master = Master.objects.get(pk=work.parameters["master"])
        data = sample_data(worn(master))
        owner, digest = owner_of(master), digest_of(data)
        if not places.kept(owner, digest):
            work.tell(_("LibreOffice draws the slides"), 0, 1)
            drawn = office.draw(build_deck(data), work.folder, work.pulse.check)
            places.keep(owner, digest, drawn)
        return {"slides": len(places.kept(owner, digest))}

    def outcome(self, job: Job) -> str:
        count = job.result["slides"]
        return ngettext("%(count)s slide", "%(count)s slides", count) % {"count": whole(count)}

    def page(self, job: Job) -> str:
        return reverse("reviews:master", args=[job.parameters["master"]])


def owner_of(master: Master) -> str:
    """Return under what the pictures of a master's sample are kept."""
    return f"master {master.pk}"
