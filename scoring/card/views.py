"""What a composite, a rank, a grade or a dimension's score is made of."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from scoring.card.page import CARD


@require_safe
def card(request: StaffRequest, code: str, staff_no: str, part: str) -> HttpResponse:
    """Show the number with its formulas and, as far as the viewer may know, those beside it."""
    return render(request, "scoring/card/card.html", CARD.context(request, code, staff_no, part))


@require_safe
@export
def workbook(request: StaffRequest, code: str, staff_no: str, part: str) -> HttpResponse:
    """Send the number as a workbook."""
    return CARD.workbook(request, code, staff_no, part)


@require_safe
@export
def rows_json(request: StaffRequest, code: str, staff_no: str, part: str) -> HttpResponse:
    """Send the number with its formulas, exactly."""
    return CARD.json(request, code, staff_no, part)
