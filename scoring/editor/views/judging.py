"""The page of pairwise judgments: an expert's pairs, and what all together come to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest
from scoring.editor.checking import checked
from scoring.editor.consistency import consistency
from scoring.editor.judgments import (
    experts_of,
    lines_of,
    pairs_of,
    path_of,
    read_triangle,
    triangle,
)
from scoring.editor.page import expert_tabs, frame, url_of
from scoring.editor.spots import Spot
from scoring.editor.tables import Data, table_at, tables_at, title_of
from scoring.editor.views.forms import draft_of
from scoring.editor.views.saving import CONFLICT, UNPROCESSABLE
from scoring.editor.write import Conflict, change_draft
from scoring.editor.writing import edited
from scoring.models import SchemeDraft
from scoring.scheme.problems import NOTHING
from scoring.scheme.stored import definition


@require_http_methods(["GET", "HEAD", "POST"])
def judgments(request: StaffRequest, number: int, of: int, expert: int) -> HttpResponse:
    """Show or save an expert's judgments of the dimensions (0) or of a dimension's measures."""
    draft = draft_of(request, number)
    data = checked(draft.text).data
    if data is None:
        return redirect("scoring:draft", number, "text")
    if not table_at(data, path_of(of)):
        return redirect("scoring:draft", number, "weights")
    if expert >= max(1, len(experts_of(data, of))):
        raise Http404
    if request.method != "POST":
        return _page(request, draft, draft.text, of, expert)
    if "live" in request.POST:
        return _page(request, draft, _typed(request, draft.text, of, expert), of, expert, live=True)
    return _saved(request, draft, of, expert)


def _saved(request: StaffRequest, draft: SchemeDraft, of: int, expert: int) -> HttpResponse:
    try:
        change_draft(
            draft=draft,
            counter=int(request.POST.get("counter") or 0),
            change=lambda text: _typed(request, text, of, expert),
            actor=request.user,
        )
    except Conflict as conflict:
        text = _typed(request, conflict.draft.text, of, expert)
        return _page(request, conflict.draft, text, of, expert,
                     refusal=str(conflict), status=CONFLICT)  # fmt: skip
    except Refused as refusal:
        return _page(request, draft, draft.text, of, expert,
                     refusal=str(refusal), status=UNPROCESSABLE)  # fmt: skip
    messages.success(request, _("Saved"))
    return redirect(url_of(draft, Spot("judgments", index=of, expert=expert)))


def _typed(request: StaffRequest, text: str, of: int, expert: int) -> str:
    """Return the text with an expert's names and judgments as they were posted."""
    data = checked(text).data
    experts = experts_of(data or {}, of)
    if data is None or expert >= len(experts):
        raise Refused(_("The draft is laid out otherwise by now; look at it again"))
    there, size = experts[expert], len(lines_of(data, of))
    path = (*path_of(of), "experts", expert)
    now = triangle(there, size)
    judged = read_triangle(now, request.POST)
    edits: dict[Any, Any] = {}
    for key in ("name", "name_zh"):
        if key in request.POST:
            text_now = request.POST[key].strip()
            edits[(*path, key)] = text_now or NOTHING
    if judged != now or now != there.get("judgments"):
        edits[(*path, "judgments")] = judged
    return edited(text, edits)


def _page(
    request: StaffRequest,
    draft: SchemeDraft,
    text: str,
    of: int,
    expert: int,
    *,
    refusal: str = "",
    status: int = 200,
    live: bool = False,
) -> HttpResponse:
    found = checked(text)
    data = found.data or {}
    spot = Spot("judgments", index=of, expert=expert)
    lines, experts = lines_of(data, of), experts_of(data, of)
    triangles = [triangle(one, len(lines)) for one in experts]
    each = [consistency(lines, [one]) for one in triangles]
    together = consistency(lines, triangles, _before(draft, data, of))
    tabs = list(zip(expert_tabs(data, of), each, strict=True))
    both = [{"title": tabs[expert][0], "found": each[expert]}] if each else []
    if len(each) > 1:
        both.append({"title": _("all experts together"), "found": together})
    context = {
        **frame(draft, found, spot, request.user),
        "of": of,
        "expert": expert,
        "person": experts[expert] if expert < len(experts) else {},
        "tabs": tabs,
        "both": both,
        "pairs": pairs_of(lines, triangles[expert]) if triangles and len(lines) > 1 else [],
        "own": each[expert] if each else None,
        "together": together,
        "title": _title(data, of),
        "refusal": refusal,
        "is_live": live,
    }
    template = "scoring/editor/_judged.html" if live else "scoring/editor/judgments.html"
    return render(request, template, context, status=status)


def _title(data: Data, of: int) -> str:
    if of == 0:
        return _("Which dimension matters more")
    dimension = tables_at(data, ("dimensions",))[of - 1]
    return _("%(dimension)s: which measure matters more") % {"dimension": title_of(dimension)}


def _before(draft: SchemeDraft, data: Data, of: int) -> dict[str, float] | None:
    """Return the weights of the version that the draft began with."""
    if draft.base is None:
        return None
    scheme = definition(draft.base)
    if of == 0:
        return scheme.dimension_weights()
    code = tables_at(data, ("dimensions",))[of - 1].get("code")
    known = {dimension.code for dimension in scheme.dimensions}
    return scheme.weights_within(str(code)) if code in known else None
