"""The PowerPoint deck of a manager's year."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from perfcenter.formats import language
from perfcenter.refusals import NotAllowed
from perfcenter.requests import StaffRequest
from reviews.access import get_participant

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@require_safe
def deck(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Send the deck: HR's and auditors' at any time, a manager her own once it is published."""
    from reviews.deck.collect import deck_of

    participant = get_participant(request.user, code, staff_no)
    own = request.user.manager_id == staff_no
    if not request.user.sees_everyone and not (own and participant.cycle.is_published):
        raise NotAllowed
    content = deck_of(participant.cycle, participant.manager, language(), viewer=request.user)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=PPTX)
    name = quote(f"{participant.manager.name}-{code}.pptx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
