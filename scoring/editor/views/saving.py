"""What every form of the editor does: look while one types, save, tell who comes second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest
from scoring.editor.checking import Checked, checked
from scoring.editor.controls import Control, Group, with_problems
from scoring.editor.page import frame, url_of
from scoring.editor.posted import changes
from scoring.editor.spots import Spot
from scoring.editor.tables import Data
from scoring.editor.values import written
from scoring.editor.write import Conflict, change_draft
from scoring.editor.writing import edited
from scoring.models import SchemeDraft
from scoring.scheme.problems import NOTHING

UNPROCESSABLE, CONFLICT = 422, 409

Build = Callable[[Data], list[Group]]


@dataclass(frozen=True)
class Other:
    """A field in which two people differ: what is saved, what was typed."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Page:
    """A page of forms: where it is, how its fields are made, what else it shows."""

    spot: Spot
    build: Build
    title: str
    template: str = "scoring/editor/form.html"
    extra: dict[str, Any] = field(default_factory=dict)


def controls_in(groups: list[Group]) -> list[Control]:
    return [control for group in groups for control in group.controls]


def answer(request: StaffRequest, draft: SchemeDraft, page: Page) -> HttpResponse:
    """Answer a page of forms: show it, look at what is typed, save it."""
    if request.method != "POST":
        return shown(request, draft, page)
    if "live" in request.POST:
        return live(request, draft, page)
    try:
        counter = int(request.POST.get("counter", "0"))
        now = change_draft(
            draft=draft,
            counter=counter,
            change=lambda text: typed_into(request, page.build, text),
            actor=request.user,
        )
    except Conflict as conflict:
        return second(request, conflict.draft, page, str(conflict))
    except (Refused, ValueError) as refusal:
        return shown(request, draft, page, refusal=str(refusal), status=UNPROCESSABLE)
    messages.success(request, _("Saved"))
    return redirect(url_of(now, page.spot))


def typed_into(request: StaffRequest, build: Build, text: str) -> str:
    """Return the text with what a form says."""
    found = checked(text)
    if found.data is None:
        raise Refused(_("The text cannot be read as TOML; mend it there first"))
    return edited(text, changes(controls_in(build(found.data)), request.POST))


def live(request: StaffRequest, draft: SchemeDraft, page: Page) -> HttpResponse:
    """Look at what is typed without saving it: the rail, and what is wrong with each field."""
    try:
        text = typed_into(request, page.build, draft.text)
    except Refused as refusal:
        context = {
            "refusal": str(refusal),
            **frame(draft, checked(draft.text), page.spot, request.user),
        }
        return render(request, "scoring/editor/_live.html", context)
    found = checked(text)
    groups = decorated(page.build(found.data or {}), found)
    context = {
        **frame(draft, found, page.spot, request.user),
        **page.extra,
        "controls": controls_in(groups),
        "is_live": True,
    }
    return render(request, "scoring/editor/_live.html", context)


def decorated(groups: list[Group], found: Checked) -> list[Group]:
    """Return the groups with what is wrong with each field."""
    return [
        replace(group, controls=with_problems(group.controls, found.problems)) for group in groups
    ]


def shown(
    request: StaffRequest,
    draft: SchemeDraft,
    page: Page,
    *,
    refusal: str = "",
    status: int = 200,
    others: list[Other] | None = None,
) -> HttpResponse:
    """Show a page of forms; after a refusal with what was typed."""
    found = checked(draft.text, with_data=True)
    groups = decorated(page.build(found.data or {}), found)
    if request.method == "POST":
        groups = [
            replace(group, controls=[_typed(c, request) for c in group.controls])
            for group in groups
        ]
    context = {
        **frame(draft, found, page.spot, request.user),
        **page.extra,
        "groups": groups,
        "title": page.title,
        "refusal": refusal,
        "others": others or [],
    }
    return render(request, page.template, context, status=status)


def _typed(control: Control, request: StaffRequest) -> Control:
    rows = tuple(tuple(cell.with_typed(request.POST) for cell in row) for row in control.rows)
    return replace(control.with_typed(request.POST), rows=rows)


def second(request: StaffRequest, draft: SchemeDraft, page: Page, refusal: str) -> HttpResponse:
    """Tell who comes second; what she typed stands in the fields, beside what is saved."""
    found = checked(draft.text)
    controls = controls_in(page.build(found.data or {}))
    others = [
        Other(_label(path, controls), _said(value_now(path, controls)), _said(value))
        for path, value in changes(controls, request.POST).items()
    ]
    return shown(request, draft, page, refusal=refusal, status=CONFLICT, others=others)


def _label(path: Any, controls: list[Control]) -> str:
    return next((c.label for c in controls if c.path == path), str(path[-1]))


def value_now(path: Any, controls: list[Control]) -> Any:
    return next((c.value for c in controls if c.path == path), NOTHING)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return _(", ").join(_said(one) for one in value)
    if isinstance(value, dict):
        return " ".join(_said(one) for one in value.values())
    return written(value) or "—"
