"""A manager's deck on a page, before it is downloaded; only for who may download it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perfcenter.base.formats import language
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.jobs.read import newest
from perfcenter.jobs.write import start
from perfcenter.models import Job
from perfcenter.ui.requests import StaffRequest
from reviews.deck.collect import data_of
from reviews.previews import office, places
from reviews.previews.job import DrawDeck, owner_of
from reviews.previews.slides import digest_of, kept_count, shown
from reviews.report.reading import mark_opened
from reviews.steps.access import may_download
from scoring.cycles.scope import get_participant
from scoring.models import Participant

PNG = "image/png"


def get_downloadable(request: StaffRequest, code: str, staff_no: str) -> Participant:
    """Return the participant whose deck the user may download; others are refused."""
    participant = get_participant(request.user, code, staff_no)
    if not may_download(request.user, participant.cycle, participant.manager):
        raise NotAllowed
    return participant


@require_safe
def show(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show the slides with their notes."""
    participant = get_downloadable(request, code, staff_no)
    cycle, manager = participant.cycle, participant.manager
    mark_opened(request.user, cycle, manager)
    data = data_of(cycle, manager, language(), viewer=request.user)
    if data is None:
        raise Http404
    owner, digest = owner_of(participant), digest_of(data)
    count = kept_count(owner, digest)
    addresses = [
        reverse("reviews:preview_picture", args=[code, staff_no, digest, number])
        for number in range(1, count + 1)
    ]
    slides = shown(data, addresses)
    are_pictures = bool(slides[0].address)
    context = {
        "cycle": cycle,
        "manager": manager,
        "slides": slides,
        "is_own": request.user.manager_id == manager.staff_no,
        "is_draft": data.is_draft,
        "are_pictures": are_pictures,
        "may_draw": not are_pictures and office.is_there(),
        "jobs": [] if are_pictures else _jobs(request, code, staff_no),
        "nav": _nav(request, participant),
    }
    return render(request, "reviews/previews/preview.html", context)


def _jobs(request: StaffRequest, code: str, staff_no: str) -> list[Any]:
    key = DrawDeck().key({"cycle": code, "staff_no": staff_no, "for": request.user.pk})
    found = newest(request.user, [DrawDeck.code], key)
    return [one for one in found if one.job.state != Job.State.DONE]


def _nav(request: StaffRequest, participant: Participant) -> str:
    if request.user.sees_everyone:
        return "reviews:cycle_list"
    is_own = request.user.manager_id == participant.manager.staff_no
    return "reviews:report_edit" if is_own else "reviews:queue"


@require_POST
def draw(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Have LibreOffice draw the slides."""
    get_downloadable(request, code, staff_no)
    parameters = {"cycle": code, "staff_no": staff_no, "for": request.user.pk}
    try:
        if not office.is_there():
            raise Refused(_("LibreOffice is not installed here"))
        start(kind=DrawDeck.code, parameters=parameters, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("reviews:preview", code, staff_no)


@require_safe
def picture(
    request: StaffRequest, code: str, staff_no: str, digest: str, number: int
) -> FileResponse:
    """Send the picture of a slide."""
    participant = get_downloadable(request, code, staff_no)
    found = places.picture(owner_of(participant), digest, number)
    if found is None:
        raise Http404
    return FileResponse(found.open("rb"), content_type=PNG)
