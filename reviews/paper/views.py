"""The self-review and the minutes of a session as files to print and sign."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perfcenter.base.file_names import file_name, of_number
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from reviews.calibration.access import get_session
from reviews.paper.report import word_file
from reviews.paper.session import minutes_file
from reviews.report.reading import mark_read
from reviews.steps.access import get_report
from scoring.cycles.titles import group_title

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@export
def word(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Send a report as a Word file to who may read it."""
    report = get_report(request.user, code, staff_no)
    mark_read(request.user, report)
    number = of_number(report.manager.staff_no)
    name = file_name(report.manager.name, number, code, _("self-review"), extension="docx")
    return attachment(word_file(report, request.user), name, DOCX)


@require_safe
@export
def minutes(request: StaffRequest, number: int) -> HttpResponse:
    """Send the minutes of a session to who may read it."""
    row = get_session(request.user, number)
    group = group_title(row.cycle, row.line, row.branch)
    name = file_name(group, row.cycle.code, _("minutes of a session"), extension="docx")
    return attachment(minutes_file(row, request.user), name, DOCX)
