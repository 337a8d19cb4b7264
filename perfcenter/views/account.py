"""Logging in and out, and one's own password."""

from __future__ import annotations

from django.contrib.auth import forms as auth_forms
from django.contrib.auth import views
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy

from perfcenter import audit
from perfcenter.forms import LoginForm, PasswordChangeForm


class Login(views.LoginView):
    template_name = "perfcenter/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True


class ChangePassword(views.PasswordChangeView):
    template_name = "perfcenter/password_change.html"
    form_class = PasswordChangeForm
    success_url = reverse_lazy("perfcenter:home")

    def form_valid(self, form: auth_forms.PasswordChangeForm) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            user = form.user
            user.must_change_password = False
            user.save(update_fields=["must_change_password"])
            audit.record(actor=user, action="user.password_changed", target=user)
        return response
