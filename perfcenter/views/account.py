"""Logging in and out, and one's own password."""

from __future__ import annotations

from django.contrib.auth import forms as auth_forms
from django.contrib.auth import update_session_auth_hash, views
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from perfcenter.forms import LoginForm, PasswordChangeForm
from perfcenter.services import change_password


class Login(views.LoginView):
    template_name = "perfcenter/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True


class ChangePassword(views.PasswordChangeView):
    template_name = "perfcenter/password_change.html"
    form_class = PasswordChangeForm
    success_url = reverse_lazy("perfcenter:home")

    def form_valid(self, form: auth_forms.PasswordChangeForm) -> HttpResponse:
        change_password(user=form.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(self.request, form.user)
        return redirect(self.success_url)
