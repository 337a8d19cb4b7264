"""HR's page of what the self-reviews of a cycle ask."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfcenter.base.digests import of_json
from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.requests import StaffRequest
from reviews.models import Section
from reviews.sections.forms import SectionForm, TemplateForm, forms_of, moved, rows_of, rows_sent
from reviews.sections.read import sections_of
from reviews.sections.templates import templates
from reviews.sections.write import MOST, is_open, set_sections, written_in
from reviews.steps.access import get_cycle
from scoring.models import Cycle


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, code: str) -> HttpResponse:
    """Show the sections; HR adds, moves and takes out on the page, then saves all at once."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    if request.method != "POST":
        return _page(request, cycle, forms_of(rows_of(sections_of(cycle)), is_sent=False))
    check_is_hr(request.user)
    action, rows = request.POST.get("action", "save"), rows_sent(request.POST)
    if action == "use":
        found = templates().get(request.POST.get("template", ""))
        rows = rows_of(found.sections) if found else rows
        return _page(request, cycle, forms_of(rows, is_sent=False), is_unsaved=True)
    if action != "save":
        changed = forms_of(moved(rows, action), is_sent=False)
        return _page(request, cycle, changed, is_unsaved=True)
    return _saved(request, cycle, forms_of(rows, is_sent=True))


def _saved(request: StaffRequest, cycle: Cycle, sent: list[SectionForm]) -> HttpResponse:
    if not all([form.is_valid() for form in sent]):  # noqa: C419 - each has to say what is wrong
        return _page(request, cycle, sent, status=422)
    if request.POST.get("read") != mark(sections_of(cycle)):
        said = _("The sections have changed since you opened this page; look once more, then save")
        return _page(request, cycle, sent, status=409, refusal=said, is_unsaved=True)
    try:
        set_sections(cycle=cycle, sections=[form.asked for form in sent], actor=request.user)
    except Refused as refused:
        return _page(request, cycle, sent, status=422, refusal=str(refused), is_unsaved=True)
    messages.success(request, _("Saved"))
    return redirect("reviews:sections", cycle.code)


def mark(sections: list[Section]) -> str:
    """Return what tells one state of the sections from another."""
    return of_json(rows_of(sections))


def _page(
    request: StaffRequest,
    cycle: Cycle,
    sent: list[SectionForm],
    *,
    status: int = 200,
    refusal: str = "",
    is_unsaved: bool = False,
) -> HttpResponse:
    stored = sections_of(cycle)
    written, is_free = written_in(cycle), is_open(cycle)
    context = {
        "cycle": cycle,
        "forms": sent,
        "sections": stored,
        "mark": mark(stored),
        "template_form": TemplateForm(),
        "writable": request.user.is_hr and not cycle.is_published,
        "is_free": is_free,
        "written": written,
        "refusal": refusal,
        "is_unsaved": is_unsaved,
        "is_full": len(sent) >= MOST,
    }
    return render(request, "reviews/sections/sections.html", context, status=status)
