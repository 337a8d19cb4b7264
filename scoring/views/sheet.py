"""The score sheet of a manager."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.attachment import attachment
from perfcenter.requests import StaffRequest
from scoring.models import Participant
from scoring.pages import sheet_context
from scoring.scope import get_participant
from scoring.workbooks.sheet import sheet_workbook


@require_safe
def sheet(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show the manager's scores of the published run, else of the newest."""
    return sheet_page(request, get_participant(request.user, code, staff_no))


def sheet_page(request: StaffRequest, participant: Participant) -> HttpResponse:
    """Render the sheet of a participant whom the user may see, or why there is none yet."""
    context = sheet_context(request.user, participant)
    template = "scoring/sheet.html" if "sheet" in context else "scoring/no_sheet.html"
    return render(request, template, context)


@require_safe
def workbook(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Send the sheet as a workbook with exact values."""
    context = sheet_context(request.user, get_participant(request.user, code, staff_no))
    if "sheet" not in context:
        raise Http404
    content = sheet_workbook(context["sheet"], context["run"])
    return attachment(content, f"{context['manager'].name}-{code}.xlsx")
