"""Drafts as a whole: begun, their text, made a version, deleted, taken along as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.file_names import file_name
from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.downloads import attachment
from perfcenter.ui.requests import StaffRequest
from scoring.editor.checking import checked
from scoring.editor.forms import BeginForm
from scoring.editor.page import frame, url_of
from scoring.editor.read import get_draft, get_draft_to_write
from scoring.editor.spots import Spot
from scoring.editor.views.forms import draft_of
from scoring.editor.views.saving import CONFLICT, UNPROCESSABLE
from scoring.editor.write import (
    Conflict,
    begin_draft,
    change_draft,
    delete_draft,
    make_version,
)
from scoring.models import SchemeDraft
from scoring.scheme.problems import SchemeError
from scoring.scheme.views import TOML


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """Begin a draft: from a shipped scheme, a version, or a file."""
    check_sees_everyone(request.user)
    check_is_hr(request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BeginForm(*sent, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            text, base = form.beginning
            draft = begin_draft(text=text, base=base, actor=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(url_of(draft, Spot("general")))
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "nav": "scoring:scheme_list"}
    return render(request, "scoring/editor/begin.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: StaffRequest, number: int) -> HttpResponse:
    """Show or save the text itself; it may be wrong, and is kept as it is typed."""
    draft = draft_of(request, number)
    if request.method != "POST":
        return _text_page(request, draft, draft.text)
    typed = _lines_of(request.POST.get("text", ""), draft.text)
    if "live" in request.POST:
        context = frame(draft, checked(typed), Spot("text"), request.user)
        return render(request, "scoring/editor/_live.html", {**context, "is_live": True})
    try:
        change_draft(
            draft=draft, counter=int(request.POST.get("counter") or 0),
            change=lambda _now: typed, actor=request.user,
        )  # fmt: skip
    except Conflict as conflict:
        return _text_page(request, conflict.draft, typed, refusal=str(conflict), status=CONFLICT)
    except Refused as refusal:
        return _text_page(request, draft, typed, refusal=str(refusal), status=UNPROCESSABLE)
    messages.success(request, _("Saved"))
    return redirect(url_of(draft, Spot("text")))


def _text_page(
    request: StaffRequest, draft: SchemeDraft, typed: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        **frame(draft, checked(typed, with_data=status == 200), Spot("text"), request.user),
        "title": _("The text (TOML)"),
        "text": typed,
        "theirs": draft.text if status == CONFLICT else "",
        "refusal": refusal,
    }
    return render(request, "scoring/editor/text.html", context, status=status)


def _lines_of(typed: str, before: str) -> str:
    """Return what was typed with the line ends that the text had: a browser sends its own."""
    plain = typed.replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("\n", "\r\n") if "\r\n" in before else plain


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: StaffRequest, number: int) -> HttpResponse:
    """List what is wrong or worth a second look; make a version of what is not wrong."""
    draft = draft_of(request, number)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            scheme, is_new = make_version(
                draft=draft, counter=int(request.POST.get("counter") or 0), actor=request.user
            )
        except SchemeError:
            refusal, status = _("No version is made while something is wrong"), UNPROCESSABLE
        except Conflict as conflict:
            draft, refusal, status = conflict.draft, str(conflict), CONFLICT
        except Refused as refused:
            refusal, status = str(refused), UNPROCESSABLE
        else:
            said = {"name": scheme.name, "version": scheme.version}
            made = _("Version %(version)s of %(name)s is made") % said
            same = _("Nothing is new: version %(version)s of %(name)s has the same text") % said
            messages.success(request, made if is_new else same)
            return redirect("scoring:scheme_detail", scheme.name, scheme.version)
    found = checked(draft.text, with_data=True)
    context = {
        **frame(draft, found, Spot("check"), request.user),
        "title": _("Check and make a version"),
        "refusal": refusal,
    }
    return render(request, "scoring/editor/check.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: StaffRequest, number: int) -> HttpResponse:
    """Ask once more, then drop a draft."""
    draft = get_draft_to_write(request.user, number)
    if request.method != "POST":
        context = {"draft": draft, "nav": "scoring:scheme_list"}
        return render(request, "scoring/editor/delete.html", context)
    delete_draft(draft=draft, actor=request.user)
    messages.success(request, _("The draft is deleted"))
    return redirect("scoring:scheme_list")


@require_safe
def file(request: StaffRequest, number: int) -> HttpResponse:
    """Send the text as it is."""
    draft = get_draft(request.user, number)
    name = file_name(draft.name or _("scheme"), _("draft"), str(draft.pk), extension="toml")
    return attachment(draft.text, name, TOML)
