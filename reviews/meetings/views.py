"""The pages of talks: whom one talks with, and the check-in and notes of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.ui.access import check_is_hr
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from reviews.meetings.forms import CheckInForm, NoteForm, RuleForm, TalkSearch
from reviews.meetings.listing import AGREED, TALKS, lines_of, narrowed, state_of
from reviews.meetings.page import standing_by_figures
from reviews.meetings.read import check_in_of, may_see_check_in, may_talk, notes_for, rule_of
from reviews.meetings.write import (
    Outdated,
    confirm_check_in,
    save_check_in,
    set_rule,
    write_note,
)
from reviews.report.turns import turns_of
from reviews.steps.access import get_cycle
from scoring.cycles.reviewers import reviewer_name
from scoring.cycles.scope import get_participant
from scoring.models import Cycle, Participant
from scoring.sheet.read import newest_sheet

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def talk_list(request: StaffRequest, code: str) -> HttpResponse:
    """List whom the user talks with; HR says until which day of a month."""
    cycle = _cycle(request, code)
    form = _rule_form(cycle)
    if request.method != "POST":
        return _list(request, cycle, form)
    check_is_hr(request.user)
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _list(request, cycle, form, status=UNPROCESSABLE)
    said = form.cleaned_data
    try:
        set_rule(cycle=cycle, day=said["day"], read=said["read"] or 0, actor=request.user)
    except Refused as refused:
        return _list(request, cycle, form, status=CONFLICT, refusal=str(refused))
    messages.success(request, _("Saved"))
    return redirect("reviews:talk_list", cycle.code)


@require_safe
@export
def talk_list_xlsx(request: StaffRequest, code: str) -> HttpResponse:
    """Send the same as a workbook."""
    cycle = _cycle(request, code)
    page = reverse("reviews:talk_list", args=[cycle.code])
    return as_workbook(request, _listed(request, cycle), f"{cycle.code}-talks.xlsx", page=page)


def _cycle(request: StaffRequest, code: str) -> Cycle:
    cycle = get_cycle(request.user, code)
    if not (request.user.sees_everyone or turns_of(request.user).has_queue):
        raise Http404
    return cycle


def _rule_form(cycle: Cycle) -> RuleForm:
    rule = rule_of(cycle)
    return RuleForm(initial={"read": rule.pk if rule else 0, "day": rule.day if rule else None})


def _listed(request: StaffRequest, cycle: Cycle) -> Shown:
    form = TalkSearch(request.GET)
    files = reverse("reviews:talk_list_xlsx", args=[cycle.code])
    found = narrowed(form, lines_of(cycle, request.user))
    return TALKS.of(request, found, form=form, files=files)


def _list(
    request: StaffRequest, cycle: Cycle, form: RuleForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    everybody = lines_of(cycle, request.user)
    context = {
        "cycle": cycle,
        "rule": rule_of(cycle),
        "form": form,
        "list": _listed(request, cycle),
        "people": len(everybody),
        "agreed": sum(one.state == AGREED for one in everybody),
        "refusal": refusal,
        "writable": request.user.is_hr and not cycle.is_published,
        "nav": "reviews:board" if request.user.sees_everyone else "reviews:queue",
    }
    return render(request, "reviews/meetings/list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def talks_with(request: StaffRequest, code: str, staff_no: str) -> HttpResponse:
    """Show the check-in and the notes of talks with somebody; keep what is written of them."""
    place = get_participant(request.user, code, staff_no)
    if not may_see_check_in(request.user, place.cycle, place.manager):
        said = {"name": reviewer_name(place.cycle, place.manager)}
        raise NotAllowed(_("Only the two who talk and human resources see this page") % said)
    if request.method != "POST":
        return _page(request, place)
    if not may_talk(request.user, place.cycle, place.manager):
        raise NotAllowed(_("Only the two who talk write here"))
    if "note" in request.POST:
        return _noted(request, place)
    return _checked_in(request, place)


def _noted(request: StaffRequest, place: Participant) -> HttpResponse:
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return _page(request, place, note=form, status=UNPROCESSABLE)
    try:
        note = write_note(
            cycle=place.cycle, manager=place.manager, actor=request.user, **form.cleaned_data
        )
    except Refused as refused:
        return _page(request, place, note=form, status=UNPROCESSABLE, refusal=str(refused))
    said = _("Kept for you alone") if note.is_private else _("Kept; both of you read it")
    messages.success(request, said)
    return redirect("reviews:talks_with", place.cycle.code, place.manager_id)


def _checked_in(request: StaffRequest, place: Participant) -> HttpResponse:
    form = CheckInForm(request.POST)
    about: dict[str, Any] = {"cycle": place.cycle, "manager": place.manager, "actor": request.user}
    try:
        if "confirm" in request.POST:
            text = request.POST.get("version", "")
            version = int(text) if text.isascii() and text.isdecimal() else 0
            confirm_check_in(version=version, **about)
            messages.success(request, _("Confirmed"))
        elif form.is_valid():
            said = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
            save_check_in(**said, **about)
            messages.success(request, _("Saved; the other side sees it now"))
        else:
            return _page(request, place, check_in=form, status=UNPROCESSABLE)
    except Refused as refused:
        is_late = isinstance(refused, Outdated)
        shown = None if "confirm" in request.POST else form
        status = CONFLICT if is_late else UNPROCESSABLE
        return _page(
            request, place, check_in=shown, status=status, refusal=str(refused), is_late=is_late
        )
    return redirect("reviews:talks_with", place.cycle.code, place.manager_id)


def _page(
    request: StaffRequest,
    place: Participant,
    *,
    check_in: CheckInForm | None = None,
    note: NoteForm | None = None,
    status: int = 200,
    refusal: str = "",
    is_late: bool = False,
) -> HttpResponse:
    cycle, manager, user = place.cycle, place.manager, request.user
    found = check_in_of(cycle, manager)
    is_own = user.is_manager and user.manager_id == manager.staff_no
    may_write = may_talk(user, cycle, manager) and not cycle.is_published
    today = min(timezone.localdate(), cycle.ends)
    form: Form = check_in or CheckInForm(initial=_initial(request, place, found, is_own=is_own))
    own_at = found and (found.manager_confirmed_at if is_own else found.reviewer_confirmed_at)
    context: dict[str, Any] = {
        "cycle": cycle,
        "manager": manager,
        "check_in": found,
        "state": state_of(found),
        "form": form,
        "version": found.version if found else 0,
        "note": note or NoteForm(prefix="note", initial={"held_on": today}),
        "notes": notes_for(user, cycle, manager),
        "is_own": is_own,
        "is_talker": may_talk(user, cycle, manager),
        "reviewer": reviewer_name(cycle, manager),
        "may_write": may_write,
        "may_check_in": may_write and not (found and found.is_agreed),
        "may_confirm": may_write and found is not None and not own_at,
        "refusal": refusal,
        "is_late": is_late,
        "nav": "reviews:board" if user.sees_everyone else _own_nav(is_own=is_own),
    }
    return render(request, "reviews/meetings/talks.html", context, status=status)


def _own_nav(*, is_own: bool) -> str:
    return "perfcenter:home" if is_own else "reviews:queue"


def _initial(
    request: StaffRequest, place: Participant, found: Any, *, is_own: bool
) -> dict[str, Any]:
    today = min(timezone.localdate(), place.cycle.ends)
    if found is None:
        sheet = newest_sheet(place.cycle, place.manager, viewer=request.user)
        return {"held_on": today, "standing": standing_by_figures(sheet)}
    words = found.manager_words if is_own else found.reviewer_words
    return {"held_on": found.held_on, "standing": found.standing, "words": words}
