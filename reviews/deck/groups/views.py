"""The decks of branches and of the bank: where they are listed, and each as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.base.file_names import file_name
from perfcenter.base.formats import language
from perfcenter.base.refusals import NotAllowed
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from reviews.deck.groups.read import group_deck
from reviews.deck.groups.whose import groups_for
from reviews.deck.views import PPTX
from reviews.steps.access import get_cycle
from scoring.models import Cycle


@require_safe
def group_list(request: StaffRequest, code: str) -> HttpResponse:
    """List the branches whose decks somebody may have, the bank first."""
    cycle = get_cycle(request.user, code)
    groups = groups_for(request.user, cycle)
    if not groups and not request.user.sees_everyone:
        raise NotAllowed
    nav = "reviews:board" if request.user.sees_everyone else "reviews:queue"
    context = {"cycle": cycle, "groups": groups, "nav": nav}
    return render(request, "reviews/deck/groups.html", context)


@require_safe
@export
def bank_deck(request: StaffRequest, code: str) -> HttpResponse:
    """Send the deck of the whole bank."""
    return _sent(request, get_cycle(request.user, code), "")


@require_safe
@export
def branch_deck(request: StaffRequest, code: str, branch: str) -> HttpResponse:
    """Send the deck of a branch with all below it."""
    return _sent(request, get_cycle(request.user, code), branch)


def _sent(request: StaffRequest, cycle: Cycle, code: str) -> HttpResponse:
    """Send it; 404 where there is none yet, or none that the user may have."""
    group = next((g for g in groups_for(request.user, cycle) if g.code == code), None)
    if group is None:
        raise Http404
    content = group_deck(cycle, group, language())
    return attachment(content, file_name(*group.parts, cycle.code, extension="pptx"), PPTX)
