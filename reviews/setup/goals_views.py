"""HR takes the approved goals of an earlier cycle over as targets of what is being set up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest
from reviews.goals.page import REASON, chosen_sources, context_of, names_sent
from reviews.goals.take import Outdated
from reviews.models import Setup
from reviews.setup.from_goals import offers_of, sources_before, take_goals
from reviews.setup.page import frame
from reviews.setup.totals import cycles_before
from reviews.setup.views import get_setup


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: StaffRequest, number: int) -> HttpResponse:
    """Show the goals beside the set-up's targets, and take the ticked ones over."""
    setup = get_setup(request, number)
    if setup.is_over:
        return redirect("reviews:cycle_list")
    if request.method != "POST":
        return _page(request, setup)
    sources = chosen_sources(sources_before(setup), cycles_before(setup), request.POST)
    version = request.POST.get("version", "")
    try:
        taken = take_goals(
            setup=setup,
            sources=sources,
            names=names_sent(request.POST, offers_of(setup, sources)),
            seen=request.POST.get("seen", ""),
            reason=request.POST.get(REASON, ""),
            version=int(version) if version.isascii() and version.isdecimal() else 0,
            actor=request.user,
        )
    except Refused as refused:
        status = 409 if isinstance(refused, Outdated) else 422
        fresh = get_setup(request, number)
        if fresh.is_over:
            messages.error(request, str(refused))
            return redirect("reviews:cycle_list")
        return _page(request, fresh, status=status, refusal=str(refused))
    count = taken.goals.count()
    said = ngettext("%(count)s target is taken over", "%(count)s targets are taken over", count)
    messages.success(request, said % {"count": whole(count)})
    return redirect("reviews:setup_step", setup.pk, "targets")


def _page(
    request: StaffRequest, setup: Setup, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    cycles = sources_before(setup)
    asked = sent if sent is not None else request.GET
    sources = chosen_sources(cycles, cycles_before(setup), asked)
    context = {
        **frame(setup, "targets"),
        "refusal": refusal,
        "writable": True,
        "takes": setup.goal_takes.select_related("taken_by"),
        **context_of(offers_of(setup, sources), cycles, sources, request.GET, sent),
    }
    return render(request, "reviews/setup/goals.html", context, status=status)
