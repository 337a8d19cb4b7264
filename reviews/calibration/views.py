"""Calibration: the sessions of a cycle, one session, and the buttons in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from perfcenter.ui.exports import export
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from perfcenter.ui.unkept import Words, words_for
from reviews.calibration.access import check_has_sessions, check_may_move, get_session, sessions_of
from reviews.calibration.effect import effect_of
from reviews.calibration.forms import DropForm, MinutesForm, MoveForm, SessionForm
from reviews.calibration.listing import people_listing
from reviews.calibration.page import SessionPage
from reviews.calibration.read import Session, groups_of
from reviews.calibration.write import (
    Overtaken,
    close_session,
    drop_session,
    keep_minutes,
    move_grade,
    open_session,
)
from reviews.steps.access import get_cycle
from scoring.cycles.titles import group_title
from scoring.models import Cycle
from scoring.scheme.stored import definition


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """List the sessions in which the user sits; of who sees everyone all of them."""
    check_has_sessions(request.user)
    found = list(sessions_of(request.user)[:100])
    sessions = [(row, group_title(row.cycle, row.line, row.branch)) for row in found]
    nav = "reviews:board" if request.user.sees_everyone else "reviews:calibration_list"
    context = {"sessions": sessions, "nav": nav}
    return render(request, "reviews/calibration/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def of_cycle(request: StaffRequest, code: str) -> HttpResponse:
    """List the sessions of a cycle; human resources sets another one up."""
    cycle = get_cycle(request.user, code)
    check_sees_everyone(request.user)
    if request.method != "POST":
        return _sessions(request, cycle, _session_form(cycle))
    check_is_hr(request.user)
    form = _session_form(cycle, request.POST)
    if not form.is_valid():
        return _sessions(request, cycle, form, status=422)
    try:
        row = open_session(cycle=cycle, actor=request.user, **form.said)
    except Refused as refusal:
        return _sessions(request, cycle, form, status=422, refusal=str(refusal))
    messages.success(request, _("The session is open"))
    return redirect("reviews:calibration_session", row.pk)


@require_safe
def show(request: StaffRequest, number: int) -> HttpResponse:
    """Show a session."""
    return _page(request, number)


@require_safe
@export
def xlsx(request: StaffRequest, number: int) -> HttpResponse:
    """Send the people of a session with both grades as a workbook."""
    row = get_session(request.user, number)
    page = SessionPage(Session(row), request.user)
    shown = people_listing(page).of(request, page.session.people)
    address = reverse("reviews:calibration_session", args=[number])
    return as_workbook(request, shown, f"{row.cycle.code}-calibration.xlsx", page=address)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: StaffRequest, number: int) -> HttpResponse:
    """Move somebody's grade."""
    row = get_session(request.user, number)
    if request.method != "POST":
        return redirect("reviews:calibration_session", number)
    reason, grade = request.POST.get("reason", ""), request.POST.get("grade", "")
    staff_no, _colon, was = request.POST.get("who", "").partition(":")
    try:
        if request.POST.get("action") == "effect":
            check_may_move(request.user, row)
            return _page(request, number, moved=request.POST, asks=(staff_no, grade))
        done = move_grade(
            session=row, staff_no=staff_no, grade=grade, reason=reason, was=was, actor=request.user
        )
    except Refused as refusal:
        return _refused(request, number, refusal, moved=request.POST)
    messages.success(request, _("Moved: %(name)s") % {"name": done.manager.name})
    return redirect("reviews:calibration_session", number)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: StaffRequest, number: int) -> HttpResponse:
    """Keep the minutes."""
    row = get_session(request.user, number)
    if request.method != "POST":
        return redirect("reviews:calibration_session", number)
    check_may_move(request.user, row)
    form = MinutesForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("The minutes are too long"))
        said = form.cleaned_data
        keep_minutes(session=row, actor=request.user, **said)
    except Refused as refusal:
        return _refused(request, number, refusal, minutes=form)
    messages.success(request, _("Saved"))
    return redirect("reviews:calibration_session", number)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: StaffRequest, number: int) -> HttpResponse:
    """Close the session for good."""
    row = get_session(request.user, number)
    if request.method != "POST":
        return redirect("reviews:calibration_session", number)
    try:
        close_session(session=row, mark=request.POST.get("mark", ""), actor=request.user)
    except Refused as refusal:
        return _refused(request, number, refusal)
    messages.success(request, _("The session is closed"))
    return redirect("reviews:calibration_session", number)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: StaffRequest, number: int) -> HttpResponse:
    """Let the session count for nothing."""
    row = get_session(request.user, number)
    if request.method != "POST":
        return redirect("reviews:calibration_session", number)
    try:
        drop_session(session=row, reason=request.POST.get("reason", ""), actor=request.user)
    except Refused as refusal:
        return _refused(request, number, refusal, dropped=request.POST)
    messages.success(request, _("The session is dropped"))
    return redirect("reviews:calibration", row.cycle.code)


def _session_form(cycle: Cycle, data: Any = None) -> SessionForm:
    run = cycle.runs.order_by("-number").first()
    found = groups_of(cycle, run) if run else []
    groups = [
        (
            f"{line}:{branch}",
            _("%(group)s, %(count)s people")
            % {"group": group_title(cycle, line, branch), "count": whole(count)},
        )
        for line, branch, count in found
    ]
    grades = [one.code for one in definition(cycle.scheme).grades]
    return SessionForm(data, groups=groups, grades=grades)


def _sessions(
    request: StaffRequest, cycle: Cycle, form: SessionForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    found = sessions_of(request.user).filter(cycle=cycle)
    context = {
        "cycle": cycle,
        "sessions": [(row, group_title(row.cycle, row.line, row.branch)) for row in found],
        "form": form,
        "writable": request.user.is_hr and not cycle.is_published,
        "has_groups": bool(form.groups),
        "refusal": refusal,
        "nav": "reviews:board",
    }
    return render(request, "reviews/calibration/sessions.html", context, status=status)


def _refused(request: StaffRequest, number: int, refusal: Refused, **typed: Any) -> HttpResponse:
    status = 409 if isinstance(refusal, Overtaken) else 422
    return _page(request, number, refusal=str(refusal), status=status, **typed)


def _page(
    request: StaffRequest,
    number: int,
    *,
    refusal: str = "",
    status: int = 200,
    moved: Any = None,
    minutes: MinutesForm | None = None,
    dropped: Any = None,
    asks: tuple[str, str] | None = None,
) -> HttpResponse:
    row = get_session(request.user, number)
    page = SessionPage(Session(row), request.user)
    effect = effect_of(page, *asks) if asks and page.can_move else None
    grades = [(code, title) for code, title, _count in page.heads]
    moving = MoveForm(_now(moved, page), people=page.choices, grades=grades)
    newest = {"version": row.version, "minutes": row.minutes, "attendance": row.attendance}
    written = MinutesForm(initial=newest)
    if minutes is not None:
        # Sent again, it is on what stands now.
        written = MinutesForm({**minutes.data.dict(), "version": row.version})  # type: ignore[attr-defined] # a QueryDict
    dropping = DropForm(dropped)
    unkept: Words = []
    sent: list[tuple[Form, Any, bool]] = [
        (moving, moved, page.can_move),
        (written, minutes.data if minutes is not None else None, page.can_move),
        (dropping, dropped, page.can_drop),
    ]
    for form, data, is_shown in sent:
        if data is not None and not is_shown:
            unkept += words_for(form.fields, data)
    context = {
        "page": page,
        "session": page.session,
        "row": row,
        "cycle": row.cycle,
        "list": people_listing(page).of(
            request,
            page.session.people,
            files=reverse("reviews:calibration_xlsx", args=[number]),
        ),
        "moving": moving,
        "effect": effect,
        "minutes": written,
        "stored": row if minutes is not None and status != 200 else None,
        "dropping": dropping,
        "unkept": unkept,
        "refusal": refusal,
        "nav": "reviews:board" if request.user.sees_everyone else "reviews:calibration_list",
    }
    return render(request, "reviews/calibration/session.html", context, status=status)


def _now(data: Any, page: SessionPage) -> Any:
    """Return a move as it was typed, about the same person as she stands now."""
    if data is None:
        return None
    staff_no = data.get("who", "").partition(":")[0]
    person = page.session.person(staff_no)
    typed = {name: data.get(name, "") for name in ("who", "grade", "reason")}
    return {**typed, "who": f"{staff_no}:{person.grade}"} if person else typed
