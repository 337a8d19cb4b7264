"""The job that has LibreOffice draw the slides of a manager's deck."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from perfcenter.base.formats import whole
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job, User
from reviews.previews import office, places
from reviews.steps.access import may_download
from scoring.cycles.titles import cycle_title
from scoring.models import Participant


class DrawDeck(Kind):
    """Parameters: `cycle`, a code; `staff_no`; `for`, who asked."""

    code = "preview"
    title = gettext_lazy("Pictures of slides")

    def check_may_ask(self, actor: User | None) -> None:
        """Whose deck it is decides; `run` asks that again."""
        if actor is not None and (not actor.is_active or actor.is_administrator):
            raise NotAllowed

    def key(self, parameters: Parameters) -> str:
        return f"{parameters['cycle']}/{parameters['staff_no']}/{parameters['for']}"[:100]

    def about(self, parameters: Parameters) -> str:
        one = _participant(parameters)
        return f"{one.manager.name} · {cycle_title(one.cycle)}"

    def run(self, work: Work) -> dict[str, Any]:
        """Draw the deck as it is now; where it was drawn already there is nothing to do."""
        # Slides take a second to import, which other commands need not wait for.
        from reviews.deck.build import build_deck
        from reviews.deck.collect import data_of
        from reviews.previews.slides import digest_of

        one, actor = _participant(work.parameters), work.actor
        if actor is None or not may_download(actor, one.cycle, one.manager):
            raise Refused(_("The deck is not yours to see any more"))
        data = data_of(one.cycle, one.manager, work.job.language, viewer=actor)
        if data is None:
            raise Refused(_("The cycle has no score run yet"))
        owner, digest = owner_of(one), digest_of(data)
        if not places.kept(owner, digest):
            work.tell(_("LibreOffice draws the slides"), 0, 1)
            drawn = office.draw(build_deck(data), work.folder, work.pulse.check)
            places.keep(owner, digest, drawn)
        return {"slides": len(places.kept(owner, digest))}

    def outcome(self, job: Job) -> str:
        count = job.result["slides"]
        return ngettext("%(count)s slide", "%(count)s slides", count) % {"count": whole(count)}

    def page(self, job: Job) -> str:
        return reverse(
            "reviews:preview", args=[job.parameters["cycle"], job.parameters["staff_no"]]
        )

    def sweep(self) -> None:
        places.sweep()


def _participant(parameters: Parameters) -> Participant:
    found = Participant.objects.select_related("cycle__scheme", "manager__branch")
    return found.get(cycle__code=parameters["cycle"], manager=parameters["staff_no"])


def owner_of(participant: Participant) -> str:
    """Return under what the pictures of a participant's deck are kept."""
    return f"{participant.cycle.pk}/{participant.manager.pk}"
