"""What a measure's number is made of."""

import json
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from perfcenter.base.file_names import file_name, of_number
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from scoring.cycles.scope import get_participant
from scoring.explanation import NotInScheme, Opening
from scoring.explanation.as_json import plain_of
from scoring.explanation.page import explanation_context
from scoring.explanation.workbook import explanation_workbook
from scoring.models import Result


@require_safe
def explanation(request: StaffRequest, code: str, staff_no: str, measure: str) -> HttpResponse:
    """Show a number with its formulas and its tree; htmx asks for the tree alone."""
    context = _context(request, code, staff_no, measure)
    is_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = (
        "scoring/explanation/_tree.html" if is_part else "scoring/explanation/explanation.html"
    )
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@export
def workbook(request: StaffRequest, code: str, staff_no: str, measure: str) -> HttpResponse:
    """Send the number with all its rows as a workbook."""
    context = _context(request, code, staff_no, measure, shows_all=True)
    content = explanation_workbook(context["explained"], context["run"])
    name, number = context["manager"].name, of_number(staff_no)
    return attachment(content, file_name(name, number, code, measure, extension="xlsx"))


@require_safe
@export
def rows_json(request: StaffRequest, code: str, staff_no: str, measure: str) -> HttpResponse:
    """Send the number with its formulas and all its rows, exactly."""
    context = _context(request, code, staff_no, measure)
    content = json.dumps(plain_of(context["explained"], context["run"]), ensure_ascii=False)
    name = file_name(context["manager"].name, of_number(staff_no), code, measure, extension="json")
    return attachment(content, name, "application/json")


def _context(
    request: StaffRequest, code: str, staff_no: str, measure: str, *, shows_all: bool = False
) -> dict[str, Any]:
    participant = get_participant(request.user, code, staff_no)
    opening = Opening.of(request.GET)
    opening = replace(opening, shows_all=opening.shows_all or shows_all)
    try:
        return explanation_context(request.user, participant, measure, opening)
    except (NotInScheme, Result.DoesNotExist) as error:
        raise Http404 from error
