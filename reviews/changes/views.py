"""HR's page of what changes in a running cycle or round: due dates, participants, reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.refusals import Refused
from perfcenter.trail.words import LogLine
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.unkept import words_for
from reviews.changes.change import Change
from reviews.changes.forms import CHANGES
from reviews.changes.place import Place
from reviews.changes.read import changed_since, last_change
from reviews.deciding.read import closed_reports
from reviews.steps.access import get_cycle
from reviews.steps.second import has_second_level
from scoring.cycles.lines import differences, reviewers_set
from scoring.cycles.names import name_as_then
from scoring.cycles.people import ended_participants
from scoring.cycles.read import listed_cycles
from scoring.models import NameAsPublished, Round

ON_A_PAGE = 15


@require_safe
def show(request: StaffRequest, code: str) -> HttpResponse:
    """Show what was changed in the cycle and, to HR, the forms that change it."""
    return _page(request, _cycle(request, code))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, code: str, what: str) -> HttpResponse:
    """Ask once more, then change the cycle."""
    return _changed(request, _cycle(request, code), what)


@require_safe
def show_round(request: StaffRequest, code: str) -> HttpResponse:
    """Show a round's cycles and, to HR, the forms that change all of them."""
    return _page(request, _round(request, code))


@require_http_methods(["GET", "HEAD", "POST"])
def change_round(request: StaffRequest, code: str, what: str) -> HttpResponse:
    """Ask once more, then change the round's open cycles."""
    return _changed(request, _round(request, code), what)


def _cycle(request: StaffRequest, code: str) -> Place:
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    return Place([cycle])


def _round(request: StaffRequest, code: str) -> Place:
    check_sees_everyone(request.user)
    found = get_object_or_404(Round, code=code)
    cycles = list(found.cycles.all())
    if not cycles:
        raise Http404
    return Place.of_round(found, cycles)


def _changed(request: StaffRequest, place: Place, what: str) -> HttpResponse:
    check_is_hr(request.user)
    if what not in CHANGES:
        raise Http404
    if request.method != "POST":
        # Whoever switches the language on a page that a button brought comes back here.
        return redirect(place.home)
    form = CHANGES[what](request.POST, place=place)
    if not form.is_valid() or "back" in request.POST:
        return _page(request, place, form, status=200 if form.is_valid() else 422)
    read = form.cleaned_data["read"]
    if read is not None and (meanwhile := changed_since(place.cycles, what, read, form.person)):
        return _page(request, place, _newest(request, form), status=409, meanwhile=meanwhile)
    if "confirmed" not in request.POST:
        return render(request, "reviews/changes/ask.html", {**_about(place), "form": form})
    try:
        done = form.carry_out(request.user)
    except Refused as refusal:
        return _page(request, place, form, status=422, refusal=str(refusal))
    messages.success(request, done)
    return redirect(place.home)


def _about(place: Place) -> dict[str, Any]:
    return {"place": place, "cycle": None if place.round else place.cycles[0]}


def _newest(request: StaffRequest, form: Change) -> Change:
    """Return the form as it would be, had the page been opened now and the same been typed."""
    data = request.POST.copy()
    data[form.add_prefix("read")] = str(last_change(form.place.cycles))
    newest = type(form)(data, place=form.place)
    newest.is_valid()
    return newest


def _page(
    request: StaffRequest,
    place: Place,
    bound: Change | None = None,
    *,
    status: int = 200,
    refusal: str = "",
    meanwhile: Sequence[LogLine] = (),
) -> HttpResponse:
    read = {"read": last_change(place.cycles)}
    forms = {
        name.replace("-", "_"): bound
        if bound and bound.name == name
        else form(place=place, initial=read)
        for name, form in CHANGES.items()
    }
    writable = request.user.is_hr and place.is_open
    context = {
        **_about(place),
        "forms": forms,
        "refusal": refusal,
        "meanwhile": meanwhile,
        "writable": writable,
        "unkept": []
        if writable or bound is None
        else words_for(bound.fields, request.POST, bound.name),
        "nav": "reviews:board",
    }
    if place.round is not None:
        context["cycles"] = listed_cycles(request.user).filter(round=place.round)
        return render(request, "reviews/changes/round.html", context, status=status)
    cycle = place.cycles[0]
    found = differences(cycle)
    closed = Paginator(closed_reports(cycle), ON_A_PAGE).get_page(request.GET.get("closed"))
    named = [report.manager for report in closed.object_list]
    name_as_then(cycle, NameAsPublished.Kind.PERSON, named)
    context |= {
        "differences": Paginator(found, ON_A_PAGE).get_page(request.GET.get("differ")),
        "ended": Paginator(ended_participants(cycle), ON_A_PAGE).get_page(request.GET.get("ended")),
        "closed": closed,
        "second_level": has_second_level(cycle),
        "set": Paginator(reviewers_set(cycle), ON_A_PAGE).get_page(request.GET.get("set")),
    }
    return render(request, "reviews/changes/changes.html", context, status=status)
