"""The reviewer's queue and page: a self-review beside the facts, comments, scores, a decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from perfcenter.refusals import Refused
from reviews.access import get_cycle, get_report
from reviews.forms import ReviewForm
from reviews.models import AnnualReport
from reviews.selectors.judging import judgment_measures, judgments_of
from reviews.selectors.reports import comments_by_section, team
from reviews.services import approve, comment, return_report
from reviews.services.judging import judge_measures
from scoring.reviewers import check_may_review, may_review, reviewer_name
from scoring.selectors.sheet import newest_sheet


@require_GET
def queue(request: HttpRequest, code: str) -> HttpResponse:
    """List whom the user reviews (or, for who only reads, whom she sees), what waits first."""
    cycle = get_cycle(request.user, code)
    members = team(cycle, request.user, search=request.GET.get("q", ""))
    return render(request, "reviews/queue.html", {"cycle": cycle, "team": members})


@require_GET
def detail(request: HttpRequest, code: str, staff_no: str) -> HttpResponse:
    """Show a report handed in; the reviewer can decide on it, others read."""
    report = get_report(request.user, code, staff_no)
    return _page(request, report, _form(report))


@require_POST
def decide(request: HttpRequest, code: str, staff_no: str) -> HttpResponse:
    """Carry out the reviewer's button: save scores and comments, return, or approve."""
    report = get_report(request.user, code, staff_no)
    check_may_review(request.user, report.manager)
    form = _form(report, request.POST)
    if not form.is_valid():
        return _page(request, report, form, status=422)
    try:
        done = _carry_out(request, report, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, report, form, status=422)
    messages.success(request, done)
    return redirect("reviews:report_detail", code, staff_no)


def _carry_out(request: HttpRequest, report: AnnualReport, form: ReviewForm) -> str:
    actor, name = request.user, report.manager.name
    if form.verdicts:
        judge_measures(report=report, verdicts=form.verdicts, actor=actor)
    action = request.POST.get("action", "save")
    if action == "approve":
        approve(report=report, actor=actor, comments=form.comments)
        return _("Approved: %(name)s") % {"name": name}
    if action == "return":
        return_report(report=report, actor=actor, comments=form.comments)
        return _("Returned to %(name)s") % {"name": name}
    comment(report=report, actor=actor, comments=form.comments)
    return _("Saved")


def _form(report: AnnualReport, data: Any = None) -> ReviewForm:
    measures = judgment_measures(report.cycle)
    initial: dict[str, Any] = {}
    for judgment in judgments_of(report.cycle, report.manager):
        initial[f"score_{judgment.measure_code}"] = judgment.score
        initial[f"basis_{judgment.measure_code}"] = judgment.basis
    return ReviewForm(
        data, initial=initial, measures=measures, language=get_language() or "zh-hans"
    )


def _page(
    request: HttpRequest, report: AnnualReport, form: ReviewForm, *, status: int = 200
) -> HttpResponse:
    can_decide = (
        may_review(request.user, report.manager) and report.state == AnnualReport.State.SUBMITTED
    )
    context = {
        "cycle": report.cycle,
        "manager": report.manager,
        "report": report,
        "form": form,
        "can_decide": can_decide,
        "reviewer": reviewer_name(report.manager),
        "comments": comments_by_section(report),
        "team": team(report.cycle, request.user),
        "sheet": newest_sheet(report.cycle, report.manager, viewer=request.user),
    }
    return render(request, "reviews/report_detail.html", context, status=status)
