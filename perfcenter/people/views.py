"""Logging in and out, one's own password, and the administrator's list of logins."""

from __future__ import annotations

from django.contrib.auth import forms as auth_forms
from django.contrib.auth import update_session_auth_hash, views
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from perfcenter.people.forms import LoginForm, PasswordChangeForm, UserSearch
from perfcenter.people.read import users_found
from perfcenter.people.write import change_password
from perfcenter.ui.access import for_administrators

PAGE = 50


class Login(views.LoginView):
    template_name = "people/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True


class ChangePassword(views.PasswordChangeView):
    template_name = "people/password_change.html"
    form_class = PasswordChangeForm
    success_url = reverse_lazy("perfcenter:home")

    def form_valid(self, form: auth_forms.PasswordChangeForm) -> HttpResponse:
        change_password(user=form.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(self.request, form.user)
        return redirect(self.success_url)


@require_safe
@for_administrators
def user_list(request: HttpRequest) -> HttpResponse:
    form = UserSearch(request.GET)
    users = users_found(form.cleaned_data if form.is_valid() else {})
    page = Paginator(users, PAGE).get_page(request.GET.get("page"))
    return render(request, "people/user_list.html", {"form": form, "page": page})
