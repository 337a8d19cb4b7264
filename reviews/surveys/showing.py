"""Somebody's results of a closed survey: the page and the workbook."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.base.file_names import file_name, of_number
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from reviews.surveys.page import (
    bars_of_dimensions,
    bars_of_groups,
    finding,
    result_workbook,
    table_of,
    together,
)
from reviews.surveys.read import get_survey
from reviews.surveys.results import (
    Outcome,
    check_may_read,
    may_read_words,
    outcome_of,
    outcomes_of,
)
from scoring.cycles.scope import get_participant


@require_safe
def result(request: StaffRequest, code: str, kind: str, staff_no: str) -> HttpResponse:
    """Show what the groups said, as far as there are enough of them."""
    outcome = _get(request, code, kind, staff_no)
    user, is_own = request.user, request.user.manager_id == outcome.manager.pk
    others = "reviews:cycle_list" if user.sees_everyone else "reviews:queue"
    context = {
        "nav": "perfcenter:home" if is_own else others,
        "cycle": outcome.survey.cycle,
        "survey": outcome.survey,
        "manager": outcome.manager,
        "outcome": outcome,
        "finding": finding(outcome),
        "groups_chart": bars_of_groups(outcome),
        "dimensions_chart": bars_of_dimensions(outcome),
        "rows": table_of(outcome),
        "together": together(outcome),
    }
    return render(request, "reviews/surveys/result.html", context)


@require_safe
@export
def result_xlsx(request: StaffRequest, code: str, kind: str, staff_no: str) -> HttpResponse:
    """Send the same as a workbook."""
    outcome = _get(request, code, kind, staff_no)
    manager = outcome.manager
    name = file_name(manager.name, of_number(manager.pk), code, kind, extension="xlsx")
    return attachment(result_workbook(outcome), name)


def _get(request: StaffRequest, code: str, kind: str, staff_no: str) -> Outcome:
    participant = get_participant(request.user, code, staff_no)
    survey = get_survey(participant.cycle, kind)
    check_may_read(request.user, survey, participant.manager)
    if not may_read_words(request.user, survey, participant.manager):
        (plain,) = outcomes_of(survey, [participant.manager])
        return plain
    return outcome_of(survey, participant.manager)
