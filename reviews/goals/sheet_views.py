"""Workbooks of many people's numbers: sent to be filled in, looked through, then taken at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from reviews.goals import bulk
from reviews.goals.adopting import adopt
from reviews.goals.forms import SheetForm
from reviews.goals.page import REASON
from reviews.goals.plans import Key
from reviews.goals.sheet import Grid, SheetRefused, as_book, filled
from reviews.goals.take import Outdated
from reviews.report.turns import turns_of
from reviews.steps.access import get_cycle, get_own_participation
from scoring.models import Cycle, ScoreRun

SHOWN = 200
UNPROCESSABLE, CONFLICT = 422, 409


@dataclass(frozen=True)
class Kind:
    """What a workbook is of: its page, its file, and the verb that takes it."""

    page: str
    files: str
    title: Any
    note: Any
    put: Callable[..., list[bulk.Changed]]


TARGETS = Kind(
    page="reviews:target_sheet",
    files="reviews:target_sheet_xlsx",
    title=gettext_lazy("Targets by workbook"),
    note=gettext_lazy("Download it, fill it in, upload it: all of it is taken, or nothing."),
    put=bulk.put_targets,
)
PROPOSALS = Kind(
    page="reviews:proposals",
    files="reviews:proposals_xlsx",
    title=gettext_lazy("Proposed goals"),
    note=gettext_lazy("Each of your people finds them beside her goals and decides herself."),
    put=bulk.propose,
)


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: StaffRequest, code: str) -> HttpResponse:
    """Show HR the targets of a cycle to be filled in, and take the workbook."""
    cycle = _unpublished(request, code)
    check_sees_everyone(request.user)
    if request.method == "POST":
        check_is_hr(request.user)
    is_scored = ScoreRun.objects.filter(cycle=cycle).exists()
    may = request.user.is_hr and not cycle.is_published and not is_scored
    grid = bulk.grid_of_targets(cycle)
    return _answer(request, TARGETS, cycle, grid, {"is_scored": is_scored, "writable": may})


@require_safe
@export
def targets_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the workbook of the targets."""
    cycle = _unpublished(request, code)
    check_sees_everyone(request.user)
    book = as_book(bulk.grid_of_targets(cycle), _("Targets"))
    return attachment(book, f"{cycle.code}-targets.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: StaffRequest, code: str) -> HttpResponse:
    """Show a supervisor the goals of her people to be filled in, and take the workbook."""
    cycle, grid = _reviewed(request, code)
    return _answer(request, PROPOSALS, cycle, grid, {"writable": not cycle.is_published})


@require_safe
@export
def proposals_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the workbook of the proposed goals."""
    cycle, grid = _reviewed(request, code)
    return attachment(as_book(grid, _("Goals")), f"{cycle.code}-goals.xlsx")


@require_POST
def proposals_take(request: StaffRequest, code: str) -> HttpResponse:
    """Fill the empty rows of one's own goals with what was proposed."""
    place = get_own_participation(request.user, code)
    try:
        adopt(cycle=place.cycle, manager=place.manager, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The proposed goals stand in the empty rows"))
    return redirect(reverse("reviews:report_edit", args=[code]) + "#targets")


def _unpublished(request: StaffRequest, code: str) -> Cycle:
    """Return the cycle; 404 once it is published: then nothing of it is filled in any more."""
    cycle = get_cycle(request.user, code)
    if cycle.is_published:
        raise Http404
    return cycle


def _reviewed(request: StaffRequest, code: str) -> tuple[Cycle, Grid]:
    """Return the cycle and the people whom the user reviews in it; 404 for who reviews nobody."""
    cycle = _unpublished(request, code)
    if not turns_of(request.user).has_queue:
        raise Http404
    return cycle, bulk.grid_of_proposals(cycle, request.user)


def _answer(
    request: StaffRequest, kind: Kind, cycle: Cycle, grid: Grid, more: Mapping[str, Any]
) -> HttpResponse:
    context = {**more, "kind": kind, "cycle": cycle, "grid": grid, "form": SheetForm()}
    if request.method != "POST":
        return _page(request, context)
    if "values" in request.POST:
        return _confirmed(request, context)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, {**context, "form": form}, status=UNPROCESSABLE)
    try:
        values = filled(form.cleaned_data["file"], grid)
    except SheetRefused as refused:
        wrong = {"errors": refused.errors[:SHOWN], "error_count": len(refused.errors)}
        return _page(request, {**context, **wrong}, status=UNPROCESSABLE)
    except Refused as refusal:
        return _page(request, {**context, "refusal": str(refusal)}, status=UNPROCESSABLE)
    return _preview(request, context, values)


def _preview(
    request: StaffRequest,
    context: Mapping[str, Any],
    values: Mapping[Key, Fraction],
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    """Show what the workbook changes; only then is it taken."""
    grid = context["grid"]
    done = bulk.changes(grid, values)
    if not done and not refusal:
        refusal = _("Nothing in the workbook is another number than stands already")
    shown = {
        "changes": done[:SHOWN],
        "change_count": len(done),
        "people_count": len({one.manager.staff_no for one in done}),
        "losses": sum(one.is_loss for one in done),
        "mark": bulk.mark(grid),
        "values": json.dumps(bulk.packed(done), ensure_ascii=False),
        "typed_reason": request.POST.get(REASON, ""),
        "refusal": refusal,
    }
    return _page(request, {**context, **shown}, status=status)


def _confirmed(request: StaffRequest, context: Mapping[str, Any]) -> HttpResponse:
    kind, cycle, grid = context["kind"], context["cycle"], context["grid"]
    try:
        sent = json.loads(request.POST["values"])
    except ValueError:
        return redirect(kind.page, cycle.code)
    try:
        done = kind.put(
            cycle=cycle,
            sent=sent,
            seen=request.POST.get("seen", ""),
            reason=request.POST.get(REASON, ""),
            actor=request.user,
        )
    except Refused as refused:
        status = CONFLICT if isinstance(refused, Outdated) else UNPROCESSABLE
        try:
            values = bulk.unpacked(sent, grid)
        except Outdated:
            return _page(request, {**context, "refusal": str(refused)}, status=status)
        return _preview(request, context, values, status=status, refusal=str(refused))
    said = ngettext("%(count)s number is taken", "%(count)s numbers are taken", len(done))
    messages.success(request, said % {"count": whole(len(done))})
    return redirect(kind.page, cycle.code)


def _page(request: StaffRequest, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    grid: Grid = context["grid"]
    shown = {
        "people": len(grid.people),
        "measures": len(grid.measures),
        "numbers": len(grid.numbers),
        "shut": len(grid.shut),
        "files": reverse(context["kind"].files, args=[context["cycle"].code]),
        "nav": "reviews:board" if request.user.sees_everyone else "reviews:queue",
    }
    return render(request, "reviews/goals/sheet.html", {**shown, **context}, status=status)
