"""The PowerPoint deck of a manager's year."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from perfcenter.base.formats import language
from perfcenter.base.refusals import NotAllowed
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from reviews.deck.collect import amended_deck_of, deck_of
from reviews.deck.naming import deck_file
from reviews.report.reading import mark_opened
from reviews.steps.access import may_download
from scoring.amending.told import amendment_of
from scoring.cycles.scope import get_participant

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@require_safe
@export
def amended_deck(request: StaffRequest, code: str, staff_no: str, number: int) -> HttpResponse:
    """Send the deck of an amended result to who may have the published one."""
    participant = get_participant(request.user, code, staff_no)
    cycle, manager = participant.cycle, participant.manager
    if not may_download(request.user, cycle, manager):
        raise NotAllowed
    run = cycle.published_run
    found = amendment_of(run, manager, number) if run else None
    if found is None:
        raise Http404
    content = amended_deck_of(found, language(), viewer=request.user)
    return attachment(content, deck_file(cycle, manager, number), PPTX)


@require_safe
@export
def deck(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Send the manager's deck."""
    participant = get_participant(request.user, code, staff_no)
    if not may_download(request.user, participant.cycle, participant.manager):
        raise NotAllowed
    mark_opened(request.user, participant.cycle, participant.manager)
    content = deck_of(participant.cycle, participant.manager, language(), viewer=request.user)
    if content is None:
        raise Http404
    return attachment(content, deck_file(participant.cycle, participant.manager), PPTX)
