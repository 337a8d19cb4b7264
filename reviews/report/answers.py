"""What a page is told that saves by itself: in words, and what it goes on from."""

from __future__ import annotations

from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.ui.tags.numbers import clock
from reviews.report.figures import Figures, lines_with_figures
from reviews.report.forms import ReportForm, filled_in
from reviews.report.page import refusal
from reviews.report.read import Standing
from reviews.report.storing import Conflict
from reviews.sections.read import heading


def saved(form: ReportForm, now: Standing, figures: Figures) -> JsonResponse:
    """Say when, and what other fields hold by now: what another window saved in them.

    `spoken` is how the lines are read that name figures.
    """
    texts = now.content.texts.items()
    read = {code: lines_with_figures(text, figures) for code, text in texts}
    said = _("saved %(time)s") % {"time": clock(now.saved_at or timezone.now())}
    fields = filled_in(form, now.content, now.stand)
    return JsonResponse({"said": said, "fields": fields, "spoken": read})


def differs(form: ReportForm, elsewhere: Conflict) -> JsonResponse:
    """Say where another window wrote something else; the page asks once its button is pressed."""
    asked = elsewhere.merged.asked
    names = [heading(one, form.asked_for) for one in form.asked_for if one.code in asked]
    if len(names) < len(asked):
        names.append(_("Next year in numbers"))
    said = _("Not saved: another window wrote something else in %(places)s")
    return JsonResponse({"said": said % {"places": _(", ").join(names)}, "asks": True}, status=409)


def in_the_way(form: ReportForm) -> JsonResponse:
    """Say how many fields cannot be taken as they are."""
    found = refusal(form, "save")
    return JsonResponse({"said": found.title if found else ""}, status=422)


def refuses(refused: Refused) -> JsonResponse:
    """Say why nothing is taken any more."""
    return JsonResponse({"said": _("Not saved: %(why)s") % {"why": refused}}, status=403)
