"""Logging in, one's password, searching users."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.forms import PasswordChangeForm as DjangoPasswordChangeForm
from django.utils.translation import gettext_lazy as _

from perfcenter.models import User


class LoginForm(AuthenticationForm):
    """Staff number and password; says the same whichever of them is wrong."""

    error_messages = {
        "invalid_login": _("Staff number or password is wrong."),
        "inactive": _("Staff number or password is wrong."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Staff number")
        self.fields["password"].label = _("Password")


class PasswordChangeForm(DjangoPasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = {
        "password_incorrect": _("This is not your current password."),
        "password_mismatch": _("The two new passwords differ; type the same one twice."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Current password")
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = _(
            "At least 10 characters, not only figures, unlike your name and staff number, "
            "not a common password."
        )
        self.fields["new_password2"].label = _("New password, once more")
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self) -> str:
        """Refuse the password that is to be changed: a one-time one has to go."""
        new: str = self.cleaned_data["new_password1"]
        if self.user.check_password(new):
            raise forms.ValidationError(_("This is your current password; choose another one."))
        return new


class UserSearch(forms.Form):
    """Part of a name or staff number, and a role."""

    search = forms.CharField(label=_("Name or staff number"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("All")), *User.Role.choices]
    )
