"""The sheet of an amended result, as a page and as a workbook."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perfcenter.base.file_names import file_name, of_number
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from scoring.amending.page import amended_page
from scoring.cycles.scope import get_participant
from scoring.sheet.workbook import amended_workbook


@require_safe
def sheet(request: StaffRequest, code: str, staff_no: str, number: int) -> HttpResponse:
    """Show the manager's scores as amended; the published sheet stays where it is."""
    participant = get_participant(request.user, code, staff_no)
    context = amended_page(request.user, participant, number)
    return render(request, "scoring/sheet/sheet.html", context)


@require_safe
@export
def workbook(request: StaffRequest, code: str, staff_no: str, number: int) -> HttpResponse:
    """Send the amended sheet as a workbook with exact values."""
    participant = get_participant(request.user, code, staff_no)
    context = amended_page(request.user, participant, number)
    content = amended_workbook(context["sheet"], context["run"], context["amendment"])
    words = _("amendment %(number)s") % {"number": number}
    name = context["manager"].name
    return attachment(content, file_name(name, of_number(staff_no), code, words, extension="xlsx"))
