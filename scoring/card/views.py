"""What a composite, a rank, a grade or a dimension's score is made of."""

import json
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from perfcenter.base.file_names import file_name, of_number
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from scoring.card.as_json import plain_of
from scoring.card.page import card_context
from scoring.card.read import NotShown
from scoring.card.workbook import card_workbook
from scoring.cycles.scope import get_participant
from scoring.explanation import Opening
from scoring.models import Result


@require_safe
def card(request: StaffRequest, code: str, staff_no: str, part: str) -> HttpResponse:
    """Show the number with its formulas and, as far as the viewer may know, those beside it."""
    context = _context(request, code, staff_no, part)
    return render(request, "scoring/card/card.html", context)


@require_safe
@export
def workbook(request: StaffRequest, code: str, staff_no: str, part: str) -> HttpResponse:
    """Send the number as a workbook."""
    context = _context(request, code, staff_no, part, shows_all=True)
    content = card_workbook(context["explained"], context["run"])
    name, number = context["manager"].name, of_number(staff_no)
    return attachment(content, file_name(name, number, code, part, extension="xlsx"))


@require_safe
@export
def rows_json(request: StaffRequest, code: str, staff_no: str, part: str) -> HttpResponse:
    """Send the number with its formulas, exactly."""
    context = _context(request, code, staff_no, part, shows_all=True)
    content = json.dumps(plain_of(context["explained"], context["run"]), ensure_ascii=False)
    name = file_name(context["manager"].name, of_number(staff_no), code, part, extension="json")
    return attachment(content, name, "application/json")


def _context(
    request: StaffRequest, code: str, staff_no: str, part: str, *, shows_all: bool = False
) -> dict[str, Any]:
    participant = get_participant(request.user, code, staff_no)
    opening = Opening.of(request.GET)
    opening = replace(opening, shows_all=opening.shows_all or shows_all)
    try:
        return card_context(request.user, participant, part, opening)
    except (NotShown, Result.DoesNotExist) as error:
        raise Http404 from error
