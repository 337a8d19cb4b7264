"""HR's page of the slides of a cycle, or of a round, line by line."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.requests import StaffRequest
from portfolio.models import Manager
from reviews.deck.arranging.kinds import MOST, Arrangement
from reviews.deck.arranging.page import PLACES, Form, preview, sample_of
from reviews.deck.arranging.read import Chosen
from reviews.deck.arranging.write import choose_slides, leave_to_scheme
from reviews.steps.access import get_cycle
from scoring.models import Cycle, Round


@require_http_methods(["GET", "HEAD", "POST"])
def of_cycle(request: StaffRequest, code: str) -> HttpResponse:
    """Show, and let HR change, the slides of a cycle's decks."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    home = reverse("reviews:slides", args=[code])
    return _page(request, [cycle], home, {"cycle": cycle})


@require_http_methods(["GET", "HEAD", "POST"])
def of_round(request: StaffRequest, code: str) -> HttpResponse:
    """The same for the open cycles of a round: a line is changed in all that have it."""
    check_sees_everyone(request.user)
    found = get_object_or_404(Round, code=code)
    cycles = list(found.cycles.select_related("scheme").order_by("code"))
    if not cycles:
        raise Http404
    shown = [cycle for cycle in cycles if not cycle.is_published] or cycles
    home = reverse("reviews:round_slides", args=[code])
    return _page(request, shown, home, {"round": found})


def _page(
    request: StaffRequest, cycles: list[Cycle], home: str, about: dict[str, Any]
) -> HttpResponse:
    lines = _lines(cycles)
    line = request.POST.get("line", request.GET.get("line", lines[0]))
    if line not in lines:
        raise Http404
    fitting = [cycle for cycle in cycles if cycle.line in ("", line)] or cycles
    chosen = Chosen.of(fitting[0])
    form, status, refusal = Form.of(chosen.shown(line)), 200, ""
    if request.method == "POST":
        check_is_hr(request.user)
        form = Form.posted(request.POST)
        if "move" in request.POST:
            form = form.moved(request.POST["move"])
        elif "look" not in request.POST:
            try:
                messages.success(request, _carried_out(request, fitting, line, form, chosen))
            except Refused as refused:
                status, refusal = 422, str(refused)
            else:
                return redirect(f"{home}?{urlencode({'line': line})}")
    is_open = not any(cycle.is_published for cycle in fitting)
    shown = form.arrangement if request.method == "POST" else chosen.of_line(line)
    row = chosen.by_hr(line)
    sample = sample_of(fitting[0], line, request.POST.get("sample", request.GET.get("sample", "")))
    context = {
        **about,
        "home": home,
        "line": line,
        "lines": [(one, _title(one)) for one in lines],
        "form": form,
        "places": PLACES.items(),
        "most": MOST,
        "read": chosen.newest(line),
        "is_open": is_open,
        "writable": is_open and request.user.is_hr and not request.user.has_left,
        "chosen": row,
        "is_own": line in chosen.rows,
        "refusal": refusal,
        "is_changed": request.method == "POST",
        "sample": sample,
        "preview": _previewed(request, fitting[0], sample, shown),
        "nav": "reviews:round" if "round" in about else "reviews:board",
    }
    return render(request, "reviews/deck/slides.html", context, status=status)


def _carried_out(
    request: StaffRequest, cycles: list[Cycle], line: str, form: Form, chosen: Chosen
) -> str:
    """Do it in each of the cycles, or in none; refused where others chose meanwhile."""
    if request.POST.get("read", "") != str(chosen.newest(line)):
        raise Refused(
            _("Somebody else chose slides since you opened the page; look at them and send again")
        )
    with transaction.atomic():
        for cycle in cycles:
            if "reset" in request.POST:
                leave_to_scheme(cycle=cycle, line=line, actor=request.user)
            else:
                choose_slides(
                    cycle=cycle, line=line, arrangement=form.arrangement, actor=request.user
                )
    if "reset" in request.POST:
        return _("The scheme says again which slides there are")
    return _("The slides are chosen; every deck made from now on has them")


def _previewed(
    request: StaffRequest, cycle: Cycle, sample: Manager | None, arrangement: Arrangement
) -> Any:
    if sample is None:
        return ()
    return preview(cycle, sample, arrangement, request.user)


def _lines(cycles: list[Cycle]) -> list[str]:
    """The lines to choose for: of cycles of a line those, else every line together and each."""
    own = sorted({cycle.line for cycle in cycles} - {""})
    if own and all(cycle.line for cycle in cycles):
        return own
    return ["", *[str(value) for value in Manager.Line.values]]


def _title(line: str) -> str:
    return str(Manager.Line(line).label) if line else _("All lines")
