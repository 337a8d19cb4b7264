"""The score sheet of a manager, and her book as owned then and now."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.base.file_names import file_name, of_number
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from scoring.cycles.scope import get_participant
from scoring.models import Participant, Result
from scoring.sheet.owned_page import owned_context, owned_workbook
from scoring.sheet.page import sheet_context
from scoring.sheet.workbook import sheet_workbook


@require_safe
def sheet(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show the manager's scores of the published run, else of the newest."""
    return sheet_page(request, get_participant(request.user, code, staff_no))


def sheet_page(request: StaffRequest, participant: Participant) -> HttpResponse:
    """Render the sheet of a participant whom the user may see, or why there is none yet."""
    context = sheet_context(request.user, participant)
    template = "scoring/sheet/sheet.html" if "sheet" in context else "scoring/sheet/no_sheet.html"
    return render(request, template, context)


@require_safe
@export
def workbook(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Send the sheet as a workbook with exact values."""
    context = sheet_context(request.user, get_participant(request.user, code, staff_no))
    if "sheet" not in context:
        raise Http404
    content = sheet_workbook(context["sheet"], context["run"])
    name, number = context["manager"].name, of_number(staff_no)
    return attachment(content, file_name(name, number, code, extension="xlsx"))


@require_safe
def owners(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show the manager's book with the owners of then and of now."""
    return render(request, "scoring/sheet/owners.html", _owned(request, code, staff_no))


@require_safe
@export
def owners_workbook(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Send the book both ways as a workbook."""
    context = _owned(request, code, staff_no)
    content = owned_workbook(context["book"], context["run"], context["sheet"])
    name, number = context["manager"].name, of_number(staff_no)
    return attachment(content, file_name(name, number, code, "owners", extension="xlsx"))


def _owned(request: StaffRequest, code: str, staff_no: str) -> dict[str, Any]:
    participant = get_participant(request.user, code, staff_no)
    try:
        return owned_context(request.user, participant, request.GET.dict())
    except Result.DoesNotExist as error:
        raise Http404 from error
