"""Logging in, one's password, searching users."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.forms import PasswordChangeForm as DjangoPasswordChangeForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from perfcenter.models import User
from perfcenter.people.doors.handler import standing_of
from perfcenter.people.doors.own_password import is_own_password
from perfcenter.people.doors.tries import ADDRESS, NAME
from perfcenter.people.doors.wording import what_is_left
from perfcenter.people.read import STATES


class TypedName(UsernameField):
    """A name as it was typed: full width is part of some bank's staff numbers."""

    def to_python(self, value: Any) -> Any:
        return forms.CharField.to_python(self, value)


class LoginForm(AuthenticationForm):
    """Staff number and password; says the same whichever of them is wrong."""

    username = TypedName()

    error_messages = {
        "invalid_login": _("Staff number or password is wrong."),
        "inactive": _("Staff number or password is wrong."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Staff number")
        self.fields["username"].widget.attrs["autofocus"] = True
        self.fields["password"].label = _("Password")

    def get_invalid_login_error(self) -> forms.ValidationError:
        """Say what is wrong if the password was looked at, and what tries there are."""
        return _with_tries(super().get_invalid_login_error(), self.request)


class PasswordChangeForm(DjangoPasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = {
        "password_incorrect": _("This is not your current password."),
        "password_mismatch": _("The two new passwords differ; type the same one twice."),
    }

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["old_password"].label = _("Current password")
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = _(
            "At least 10 characters, not only figures, not a common password, not made of your "
            "name, your staff number, the bank's name or a year."
        )
        self.fields["new_password2"].label = _("New password, once more")
        self.fields["new_password2"].help_text = ""

    def clean_old_password(self) -> str:
        """Look at the password as the login does, and as often."""
        old: str = self.cleaned_data["old_password"]
        if is_own_password(self.request, self.user, old):
            return old
        wrong = forms.ValidationError(self.error_messages["password_incorrect"])
        raise _with_tries(wrong, self.request)

    def clean_new_password1(self) -> str:
        """Refuse the password that is to be changed: a one-time one has to go."""
        new: str = self.cleaned_data["new_password1"]
        if self.cleaned_data.get("old_password") == new:
            raise forms.ValidationError(_("This is your current password; choose another one."))
        return new


class UserSearch(forms.Form):
    """Part of a name or staff number, a role, and how the login stands."""

    search = forms.CharField(label=_("Name or staff number"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("All")), *User.Role.choices]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *STATES.items()]
    )


class UnlockForm(forms.Form):
    """Which row of the table of tries, and whether its name or its address is unlocked."""

    by = forms.ChoiceField(choices=[(NAME, NAME), (ADDRESS, ADDRESS)])
    row = forms.IntegerField(min_value=1)


def _with_tries(wrong: forms.ValidationError, request: HttpRequest | None) -> forms.ValidationError:
    standing = standing_of(request) if request else None
    if standing is None:
        return wrong
    left = what_is_left(standing)
    said = _("%(wrong)s %(left)s") % {"wrong": wrong.message, "left": left}
    return forms.ValidationError(said if standing.is_open else left, code=wrong.code)
