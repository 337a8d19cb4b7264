"""HR's page of what changes in a running cycle: due dates, participants, reviewers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.requests import StaffRequest
from reviews.changes.forms import CHANGES, Change
from reviews.deciding.read import closed_reports
from reviews.steps.access import get_cycle
from scoring.cycles.lines import differences, reviewers_set
from scoring.cycles.names import name_as_then
from scoring.cycles.people import ended_participants
from scoring.models import Cycle, NameAsPublished

ON_A_PAGE = 15


@require_safe
def show(request: StaffRequest, code: str) -> HttpResponse:
    """Show what was changed in the cycle and, to HR, the forms that change it."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    return _page(request, cycle)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, code: str, what: str) -> HttpResponse:
    """Ask once more, then change the cycle."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    check_is_hr(request.user)
    if what not in CHANGES:
        raise Http404
    if request.method != "POST":
        # Whoever switches the language on a page that a button brought comes back here.
        return redirect("reviews:changes", code)
    form = CHANGES[what](request.POST, cycle=cycle)
    if not form.is_valid() or "back" in request.POST:
        return _page(request, cycle, form, status=200 if form.is_valid() else 422)
    if "confirmed" not in request.POST:
        return render(request, "reviews/changes/ask.html", {"cycle": cycle, "form": form})
    try:
        done = form.carry_out(request.user)
    except Refused as refusal:
        return _page(request, cycle, form, status=422, refusal=str(refusal))
    messages.success(request, done)
    return redirect("reviews:changes", code)


def _page(
    request: StaffRequest,
    cycle: Cycle,
    bound: Change | None = None,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    forms = {
        name.replace("-", "_"): bound if bound and bound.name == name else form(cycle=cycle)
        for name, form in CHANGES.items()
    }
    found = differences(cycle)
    closed = Paginator(closed_reports(cycle), ON_A_PAGE).get_page(request.GET.get("closed"))
    named = [report.manager for report in closed.object_list]
    name_as_then(cycle, NameAsPublished.Kind.PERSON, named)
    context = {
        "cycle": cycle,
        "forms": forms,
        "refusal": refusal,
        "writable": request.user.is_hr and not cycle.is_published,
        "differences": Paginator(found, ON_A_PAGE).get_page(request.GET.get("differ")),
        "ended": Paginator(ended_participants(cycle), ON_A_PAGE).get_page(request.GET.get("ended")),
        "closed": closed,
        "set": Paginator(reviewers_set(cycle), ON_A_PAGE).get_page(request.GET.get("set")),
    }
    return render(request, "reviews/changes/changes.html", context, status=status)
