"""The buttons beside the reviewer's: take a decision back, approve at the second level."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest
from reviews.deciding.second import confirm, send_back
from reviews.deciding.shown import review_form, review_page, waits_for_second
from reviews.deciding.undo import take_back
from reviews.deciding.write import Outdated
from reviews.steps.access import get_report


@require_http_methods(["GET", "HEAD", "POST"])
def take_back_decision(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Take back what the user decided minutes ago."""
    report = get_report(request.user, code, staff_no)
    if request.method != "POST":
        return redirect("reviews:review", code, staff_no)
    try:
        take_back(report=report, actor=request.user)
    except Refused as refusal:
        report = get_report(request.user, code, staff_no)
        return review_page(
            request,
            report,
            review_form(report, viewer=request.user),
            status=409,
            errors=[str(refusal)],
        )
    messages.success(request, _("Taken back: it is as it was before"))
    return redirect("reviews:review", code, staff_no)


@require_http_methods(["GET", "HEAD", "POST"])
def second(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Approve after the reviewer, or send back to her."""
    report = get_report(request.user, code, staff_no)
    if request.method != "POST":
        return redirect("reviews:review", code, staff_no)
    reading, reason = request.POST.get("reading", ""), request.POST.get("reason", "")
    is_back = request.POST.get("action") == "send_back"
    try:
        if is_back:
            send_back(report=report, reason=reason, reading=reading, actor=request.user)
        else:
            confirm(report=report, reading=reading, actor=request.user)
    except Refused as refusal:
        report = get_report(request.user, code, staff_no)
        return review_page(
            request,
            report,
            review_form(report, viewer=request.user),
            status=409 if isinstance(refusal, Outdated) or not waits_for_second(report) else 422,
            errors=[str(refusal)],
            reason=reason,
        )
    name = {"name": report.manager.name}
    said = _("Sent back to the reviewer: %(name)s") if is_back else _("Approved: %(name)s")
    messages.success(request, said % name)
    return redirect("reviews:review", code, staff_no)
