"""Why a manager's score changed from one run to another."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from perfcenter.base.file_names import file_name, of_number
from perfcenter.jobs.write import start
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from scoring.comparing.job import CompareRuns, asked_for
from scoring.comparing.page import chosen_runs, why_context
from scoring.comparing.workbook import why_workbook
from scoring.cycles.scope import get_participant
from scoring.models import Result


@require_safe
def why(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show what each group of inputs moved between two runs."""
    return render(request, "scoring/comparing/why.html", _context(request, code, staff_no))


@require_POST
def compare(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Let a worker compare the two runs; the page follows it."""
    participant = get_participant(request.user, code, staff_no)
    before, after = chosen_runs(participant, request.POST.dict())
    start(kind=CompareRuns.code, parameters=asked_for(before, after, staff_no), actor=request.user)
    asked = urlencode({"from": before.number, "to": after.number})
    return redirect(f"{reverse('scoring:why', args=[code, staff_no])}?{asked}")


@require_safe
@export
def workbook(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Send the comparison as a workbook with exact values."""
    context = _context(request, code, staff_no, of_one=True)
    if "card" not in context:
        raise Http404
    before, after = context["before"], context["after"]
    content = why_workbook(context["card"], before, after, context["sheet"], context["places"])
    name, number = context["manager"].name, of_number(staff_no)
    runs = f"{before.number}-{after.number}"
    return attachment(content, file_name(name, number, code, "why", runs, extension="xlsx"))


def _context(
    request: StaffRequest, code: str, staff_no: str, *, of_one: bool = False
) -> dict[str, Any]:
    participant = get_participant(request.user, code, staff_no)
    try:
        return why_context(request.user, participant, request.GET.dict(), of_one=of_one)
    except Result.DoesNotExist as error:
        raise Http404 from error
