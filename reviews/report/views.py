"""The self-review: one page to write, save and submit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfcenter.base.formats import language
from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest
from reviews.models import AnnualReport
from reviews.report.content import ReportContent, content_of
from reviews.report.forms import ReportForm, goal_measures, initial_of
from reviews.report.page import conflict, goal_rows, refusal, writing_rows
from reviews.report.read import goals_before, report_of
from reviews.report.write import Conflict, Incomplete, save_draft, submit
from reviews.steps.access import get_own_participation
from reviews.steps.due import NOT_STARTED, due_on
from scoring.cycles.reviewers import reviewer_name
from scoring.models import Participant
from scoring.scheme.stored import definition
from scoring.sheet.read import newest_sheet


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, code: str) -> HttpResponse:
    """Show the writer's own report; keep what she typed whatever becomes of it."""
    participant = get_own_participation(request.user, code)
    report = report_of(participant.cycle, participant.manager)
    prefetch_related_objects([report] if report else [], "goal_lines")
    if request.method != "POST":
        return _page(request, participant, report, _form(participant, report))
    form = _form(participant, report, request.POST)
    if not form.is_valid():
        return _page(request, participant, report, form, status=422)
    verb = submit if request.POST.get("action") == "submit" else save_draft
    try:
        report = verb(
            cycle=participant.cycle,
            manager=participant.manager,
            content=form.content(),
            version=form.cleaned_data["version"],
            actor=request.user,
        )
    except Conflict as elsewhere:
        return _conflict(request, participant, elsewhere.report)
    except Incomplete as missing:
        form.mark_missing(missing)
        return _page(request, participant, report, form, status=422)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, participant, report, form, status=422)
    messages.success(request, _done(participant, report))
    return redirect("reviews:report_edit", code)


def _form(participant: Participant, report: AnnualReport | None, data: Any = None) -> ReportForm:
    spoken = language()
    measures = goal_measures(definition(participant.cycle.scheme).measures)
    content = content_of(report) if report else ReportContent()
    initial = initial_of(content, report.version if report else 0, measures)
    return ReportForm(data, initial=initial, measures=measures, language=spoken)


def _conflict(
    request: StaffRequest, participant: Participant, stored: AnnualReport
) -> HttpResponse:
    """Show both texts; what is saved next from this page replaces the other one knowingly."""
    data = request.POST.copy()
    data["version"] = str(stored.version)
    form = _form(participant, stored, data)
    form.is_valid()
    return _page(request, participant, stored, form, status=409, other=content_of(stored))


def _done(participant: Participant, report: AnnualReport) -> str:
    if report.state == AnnualReport.State.SUBMITTED:
        return _("Submitted to %(name)s") % {"name": reviewer_name(participant.manager)}
    return _("Saved as version %(version)s") % {"version": report.version}


def _page(
    request: StaffRequest,
    participant: Participant,
    report: AnnualReport | None,
    form: ReportForm,
    *,
    status: int = 200,
    other: ReportContent | None = None,
) -> HttpResponse:
    cycle, manager = participant.cycle, participant.manager
    sheet = newest_sheet(cycle, manager, viewer=request.user)
    stored = content_of(report) if report else ReportContent()
    goals = goal_rows(form, sheet, stored, other)
    sections = writing_rows(
        form, report, goals, sheet=sheet, goals_before=goals_before(cycle, manager), other=other
    )
    action = request.POST.get("action", "save")
    context = {
        "cycle": cycle,
        "manager": manager,
        "report": report,
        "form": form,
        "obstacle": conflict(sections, goals, report) if other else refusal(form, action),
        "due": due_on(cycle, report.state if report else NOT_STARTED),
        "writable": not cycle.is_published and (report is None or report.is_editable),
        "reviewer": reviewer_name(manager),
        "sections": sections,
        "written": sum(row.is_written for row in sections),
        "goals": goals,
        "goals_differ": sum(bool(row.other) for row in goals),
        "sheet": sheet,
    }
    return render(request, "reviews/report/report_edit.html", context, status=status)
