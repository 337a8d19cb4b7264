"""What a measure's number is made of."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from scoring.explanation.page import MEASURE


@require_safe
def explanation(request: StaffRequest, code: str, staff_no: str, measure: str) -> HttpResponse:
    """Show a number with its formulas and its tree; htmx asks for the tree alone."""
    context = MEASURE.context(request, code, staff_no, measure)
    is_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = (
        "scoring/explanation/_tree.html" if is_part else "scoring/explanation/explanation.html"
    )
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@export
def workbook(request: StaffRequest, code: str, staff_no: str, measure: str) -> HttpResponse:
    """Send the number with all its rows as a workbook."""
    return MEASURE.workbook(request, code, staff_no, measure)


@require_safe
@export
def rows_json(request: StaffRequest, code: str, staff_no: str, measure: str) -> HttpResponse:
    """Send the number with its formulas and all its rows, exactly."""
    return MEASURE.json(request, code, staff_no, measure)
