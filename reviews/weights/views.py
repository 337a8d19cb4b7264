"""How far each weight may move before the first ten change places: for who sees everyone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from perfcenter.ui.access import check_sees_everyone
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from reviews.steps.access import get_cycle
from reviews.weights.listing import WEIGHTS, WeightSearch
from reviews.weights.read import Weights, weights_of
from scoring.models import Cycle, ScoreRun
from scoring.sheet.read import newest_run


@require_safe
def show(request: StaffRequest, code: str) -> HttpResponse:
    """Show every weight with the span in which the order stays."""
    cycle, run = _newest(request, code)
    weights = weights_of(run) if run else None
    context: dict[str, Any] = {"cycle": cycle, "run": run, "weights": weights}
    if weights:
        context["list"] = _listed(request, cycle, weights)
    return render(request, "reviews/weights/weights.html", context)


@require_safe
@export
def xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the same as a workbook."""
    cycle, run = _newest(request, code)
    if run is None:
        raise Http404
    shown = _listed(request, cycle, weights_of(run))
    page = reverse("reviews:weights", args=[cycle.code])
    return as_workbook(request, shown, f"{cycle.code}-weights.xlsx", page=page)


def _listed(request: StaffRequest, cycle: Cycle, weights: Weights) -> Shown:
    form = WeightSearch(request.GET)
    files = reverse("reviews:weights_xlsx", args=[cycle.code])
    return WEIGHTS.of(request, form.narrowed(weights.lines), form=form, files=files)


def _newest(request: StaffRequest, code: str) -> tuple[Cycle, ScoreRun | None]:
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    return cycle, newest_run(cycle)
