"""The administrator makes logins, resets and closes them, and compares them with the staff file."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perfcenter.base.formats import trimmed
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.people.forms import UserSearch
from perfcenter.people.logins.changes import CHANGES, Change, Reset
from perfcenter.people.logins.forms import NewUserForm
from perfcenter.people.logins.sheet import AT_ONCE, sheet_of
from perfcenter.people.logins.staff_lists import MAKING, leavers, without_login
from perfcenter.people.read import (
    managers_without_login,
    never_used,
    users_found,
)
from perfcenter.people.write import (
    Keep,
    close_logins_of_leavers,
    create_missing_logins,
    create_user,
    reset_passwords,
)
from perfcenter.ui.access import for_administrators
from perfcenter.ui.exports import export
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest
from portfolio.models import Manager


@require_safe
@for_administrators
def show(request: StaffRequest, number: int) -> HttpResponse:
    """Show a login and what can be done with it."""
    return render(request, "people/user.html", {"one": _user(number)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def change(request: StaffRequest, number: int, what: str) -> HttpResponse:
    """Ask once more, then change a login."""
    user = _user(number)
    if what not in CHANGES:
        raise Http404
    asked = CHANGES[what](user)
    form = asked.form_class(request.POST or None, initial=asked.initial)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, asked, form)
    if meanwhile := asked.meanwhile(form):
        form = asked.form_class({**request.POST.dict(), **_read(asked)})
        return _ask(request, asked, form, meanwhile, status=409)
    try:
        if isinstance(asked, Reset):
            return _reset(request, [user]) or redirect("perfcenter:user", number)
        messages.success(request, asked.carry_out(form, request.user))
    except Refused as refusal:
        return _ask(request, asked, form, str(refusal))
    return redirect("perfcenter:user", number)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def new(request: StaffRequest) -> HttpResponse:
    """Make a login for human resources, an auditor or an administrator."""
    form = NewUserForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            return _made(request, form) or redirect("perfcenter:user_list")
        except Refused as error:
            refusal = str(error)
    context = {"form": form, "refusal": refusal, "nav": "perfcenter:user_list"}
    status = 422 if request.method == "POST" else 200
    return render(request, "people/new_user.html", context, status=status)


@require_safe
@for_administrators
def staff_file(request: StaffRequest) -> HttpResponse:
    """Show who has no login, and whose login is open though she has left."""
    context = {
        "count": managers_without_login().count(),
        "has_people": Manager.objects.exists(),
        "branches": without_login(request),
        "leavers": leavers(request),
        "making": MAKING,
        "at_once": AT_ONCE,
    }
    return render(request, "people/staff_file.html", context)


@require_safe
@export
@for_administrators
def without_login_xlsx(request: StaffRequest) -> HttpResponse:
    """Send the branches in which logins are missing as a workbook."""
    page = reverse("perfcenter:user_staff_file")
    return as_workbook(request, without_login(request), "without-login.xlsx", page=page)


@require_safe
@export
@for_administrators
def leavers_xlsx(request: StaffRequest) -> HttpResponse:
    """Send the open logins of who has left as a workbook."""
    page = reverse("perfcenter:user_staff_file")
    return as_workbook(request, leavers(request), "left.xlsx", page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def make_missing(request: StaffRequest) -> HttpResponse:
    """Make the logins that are missing, of a branch or of all, and show their sheet."""
    if request.method != "POST":
        # Whoever switches the language on the sheet comes back here.
        return redirect("perfcenter:user_staff_file")
    missing = managers_without_login().order_by("branch_id", "staff_no")
    if branch := request.POST.get("branch"):
        missing = missing.filter(branch_id=branch)
    try:
        sheet = sheet_of(
            request,
            lambda keep: create_missing_logins(
                keep=keep, among=missing[:AT_ONCE], actor=request.user
            ),
        )
    except Refused as refusal:
        messages.error(request, _("%(reason)s. No login was made.") % {"reason": refusal})
        return redirect("perfcenter:user_staff_file")
    if sheet is None:
        messages.info(request, _("Everybody of the staff file has a login"))
        return redirect("perfcenter:user_staff_file")
    return sheet


@require_POST
@for_administrators
def close_leavers(request: StaffRequest) -> HttpResponse:
    """Close the logins of those who have left."""
    count = len(close_logins_of_leavers(actor=request.user))
    said = ngettext("%(count)s login closed", "%(count)s logins closed", count)
    messages.success(request, said % {"count": trimmed(count)})
    return redirect("perfcenter:user_staff_file")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def reset_many(request: StaffRequest) -> HttpResponse:
    """Give those found who have never logged in new passwords: their sheet was lost."""
    form = UserSearch(request.GET)
    found = never_used(users_found(form.cleaned_data if form.is_valid() else {}))
    if request.method == "POST":
        if sheet := _reset(request, list(found[:AT_ONCE])):
            return sheet
        messages.info(request, _("Nobody found has still to log in for the first time"))
        return redirect("perfcenter:user_list")
    context = {"count": found.count(), "at_once": AT_ONCE, "nav": "perfcenter:user_list"}
    return render(request, "people/reset_many.html", context)


def _user(number: int) -> User:
    return get_object_or_404(User.objects.select_related("manager__branch"), pk=number)


def _made(request: StaffRequest, form: Form) -> HttpResponse | None:
    def make(keep: Keep) -> None:
        with transaction.atomic():
            keep([create_user(actor=request.user, **form.cleaned_data)])

    return sheet_of(request, make)


def _reset(request: StaffRequest, users: list[User]) -> HttpResponse | None:
    return sheet_of(
        request, lambda keep: reset_passwords(users=users, keep=keep, actor=request.user)
    )


def _read(asked: Change) -> dict[str, str]:
    """Return what the page shows of how things stand, to be compared when it comes back."""
    return {name: text for name, text in asked.initial.items() if name.startswith("read_")}


def _ask(
    request: StaffRequest, asked: Change, form: Form, refusal: str = "", *, status: int = 0
) -> HttpResponse:
    context = {
        "one": asked.user,
        "asked": asked,
        "form": form,
        "refusal": refusal,
        "nav": "perfcenter:user_list",
    }
    status = status or (422 if request.method == "POST" else 200)
    return render(request, "people/user_change.html", context, status=status)
