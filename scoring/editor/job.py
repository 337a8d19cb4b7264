"""The job that tries a scheme in a bank too large for it to be done in a request."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from perfcenter.base.digests import of_json
from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.jobs.kind import Kind, Parameters
from perfcenter.jobs.work import Work
from perfcenter.models import Job
from scoring.editor.tried_on import TriedOn, tried_on
from scoring.models import Cycle, SchemeTrial

if TYPE_CHECKING:
    from scoring.editor.sides import Side

KEPT = timedelta(days=7)


class TryScheme(Kind):
    code = "try_scheme"
    title = gettext_lazy("Try a scheme")

    def key(self, parameters: Parameters) -> str:
        return of_json(dict(parameters))

    def about(self, parameters: Parameters) -> str:
        from scoring.editor.sides import side

        after, on = side(parameters["after"]), _on(parameters)
        words = {"scheme": after.name if after else "—", "on": on.title if on else "—"}
        return _("%(scheme)s on %(on)s") % words

    def run(self, work: Work) -> dict[str, Any]:
        """Compute everybody by both texts and keep it for the pages; no run is made."""
        # The engine takes a second to import, which other commands need not wait for.
        from scoring.editor.sides import side
        from scoring.editor.trial import try_and_keep

        before, after = side(work.parameters["before"]), side(work.parameters["after"])
        on = _on(work.parameters)
        if after is None or on is None:
            raise Refused(_("The draft is no longer there"))
        if after.scheme is None:
            raise Refused(_("It can be tried when nothing is wrong with it."))
        valuing, scoring = _("Valuing the ledger"), _("Scoring")

        def tell(done: int, months: int) -> None:
            work.tell(scoring if done == months else valuing, done, months, "months")

        work.tell(scoring, 0, 0)
        found = try_and_keep(
            on, before.scheme if before else None, after.scheme, draft=after.draft, progress=tell
        )
        counted = {"moved": found.moved, "regraded": found.regraded, "total": len(found.people)}
        return counted if found.before is not None else {"total": len(found.people)}

    def outcome(self, job: Job) -> str:
        if "moved" not in job.result:
            return str(_("%(total)s people scored") % job.result)
        said = _("%(moved)s of %(total)s have another composite, %(regraded)s another grade.")
        return str(said % job.result)

    def page(self, job: Job) -> str:
        return page_of(job.parameters)

    def sweep(self) -> None:
        SchemeTrial.objects.filter(made_at__lt=timezone.now() - KEPT).delete()


def asked_for(
    before: Side | None, after: Side, on: TriedOn, *, compared: bool = False
) -> dict[str, Any]:
    """Return the parameters of the job: the keys of both sides, and on what they are tried."""
    more = {"compared": True} if compared else {}
    return {"before": before.key if before else "", "after": after.key, "on": on.asked, **more}


def page_of(parameters: Parameters) -> str:
    """Return the page that shows what came of it: of the draft, or of two that are compared."""
    kind, _colon, number = parameters["after"].partition(":")
    on = parameters["on"]
    if kind == "draft" and not parameters.get("compared"):
        return f"{reverse('scoring:draft_try', args=[number])}?{urlencode(on)}"
    sides = {"a": parameters["before"], "b": parameters["after"]}
    return f"{reverse('scoring:scheme_compare')}?{urlencode(sides | on)}"


def _on(parameters: Parameters) -> TriedOn | None:
    """Return on what it is tried; None where that is gone."""
    try:
        return tried_on(parameters["on"], Cycle.objects.select_related("scheme"))
    except Http404:
        return None
