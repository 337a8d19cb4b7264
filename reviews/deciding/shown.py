"""The reviewer's page, as it is shown at first and after whatever a button has brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from perfcenter.models import User
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.unkept import Words, unkept
from reviews.deciding.forms import ReviewForm
from reviews.deciding.page import (
    before_of,
    goals_read,
    judged_rows,
    neighbours,
    outdated,
    override_rows,
    review_rows,
)
from reviews.deciding.read import judgment_measures, reading_of, scores_given
from reviews.deciding.stale import Stale
from reviews.deciding.standing import Standing
from reviews.models import AnnualReport
from reviews.report.content import content_shown
from reviews.report.members import best_first, members_of, team
from reviews.report.page import refusal
from reviews.report.read import goals_now_and_before
from reviews.sections.read import sections_of
from reviews.steps.access import may_download
from reviews.steps.due import due_on
from reviews.versions.page import since_returned
from scoring.cycles.reviewers import is_reviewer, reviewer_name
from scoring.overriding.read import offers
from scoring.sheet.read import newest_run, score_sheets


def waits(report: AnnualReport) -> bool:
    """Whether the report waits for its reviewer."""
    return report.state == AnnualReport.State.SUBMITTED and not report.cycle.is_published


def waits_for_second(report: AnnualReport) -> bool:
    """Whether the report waits at the second level."""
    return report.state == AnnualReport.State.REVIEWED and not report.cycle.is_published


def _unkept(typed: ReviewForm, form: ReviewForm, standing: Standing) -> Words:
    """Return what was typed where it can be kept no more."""
    found = [] if typed is form else unkept(typed, form)
    if standing.reason and not standing.can_second:
        found.append((_("What the reviewer has to look at again"), standing.reason))
    return found


def review_form(
    report: AnnualReport, data: Any = None, *, viewer: User | None = None
) -> ReviewForm:
    measures = judgment_measures(report.cycle)
    initial: dict[str, Any] = {
        "reading": reading_of(report),
        "read_version": report.version,
    }
    for code, (score, basis) in scores_given(report.cycle, report.manager).items():
        initial[f"read_score_{code}"] = initial[f"score_{code}"] = score
        initial[f"read_basis_{code}"] = initial[f"basis_{code}"] = basis
    return ReviewForm(
        data,
        initial=initial,
        sections=sections_of(report.cycle),
        measures=measures,
        language=language(),
        offers=offers(report.cycle, report.manager, viewer),
    )


def review_page(
    request: StaffRequest,
    report: AnnualReport,
    form: ReviewForm,
    *,
    status: int = 200,
    stale: Stale | None = None,
    errors: Sequence[str] = (),
    reason: str = "",
) -> HttpResponse:
    cycle, manager = report.cycle, report.manager
    leads = is_reviewer(request.user, cycle, manager)
    is_waiting = waits(report)
    typed = form
    if form.is_bound and not (leads and is_waiting):
        form = review_form(report, viewer=request.user)
    run = newest_run(cycle)
    sheet = next(iter(score_sheets(run, [manager], viewer=request.user)), None) if run else None
    people = team(cycle, request.user)
    members = members_of(cycle, people, run, viewer=request.user) if leads else []
    members = best_first(members)
    before, after = neighbours(members, manager)
    standing = Standing(request.user, report, members, reason)
    goals, before_goals = goals_now_and_before(report)
    said = content_shown(report, goals)
    context = {
        "cycle": cycle,
        "manager": manager,
        "report": report,
        "handed_in": report.handed_in,  # type: ignore[attr-defined] # annotated
        "form": form,
        "obstacle": outdated(stale, form.sections) if stale else refusal(form, "decide"),
        "errors": errors,
        "unsaved": typed.holds_words,
        "unkept": _unkept(typed, form, standing),
        "waits": is_waiting,
        "due": due_on(cycle, report.state),
        "can_decide": leads and is_waiting,
        "reviewer": reviewer_name(cycle, manager),
        "rows": review_rows(
            form,
            report,
            said,
            sheet=sheet,
            goals_before=before_goals,
            before=before_of(stale, report, sheet, language()),
        ),
        "judged": judged_rows(form),
        "overridable": override_rows(form),
        "missing_scores": form.missing_scores,
        "since": since_returned(report),
        "goals": goals_read(report, said, sheet, language()),
        "team": members,
        "before": before,
        "after": standing.next_waiting or after,
        "standing": standing,
        "sheet": sheet,
        "may_have_deck": may_download(request.user, report.cycle, report.manager),
    }
    return render(request, "reviews/deciding/review.html", context, status=status)
