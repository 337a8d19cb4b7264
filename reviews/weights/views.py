"""How far each weight may move before the first ten change places: for who sees everyone."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.ui.access import check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from reviews.steps.access import get_cycle
from reviews.weights.read import weights_of
from reviews.weights.workbook import weights_workbook
from scoring.models import Cycle, ScoreRun
from scoring.sheet.read import newest_run


@require_safe
def show(request: StaffRequest, code: str) -> HttpResponse:
    """Show every weight with the span in which the order stays."""
    cycle, run = _newest(request, code)
    weights = weights_of(run) if run else None
    context = {"cycle": cycle, "run": run, "weights": weights}
    return render(request, "reviews/weights/weights.html", context)


@require_safe
@export
def xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the same as a workbook."""
    cycle, run = _newest(request, code)
    if run is None:
        raise Http404
    return attachment(weights_workbook(weights_of(run)), f"{cycle.code}-weights.xlsx")


def _newest(request: StaffRequest, code: str) -> tuple[Cycle, ScoreRun | None]:
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    return cycle, newest_run(cycle)
