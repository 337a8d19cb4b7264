"""HR's buttons over the list of people of a board."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.requests import StaffRequest
from portfolio.models import Manager
from reviews.bulk.actions import ACTIONS, Action, carry_out
from reviews.bulk.chosen import Chosen, chosen, count
from reviews.rounds.read import get_round
from reviews.steps.access import get_cycle
from scoring.models import Cycle

NAMED = 20


@require_http_methods(["GET", "HEAD", "POST"])
def of_cycle(request: StaffRequest, code: str, what: str) -> HttpResponse:
    """Do something to people of a cycle."""
    cycle = get_cycle(request.user, code)
    page = reverse("reviews:board", args=[code])
    return _act(request, [cycle], what, {"cycle": code}, page)


@require_http_methods(["GET", "HEAD", "POST"])
def of_round(request: StaffRequest, code: str, what: str) -> HttpResponse:
    """Do something to people of the cycles of a round."""
    found = get_round(request.user, code)
    page = reverse("reviews:round", args=[code])
    return _act(request, list(found.cycles.order_by("code")), what, {"round": code}, page)


def _act(
    request: StaffRequest, cycles: Sequence[Cycle], what: str, scope: dict[str, str], page: str
) -> HttpResponse:
    check_sees_everyone(request.user)
    check_is_hr(request.user)
    if what not in ACTIONS:
        raise Http404
    back = f"{page}?{request.POST.get('filter', '')}#people"
    if request.method != "POST" or "back" in request.POST:
        return redirect(back)
    action, people = ACTIONS[what], chosen(cycles, request.POST, request.user)
    confirmed = "confirmed" in request.POST
    form = action(request.POST if confirmed or not action.asks else None)
    if people and action.asks and not (confirmed and form.is_valid()):
        return _asked(request, form, people, page, status=422 if confirmed else 200)
    form.is_valid()
    try:
        done = carry_out(form, people, scope, request.user)
    except Refused as refusal:
        if people and action.asks:
            return _asked(request, form, people, page, status=422, refusal=str(refusal))
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(back)


def _asked(
    request: StaffRequest,
    form: Action,
    people: Chosen,
    page: str,
    *,
    status: int,
    refusal: str = "",
) -> HttpResponse:
    staff = [number for listed in people.values() for number in listed]
    named = Manager.objects.filter(staff_no__in=staff[:NAMED]).order_by("staff_no")
    context = {
        "form": form,
        "count": count(people),
        "named": _(", ").join(f"{one.name} {one.staff_no}" for one in named),
        "more": len(staff) > NAMED,
        "consequence": form.consequence(people),
        "refusal": refusal,
        "page": page,
        "ticked": request.POST.getlist("who"),
        "scope": request.POST.get("scope", ""),
        "filter": request.POST.get("filter", ""),
        "nav": "reviews:board",
    }
    return render(request, "reviews/bulk/ask.html", context, status=status)
