"""Tables of lists added, copied, moved, taken out; judgments begun and ended."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest
from scoring.editor import judgments, writing
from scoring.editor.catalogue import new_code, new_measure
from scoring.editor.checking import checked
from scoring.editor.consistency import as_weights, consistency
from scoring.editor.page import url_of
from scoring.editor.read import get_draft_to_write
from scoring.editor.spots import Spot
from scoring.editor.tables import LISTS, Data, items_at, table_at, tables_at, title_of
from scoring.editor.write import Conflict, change_draft
from scoring.models import SchemeDraft
from scoring.scheme.draft import MEASURES
from scoring.scheme.places import Path
from scoring.scheme.problems import NOTHING

POOLS: Path = ("pools",)
EXPERT = "Committee"


@require_POST
def change(request: StaffRequest, number: int, what: str) -> HttpResponse:
    """Do one thing with a table of a list, and go where one looks at it."""
    draft = get_draft_to_write(request.user, number)
    if what not in CHANGES:
        raise Http404
    if what in ASKED and "confirmed" not in request.POST:
        return _ask(request, draft, what)
    spot = Spot("weights")

    def carried_out(text: str) -> str:
        nonlocal spot
        data = checked(text).data
        if data is None:
            raise Refused(_("The text cannot be read as TOML; mend it there first"))
        after, spot = CHANGES[what](request, text, data)
        return after

    try:
        counter = int(request.POST.get("counter") or 0)
        change_draft(draft=draft, counter=counter, change=carried_out, actor=request.user)
    except Conflict as conflict:
        messages.error(request, str(conflict))
        return redirect(url_of(draft, Spot("general")))
    except (Refused, ValueError, IndexError) as refusal:
        messages.error(request, str(refusal))
        return redirect(url_of(draft, Spot("general")))
    return redirect(url_of(draft, spot))


def _ask(request: StaffRequest, draft: SchemeDraft, what: str) -> HttpResponse:
    data = checked(draft.text).data or {}
    items, index = _which(request)
    found = tables_at(data, items)
    if what == "remove" and index >= len(found):
        raise Http404
    context = {
        "draft": draft,
        "what": what,
        "title": title_of(found[index]) if what == "remove" else "",
        "posted": [(k, v) for k, v in request.POST.items() if k != "csrfmiddlewaretoken"],
        "back": url_of(draft, Spot("weights")),
        "nav": "scoring:scheme_list",
    }
    return render(request, "scoring/editor/ask.html", context)


def _which(request: StaffRequest) -> tuple[tuple[str, ...], int]:
    """Return the list that a form names, and the place in it."""
    items = request.POST.get("items", "")
    path = {**LISTS, "pools": POOLS}.get(items, MEASURES)
    try:
        index = max(0, int(request.POST.get("index") or 0))
    except ValueError:
        index = 0
    return tuple(str(key) for key in path), index


def _spot(request: StaffRequest, index: int) -> Spot:
    items = request.POST.get("items", "measures")
    return Spot("pools") if items == "pools" else Spot("measure", items, index)


def _add(request: StaffRequest, text: str, data: Data) -> tuple[str, Spot]:
    items, _index = _which(request)
    if items == POOLS:
        pool = {"code": new_code({"measures": data.get("pools", [])}, "POOL"), "title": "Pool",
                "title_zh": "资金池", "amount": 0,
                "parts": [{"code": "all", "title": "All", "title_zh": "全部", "share": 100,
                           "measure": ""}]}  # fmt: skip
        return writing.with_item(text, items, pool), Spot("pools")
    name = request.POST.get("items", "measures")
    dimension = request.POST.get("dimension", "") if name == "measures" else ""
    new = new_measure(data, name, request.POST.get("metric", ""), dimension)
    own = [i for i, one in enumerate(tables_at(data, items)) if one.get("dimension") == dimension]
    after = own[-1] if own and dimension else None
    place = after + 1 if after is not None else len(items_at(data, items))
    return writing.with_item(text, items, new, after=after), _spot(request, place)


def _copy(request: StaffRequest, text: str, data: Data) -> tuple[str, Spot]:
    items, index = _which(request)
    code = new_code(data, str(tables_at(data, items)[index].get("code", "M")))
    return writing.with_copy(text, items, index, code), _spot(request, index + 1)


def _remove(request: StaffRequest, text: str, data: Data) -> tuple[str, Spot]:
    items, index = _which(request)
    after = writing.without_item(text, items, index)
    return after, Spot("pools") if items == POOLS else Spot("weights")


def _move(by: int) -> Callable[[StaffRequest, str, Data], tuple[str, Spot]]:
    def moved(request: StaffRequest, text: str, data: Data) -> tuple[str, Spot]:
        items, index = _which(request)
        to = index + by
        if not 0 <= to < len(items_at(data, items)):
            return text, _spot(request, index)
        return writing.with_moved(text, items, index, to), _spot(request, to)

    return moved


# ---------------------------------------------------------------- judgments


def _of(request: StaffRequest) -> int:
    return max(0, int(request.POST.get("of") or 0))


def _judge(request: StaffRequest, text: str, data: Data) -> tuple[str, Spot]:
    """Weigh by judgments from now on, beginning with one expert who has judged nothing."""
    of = _of(request)
    lines = judgments.lines_of(data, of)
    path: Path = ("dimensions",) if of == 0 else MEASURES
    codes = {one.get("code") for one in lines}
    edits = {
        (*path, index, "weight"): NOTHING
        for index, one in enumerate(tables_at(data, path))
        if one.get("code") in codes and "weight" in one
    }
    text = writing.edited(text, edits)
    return _with_expert(text, data, of), Spot("judgments", index=of)


def _with_expert(text: str, data: Data, of: int) -> str:
    size = len(judgments.lines_of(data, of))
    number = len(judgments.experts_of(data, of)) + 1
    name = f"{EXPERT} {number}" if number > 1 else EXPERT
    name_zh = f"评委{number}" if number > 1 else "委员会"
    expert = {"name": name, "name_zh": name_zh, "judgments": judgments.triangle({}, size)}
    path = (*judgments.path_of(of), "experts")
    if of == 0:
        return writing.with_item(text, ("ahp", "experts"), expert)
    now = items_at(table_at(data, judgments.path_of(of)), ("experts",))
    if not now:
        return writing.edited(text, {judgments.path_of(of): {"experts": [expert]}})
    return writing.edited(text, {path: [*now, expert]})


def _expert_more(request: StaffRequest, text: str, data: Data) -> tuple[str, Spot]:
    of = _of(request)
    number = len(judgments.experts_of(data, of))
    return _with_expert(text, data, of), Spot("judgments", index=of, expert=number)


def _expert_less(request: StaffRequest, text: str, data: Data) -> tuple[str, Spot]:
    of, index = _of(request), int(request.POST.get("index") or 0)
    now = items_at(table_at(data, judgments.path_of(of)), ("experts",))
    if len(now) < 2:
        return _weigh(request, text, data)
    if of == 0:
        return writing.without_item(text, ("ahp", "experts"), index), Spot("judgments", index=of)
    left = [one for place, one in enumerate(now) if place != index]
    path = (*judgments.path_of(of), "experts")
    return writing.edited(text, {path: left}), Spot("judgments", index=of)


def _weigh(request: StaffRequest, text: str, data: Data) -> tuple[str, Spot]:
    """Weigh by numbers from now on: those that the judgments came to, else equal ones."""
    of = _of(request)
    lines = judgments.lines_of(data, of)
    experts = judgments.experts_of(data, of)
    found = consistency(lines, [judgments.triangle(e, len(lines)) for e in experts])
    numbers = as_weights(found) if found.weights else [Decimal(0)] * len(lines)
    if of == 0:
        text = writing.without_tables(text, ("ahp",))
    else:
        text = writing.edited(text, {judgments.path_of(of): NOTHING})
    path: Path = ("dimensions",) if of == 0 else MEASURES
    weights = {one.get("code"): number for one, number in zip(lines, numbers, strict=True)}
    edits = {
        (*path, index, "weight"): weights[one.get("code")]
        for index, one in enumerate(tables_at(data, path))
        if one.get("code") in weights
    }
    return writing.edited(text, edits), Spot("weights")


CHANGES = {
    "add": _add,
    "copy": _copy,
    "remove": _remove,
    "up": _move(-1),
    "down": _move(1),
    "judge": _judge,
    "weigh": _weigh,
    "expert": _expert_more,
    "no-expert": _expert_less,
}
ASKED = {"remove", "weigh", "no-expert"}
