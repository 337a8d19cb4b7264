"""The files that bear a report out: its writer's page of them, and each for who may read it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfcenter.base.refusals import Refused
from perfcenter.ui.exports import export
from perfcenter.ui.packages import Hostile
from perfcenter.ui.requests import StaffRequest
from reviews.evidence.forms import FileForm
from reviews.evidence.read import file_for
from reviews.evidence.sending import sent
from reviews.evidence.write import MOST_FILES, add_file, drop_file
from reviews.report.read import report_of
from reviews.report.reading import mark_read
from reviews.sections.read import heading, sections_of
from reviews.steps.access import get_own_participation, get_report
from scoring.models import Participant


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: StaffRequest, code: str) -> HttpResponse:
    """List the files of the writer's own report; take another."""
    participant = get_own_participation(request.user, code)
    asked = sections_of(participant.cycle)
    if request.method != "POST":
        chosen = {"section": request.GET.get("section", "")}
        return _page(request, participant, FileForm(initial=chosen, asked=asked))
    form = FileForm(request.POST, request.FILES, asked=asked)
    if not form.is_valid():
        return _page(request, participant, form, status=422)
    try:
        one = add_file(
            cycle=participant.cycle,
            manager=participant.manager,
            section=form.cleaned_data["section"],
            upload=form.cleaned_data["file"],
            actor=request.user,
        )
    except Hostile as hostile:
        return _page(request, participant, form, status=422, reasons=hostile.reasons)
    except Refused as refused:
        return _page(request, participant, form, status=422, reasons=[str(refused)])
    messages.success(request, _("File added: %(name)s") % {"name": one.name})
    return redirect("reviews:evidence", code)


@require_POST
def drop(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Take a file out of the writer's own report."""
    participant = get_own_participation(request.user, code)
    try:
        name = drop_file(
            cycle=participant.cycle,
            manager=participant.manager,
            number=number,
            actor=request.user,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("File taken out: %(name)s") % {"name": name})
    return redirect("reviews:evidence", code)


@require_safe
@export
def file(request: StaffRequest, code: str, staff_no: str, digest: str) -> HttpResponse:
    """Send a file to who may read the report that it is of; only pictures are shown on a page."""
    report = get_report(request.user, code, staff_no)
    found = file_for(request.user, report, digest)
    if found is None:
        raise Http404
    mark_read(request.user, report)
    return sent(found.name, found.kind, found.digest, shown="shown" in request.GET)


def _page(
    request: StaffRequest,
    participant: Participant,
    form: FileForm,
    *,
    status: int = 200,
    reasons: Any = (),
) -> HttpResponse:
    cycle, report = participant.cycle, report_of(participant.cycle, participant.manager)
    asked = sections_of(cycle)
    found = list(report.evidence.all()) if report else []
    context = {
        "cycle": cycle,
        "manager": participant.manager,
        "writable": not cycle.is_published and (report is None or report.is_editable),
        "is_full": len(found) >= MOST_FILES,
        "form": form,
        "reasons": reasons,
        "sections": [
            (heading(one, asked), [each for each in found if each.section == one.code])
            for one in asked
        ],
        "count": len(found),
        "most": MOST_FILES,
        "nav": "reviews:report_edit",
    }
    return render(request, "reviews/evidence/files.html", context, status=status)
