"""The pages of forms: sections of a scheme, one measure, adding one, judgments."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.ui.requests import StaffRequest
from scoring.editor.catalogue import catalogue
from scoring.editor.checking import checked
from scoring.editor.controls import anchor_of
from scoring.editor.measure_fields import measure as measure_groups
from scoring.editor.page import frame, url_of
from scoring.editor.read import get_draft, get_draft_to_write
from scoring.editor.sections import SECTIONS
from scoring.editor.spots import Spot, path_of, spot_of
from scoring.editor.tables import LISTS, items_at, table_at, tables_at, title_of
from scoring.editor.views.saving import Page, answer
from scoring.models import SchemeDraft

TITLES = {
    "general": lambda: _("General"),
    "weights": lambda: _("Dimensions and weights"),
    "points": lambda: _("Bonus and deductions"),
    "grades": lambda: _("Bands and quotas"),
    "pools": lambda: _("Pools"),
}


def draft_of(request: StaffRequest, number: int) -> SchemeDraft:
    """Return the draft for this request: to read it, or to write it."""
    get = get_draft_to_write if request.method == "POST" else get_draft
    return get(request.user, number)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: StaffRequest, number: int, section: str) -> HttpResponse:
    """Show or save a section; what cannot be read is mended in its text."""
    draft = draft_of(request, number)
    if section not in SECTIONS:
        raise Http404
    if request.method != "POST" and not checked(draft.text).is_toml:
        return redirect("scoring:draft", number, "text")
    page = Page(Spot(section), SECTIONS[section], TITLES[section]())
    return answer(request, draft, page)


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: StaffRequest, number: int, items: str, index: int) -> HttpResponse:
    """Show or save one measure."""
    draft = draft_of(request, number)
    data = checked(draft.text).data
    if items not in LISTS:
        raise Http404
    if data is None:
        return redirect("scoring:draft", number, "text")
    path = (*LISTS[items], index)
    if index >= len(items_at(data, LISTS[items])):
        return redirect("scoring:draft", number, "weights")
    item = table_at(data, path)
    page = Page(
        Spot("measure", items, index),
        lambda data: measure_groups(data, path),
        title_of(item),
        template="scoring/editor/measure.html",
        extra={
            "items": items,
            "index": index,
            "code": item.get("code", ""),
            "is_last": index == len(items_at(data, LISTS[items])) - 1,
        },
    )
    return answer(request, draft, page)


@require_safe
def at(request: StaffRequest, number: int) -> HttpResponse:
    """Lead to the field on which what a warning names is mended."""
    draft = get_draft(request.user, number)
    data = checked(draft.text).data
    if data is None:
        return redirect(url_of(draft, Spot("text")))
    path = path_of(request.GET.get("place", ""), data)
    return redirect(f"{url_of(draft, spot_of(path))}#{anchor_of(path)}")


@require_safe
def add(request: StaffRequest, number: int) -> HttpResponse:
    """Show what can be measured, to add one."""
    draft = get_draft(request.user, number)
    found = checked(draft.text)
    if found.data is None:
        return redirect(url_of(draft, Spot("text")))
    context = {
        **frame(draft, found, Spot("add"), request.user),
        "title": _("Add a measure"),
        "catalogue": catalogue(),
        "dimensions": [
            (one.get("code", ""), title_of(one)) for one in tables_at(found.data, ("dimensions",))
        ],
    }
    return render(request, "scoring/editor/add.html", context)
