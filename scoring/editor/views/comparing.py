"""Two versions, or a version and a draft, compared by words and by effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perfcenter.base.file_names import file_name
from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.exports import export
from perfcenter.ui.requests import StaffRequest
from scoring.cycles.titles import cycle_title
from scoring.editor.checking import checked
from scoring.editor.differences import differences
from scoring.editor.effect import effect, unsaved
from scoring.editor.read import cycles_to_try
from scoring.editor.toml import data_of
from scoring.editor.views.saving import UNPROCESSABLE
from scoring.editor.views.trying import shown_effect
from scoring.editor.workbook import effect_workbook
from scoring.models import Scheme, SchemeDraft
from scoring.scheme.page import listed_drafts

DRAFT, VERSION = "draft:", "version:"
MOST = 200


@dataclass(frozen=True)
class Side:
    """One of the two: its key in addresses, its name, its text, the scheme where it is one."""

    key: str
    name: str
    text: str
    scheme: Scheme | None


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
        "cycles": [(one.code, cycle_title(one)) for one in cycles_to_try(request.user)],
        "nav": "scoring:scheme_list",
    }
    status = 200
    if first and second:
        try:
            context["differences"] = differences(data_of(first.text), data_of(second.text))
        except (ValueError, RecursionError):
            context["refusal"], status = _("A draft that is no TOML cannot be compared"), 422
    code = request.GET.get("cycle", "")
    if code and first and second and first.scheme and second.scheme:
        cycle = get_object_or_404(cycles_to_try(request.user), code=code)
        try:
            found = effect(cycle, first.scheme, second.scheme)
            context |= {"cycle": cycle, "code": code, **shown_effect(request, found)}
        except Refused as refusal:
            context["refusal"], status = str(refusal), UNPROCESSABLE
    return render(request, "scoring/editor/compare.html", context, status=status)


@require_safe
@export
def workbook(request: StaffRequest) -> HttpResponse:
    """Send words and effect as a workbook."""
    check_sees_everyone(request.user)
    first, second = side(request.GET.get("a", "")), side(request.GET.get("b", ""))
    if not (first and second and first.scheme and second.scheme):
        raise Http404
    cycle = get_object_or_404(cycles_to_try(request.user), code=request.GET.get("cycle", ""))
    found = effect(cycle, first.scheme, second.scheme)
    words = differences(data_of(first.text), data_of(second.text))
    content = effect_workbook(found, first.name, second.name, words)
    return attachment(content, file_name(first.scheme.name, cycle.code, _("comparison"),
                                         extension="xlsx"))  # fmt: skip


def side(key: str) -> Side | None:
    """Return what a key names, None where there is nothing."""
    kind, _colon, number = key.partition(":")
    if not number.isdecimal() or len(number) > 18:
        return None
    if kind == "version":
        scheme = Scheme.objects.filter(pk=number).first()
        return Side(key, str(scheme), scheme.source, scheme) if scheme else None
    draft = SchemeDraft.objects.filter(pk=number).first()
    if kind != "draft" or draft is None:
        return None
    definition = checked(draft.text).definition
    scheme = unsaved(draft.text, definition.name) if definition else None
    return Side(key, named(draft), draft.text, scheme)


def named(draft: SchemeDraft) -> str:
    return _("%(name)s, draft %(number)s") % {"name": draft.name or "—", "number": draft.pk}


def _choices() -> Any:
    for scheme in Scheme.objects.defer("source")[:MOST]:
        yield f"{VERSION}{scheme.pk}", str(scheme)
    for draft in listed_drafts()[:MOST]:
        yield f"{DRAFT}{draft.pk}", named(draft)
