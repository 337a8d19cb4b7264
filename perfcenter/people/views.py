"""Logging in and out, one's own password, and the administrator's list of logins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import update_session_auth_hash, views
from django.core.validators import ProhibitNullCharactersValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perfcenter.base.refusals import Refused
from perfcenter.people.doors.locked import locked, unlock_row
from perfcenter.people.doors.record import record_login, record_logout
from perfcenter.people.forms import LoginForm, PasswordChangeForm, UnlockForm, UserSearch
from perfcenter.people.read import users_found
from perfcenter.people.user_list import USERS
from perfcenter.people.write import change_password
from perfcenter.ui.access import for_administrators
from perfcenter.ui.exports import export
from perfcenter.ui.lists import Shown
from perfcenter.ui.lists.files import as_workbook
from perfcenter.ui.requests import StaffRequest, user_of

NUL = ProhibitNullCharactersValidator.code


class GivenBack:
    """A form that comes back as it was; with 422 where it held what no text has."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if any(form.has_error(field, NUL) for field in form.errors):
            response.status_code = 422
        return response


class Login(GivenBack, views.LoginView):
    template_name = "people/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form: auth_forms.AuthenticationForm) -> HttpResponse:
        record_login(form.get_user())
        return super().form_valid(form)


class Logout(views.LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record who leaves; she is let out even where that cannot be written."""
        user = user_of(request)
        response = super().post(request, *args, **kwargs)
        if user:
            record_logout(user)
        return response


class ChangePassword(GivenBack, views.PasswordChangeView):
    template_name = "people/password_change.html"
    form_class = PasswordChangeForm
    success_url = reverse_lazy("perfcenter:home")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: auth_forms.PasswordChangeForm) -> HttpResponse:
        change_password(user=form.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(self.request, form.user)
        return redirect(self.success_url)


@require_safe
@for_administrators
def user_list(request: HttpRequest) -> HttpResponse:
    context = {"list": _users(request), "locked": locked()}
    return render(request, "people/user_list.html", context)


@require_safe
@export
@for_administrators
def user_list_xlsx(request: HttpRequest) -> HttpResponse:
    """Send the logins found as a workbook."""
    page = reverse("perfcenter:user_list")
    return as_workbook(request, _users(request), "users.xlsx", page=page)


def _users(request: HttpRequest) -> Shown:
    form = UserSearch(request.GET)
    users = users_found(form.cleaned_data if form.is_valid() else {})
    return USERS.of(request, users, form=form, files=reverse("perfcenter:user_list_xlsx"))


@require_POST
@for_administrators
def unlock(request: StaffRequest) -> HttpResponse:
    """Let a name or an address of the list in again."""
    form = UnlockForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("It was unlocked already"))
        unlock_row(**form.cleaned_data, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Unlocked"))
    return redirect("perfcenter:user_list")
