"""A draft tried on a cycle: everybody by it, beside the version before."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perfcenter.base.file_names import file_name
from perfcenter.base.refusals import Refused
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from scoring.cycles.titles import cycle_title
from scoring.editor.checking import Checked, checked
from scoring.editor.effect import Effect, Person, effect, unsaved
from scoring.editor.page import frame
from scoring.editor.read import cycles_to_try, get_draft, newest_version
from scoring.editor.spots import Spot
from scoring.editor.views.saving import UNPROCESSABLE
from scoring.editor.workbook import effect_workbook
from scoring.models import Cycle, Scheme, SchemeDraft

ON_A_PAGE = 25


@require_safe
@export
def try_draft(request: StaffRequest, number: int) -> HttpResponse:
    """Show who would stand where; of somebody chosen every measure."""
    draft = get_draft(request.user, number)
    found = checked(draft.text, with_data=True)
    context = {
        **frame(draft, found, Spot("try"), request.user),
        "title": _("Try it"),
        "cycles": [(one.code, cycle_title(one)) for one in cycles_to_try(request.user)],
    }
    status = 200
    code = request.GET.get("cycle", "")
    if code and found.can_be_a_version:
        cycle = get_object_or_404(cycles_to_try(request.user), code=code)
        before = before_of(draft, cycle)
        context |= {"before": before, "cycle": cycle, "code": code}
        try:
            context |= shown_effect(request, effect(cycle, before, tried(draft, found)))
        except Refused as refusal:
            context["refusal"], status = str(refusal), UNPROCESSABLE
    return render(request, "scoring/editor/try.html", context, status=status)


def before_of(draft: SchemeDraft, cycle: Cycle) -> Scheme:
    """Return the version that the draft changes; failing that the cycle's own scheme."""
    return draft.base or newest_version(draft.name) or cycle.scheme


def tried(draft: SchemeDraft, found: Checked) -> Scheme:
    """Return the draft as a version that no table holds."""
    if found.definition is None:
        raise Http404
    return unsaved(draft.text, found.definition.name)


def shown_effect(request: StaffRequest, found: Effect) -> dict[str, Any]:
    """Return what pages show of an effect: who is asked for, a page of people, grades."""
    people = [one for one in found.people if _is_asked(one, request.GET.get("who", "").strip())]
    if "changed" in request.GET:
        people = [one for one in people if one.has_another_grade]
    staff = request.GET.get("staff", "")
    person = next((one for one in found.people if one.staff_no == staff), None)
    return {
        "effect": found,
        "page": Paginator(people, ON_A_PAGE).get_page(request.GET.get("page")),
        "grades": found.grades(),
        "who": request.GET.get("who", ""),
        "person": person,
        "lines": found.measures_of(staff) if person else [],
    }


def _is_asked(person: Person, who: str) -> bool:
    wanted = [word for word in who.replace("，", ",").replace(",", " ").split() if word]
    return not wanted or any(
        word == person.staff_no or word in person.name or word in person.branch for word in wanted
    )


@require_safe
@export
def workbook(request: StaffRequest, number: int) -> HttpResponse:
    """Send who would stand where as a workbook."""
    draft = get_draft(request.user, number)
    found = checked(draft.text)
    cycle = get_object_or_404(cycles_to_try(request.user), code=request.GET.get("cycle", ""))
    before = before_of(draft, cycle)
    content = effect_workbook(effect(cycle, before, tried(draft, found)), str(before), _("draft"))
    name = file_name(draft.name or _("scheme"), cycle.code, _("draft"), extension="xlsx")
    return attachment(content, name)
