"""What a page is told that saves by itself: in words, and what it goes on from."""

from __future__ import annotations

from collections.abc import Collection

from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.ui.tags.numbers import clock
from reviews.report.figures import Figures, lines_with_figures
from reviews.report.forms import ReportForm, filled_in, place_of
from reviews.report.page import refusal
from reviews.report.read import Standing
from reviews.report.write import Kept
from reviews.sections.read import heading


def saved(form: ReportForm, now: Standing, figures: Figures, kept: Kept) -> JsonResponse:
    """Say when, and what other fields hold by now: what another window saved in them.

    `spoken` is how the lines are read that name figures; `held` are the places that wait.
    """
    texts = now.content.texts.items()
    read = {code: lines_with_figures(text, figures) for code, text in texts}
    said = _("saved %(time)s") % {"time": clock(now.saved_at or timezone.now())}
    fields = filled_in(form, now.content, now.stand)
    if kept.held:
        sections = now.content.texts
        fields = {
            name: text
            for name, text in fields.items()
            if (name if name in sections else place_of(name)) not in kept.held
        }
        places = _(", ").join(_names(form, kept.held))
        words = (
            _("%(saved)s but for %(places)s, where another window wrote something else")
            if kept.is_new
            else _("Not saved: another window wrote something else in %(places)s")
        )
        said = words % {"saved": said, "places": places}
    return JsonResponse({"said": said, "fields": fields, "spoken": read, "held": sorted(kept.held)})


def _names(form: ReportForm, places: Collection[str]) -> list[str]:
    """Return what the places are called; all goals together."""
    names = [heading(one, form.asked_for) for one in form.asked_for if one.code in places]
    return names if len(names) == len(places) else [*names, _("Next year in numbers")]


def in_the_way(form: ReportForm) -> JsonResponse:
    """Say how many fields cannot be taken as they are."""
    found = refusal(form, "save")
    return JsonResponse({"said": found.title if found else ""}, status=422)


def refuses(refused: Refused) -> JsonResponse:
    """Say why nothing is taken any more."""
    return JsonResponse({"said": _("Not saved: %(why)s") % {"why": refused}}, status=403)
