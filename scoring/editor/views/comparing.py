"""Two versions, or a version and a draft, compared by words and by effect."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perfcenter.base.file_names import file_name
from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from scoring.editor.differences import differences
from scoring.editor.read import cycles_to_try
from scoring.editor.showing import choices_of, long_one, shown_effect
from scoring.editor.sides import DRAFT, VERSION, Side, named, side
from scoring.editor.toml import data_of
from scoring.editor.trial import TakesLong, effect
from scoring.editor.tried_on import TriedOn, tried_on
from scoring.editor.views.saving import UNPROCESSABLE
from scoring.editor.views.trying import effect_shown
from scoring.editor.workbook import effect_workbook
from scoring.models import Scheme
from scoring.scheme.page import listed_drafts

MOST = 200


@require_safe
@export
def compare(request: StaffRequest) -> HttpResponse:
    """Show what two schemes say differently and, on a cycle, whom that moves."""
    check_sees_everyone(request.user)
    first, second = side(request.GET.get("a", "")), side(request.GET.get("b", ""))
    context: dict[str, Any] = {
        "first": first,
        "second": second,
        "choices": list(_choices()),
        "nav": "scoring:scheme_list",
    }
    on, status = None, 200
    if first and second:
        try:
            context["differences"] = differences(data_of(first.text), data_of(second.text))
        except (ValueError, RecursionError):
            context["refusal"], status = _("A draft that is no TOML cannot be compared"), 422
    try:
        on = tried_on(request.GET, cycles_to_try(request.user))
        if on is not None and first and second and first.scheme and second.scheme:
            context |= {"on": on, **_by_effect(request, on, first, second)}
    except Refused as refusal:
        context["refusal"], status = str(refusal), UNPROCESSABLE
    context |= choices_of(request.user, on)
    return render(request, "scoring/editor/compare.html", context, status=status)


def _by_effect(request: StaffRequest, on: TriedOn, first: Side, second: Side) -> dict[str, Any]:
    if second.scheme is None:
        raise Http404
    try:
        return shown_effect(request.GET, effect(on, first.scheme, second.scheme))
    except TakesLong:
        return long_one(request.user, on, first, second, compared=True)


@require_safe
@export
def workbook(request: StaffRequest) -> HttpResponse:
    """Send words and effect as a workbook."""
    check_sees_everyone(request.user)
    first, second = side(request.GET.get("a", "")), side(request.GET.get("b", ""))
    on = tried_on(request.GET, cycles_to_try(request.user))
    if not (on and first and second and first.scheme and second.scheme):
        raise Http404
    found = effect_shown(on, first.scheme, second.scheme)
    words = differences(data_of(first.text), data_of(second.text))
    content = effect_workbook(found, first.name, second.name, words)
    return attachment(content, file_name(first.scheme.name, on.title, _("comparison"),
                                         extension="xlsx"))  # fmt: skip


def _choices() -> Any:
    for scheme in Scheme.objects.defer("source")[:MOST]:
        yield f"{VERSION}{scheme.pk}", str(scheme)
    for draft in listed_drafts()[:MOST]:
        yield f"{DRAFT}{draft.pk}", named(draft)
