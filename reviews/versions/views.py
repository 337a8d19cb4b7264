"""The versions of a report, and what two of them differ in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.ui.requests import StaffRequest
from reviews.models import AnnualReport
from reviews.report.content import ReportContent
from reviews.report.figures import Figures, figures_of, named_in
from reviews.report.reading import mark_read
from reviews.steps.access import get_report, is_own
from reviews.versions.page import compared, differences
from reviews.versions.read import said_in, versions_of
from scoring.sheet.read import newest_sheet


@require_safe
def show(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show a list of the versions, and the two that are asked for beside each other."""
    report = get_report(request.user, code, staff_no)
    mark_read(request.user, report)
    is_mine = is_own(request.user, report.manager)
    versions = versions_of(report, is_own=is_mine)
    query = request.GET
    old, new = compared(versions, query.get("from", ""), query.get("to", ""))
    before, after = (
        ReportContent() if number is None else said_in(report, number, is_own=is_mine)
        for number in (old, new)
    )
    live = _live(request, report) if is_mine and named_in(after.texts.values()) else {}
    found = differences(report, before, after, live)
    context = {
        "cycle": report.cycle,
        "manager": report.manager,
        "report": report,
        "is_own": is_mine,
        "versions": versions,
        "old": old,
        "new": new,
        "differences": found,
        "changes": sum(one.is_changed for one in found),
        "nav": "reviews:report_edit" if is_mine else "reviews:queue",
    }
    return render(request, "reviews/versions/versions.html", context)


def _live(request: StaffRequest, report: AnnualReport) -> Figures:
    """Return the figures of now, as the writer's own sheet says them."""
    return figures_of(newest_sheet(report.cycle, report.manager, viewer=request.user))
