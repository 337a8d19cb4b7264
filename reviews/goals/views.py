"""HR takes the approved goals of an earlier cycle over as targets of one that is open."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.requests import StaffRequest
from reviews.goals.page import REASON, chosen_sources, context_of, names_sent, newest_together
from reviews.goals.take import Outdated, offers_of, sources_before, take_into_cycle
from reviews.steps.access import get_cycle
from scoring.models import Cycle, ScoreRun


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: StaffRequest, code: str) -> HttpResponse:
    """Show the goals beside the targets, and take the ticked ones over."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    if request.method != "POST":
        return _page(request, cycle)
    check_is_hr(request.user)
    cycles = sources_before(cycle)
    sources = chosen_sources(cycles, newest_together(cycles), request.POST)
    try:
        taken = take_into_cycle(
            cycle=cycle,
            sources=sources,
            names=names_sent(request.POST, offers_of(cycle, sources)),
            seen=request.POST.get("seen", ""),
            reason=request.POST.get(REASON, ""),
            actor=request.user,
        )
    except Refused as refused:
        status = 409 if isinstance(refused, Outdated) else 422
        return _page(request, cycle, status=status, refusal=str(refused))
    count = taken.goals.count()
    said = ngettext("%(count)s target is taken over", "%(count)s targets are taken over", count)
    messages.success(request, said % {"count": whole(count)})
    return redirect("reviews:goals_take", cycle.code)


def _page(
    request: StaffRequest, cycle: Cycle, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    cycles = sources_before(cycle)
    asked = sent if sent is not None else request.GET
    sources = chosen_sources(cycles, newest_together(cycles), asked)
    context = {
        "cycle": cycle,
        "refusal": refusal,
        "is_scored": ScoreRun.objects.filter(cycle=cycle).exists(),
        "takes": cycle.goal_takes.select_related("taken_by"),
        "nav": "reviews:board",
        **context_of(offers_of(cycle, sources), cycles, sources, request.GET, sent),
    }
    context["writable"] = request.user.is_hr and not context["is_scored"] and not cycle.is_published
    return render(request, "reviews/goals/take.html", context, status=status)
