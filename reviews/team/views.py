"""A supervisor's team side by side: score it together, approve what is unproblematic."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.ui.exports import export
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from reviews.deciding.write import Outdated
from reviews.steps.access import get_cycle
from reviews.steps.second import has_second_level
from reviews.surveys.read import raters_chosen_in
from reviews.team.forms import Sent, sent
from reviews.team.leniency import hints
from reviews.team.listing import listing_of
from reviews.team.read import Team
from reviews.team.write import approve_together, judge_together


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, code: str) -> HttpResponse:
    """Show the team; keep the scores that were typed."""
    team = _team(request, code)
    if request.method != "POST":
        return _page(request, team)
    said = sent(team, request.POST)
    if said.errors or said.stale:
        return _page(request, team, said, status=409 if said.stale else 422)
    try:
        count = judge_together(
            cycle=team.cycle, given=said.given, readings=said.readings, actor=request.user
        )
    except Refused as refusal:
        is_late = isinstance(refusal, Outdated)
        team = _team(request, code)
        status = 409 if is_late else 422
        return _page(request, team, said, status=status, refusal=str(refusal))
    text = ngettext("Saved: %(count)s person", "Saved: %(count)s people", count)
    messages.success(request, text % {"count": whole(count)})
    return redirect("reviews:team", code)


@require_safe
@export
def xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the same as a workbook."""
    team = _team(request, code)
    shown = listing_of(team, None, None).of(request, team.rows)
    page = reverse("reviews:team", args=[code])
    return as_workbook(request, shown, f"{code}-team.xlsx", page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def approve_ready(request: StaffRequest, code: str) -> HttpResponse:
    """List what can be approved as it stands; approve all of it."""
    team = _team(request, code)
    if request.method != "POST":
        return _asked(request, team)
    ready = {row.staff_no: row.reading for row in team.ready}
    asked = set(request.POST.getlist("who"))
    seen = {number: request.POST.get(f"reading_{number}", "") for number in asked}
    if not asked or any(ready.get(number) != reading for number, reading in seen.items()):
        said = _("What waits has changed since you opened this page; look once more")
        return _asked(request, team, refusal=said, status=409)
    try:
        done = approve_together(cycle=team.cycle, readings=seen, actor=request.user)
    except Refused as refusal:
        return _asked(request, _team(request, code), refusal=str(refusal), status=409)
    text = ngettext(
        "Approved: %(count)s self-review", "Approved: %(count)s self-reviews", len(done)
    )
    messages.success(request, text % {"count": whole(len(done))})
    return redirect("reviews:team", code)


def _team(request: StaffRequest, code: str) -> Team:
    """Return the user's team in the cycle; nobody else has one."""
    cycle = get_cycle(request.user, code)
    team = Team(cycle, request.user)
    if not (request.user.is_manager or request.user.is_hr) or not team.rows:
        raise Http404
    return team


def _page(
    request: StaffRequest,
    team: Team,
    said: Sent | None = None,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    data: QueryDict | None = request.POST if said is not None else None
    files = reverse("reviews:team_xlsx", args=[team.cycle.code])
    context = {
        "cycle": team.cycle,
        "team": team,
        "raters": raters_chosen_in(team.cycle),
        "list": listing_of(team, data, said).of(request, team.rows, files=files),
        "hints": hints(team.cycle, request.user, team.measures),
        "said": said,
        "refusal": refusal,
        "writable": team.is_open and bool(team.measures) and any(row.waits for row in team.rows),
        "nav": "reviews:queue",
    }
    return render(request, "reviews/team/team.html", context, status=status)


def _asked(
    request: StaffRequest, team: Team, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "cycle": team.cycle,
        "team": team,
        "second_level": has_second_level(team.cycle),
        "refusal": refusal,
        "nav": "reviews:queue",
    }
    return render(request, "reviews/team/approve.html", context, status=status)
