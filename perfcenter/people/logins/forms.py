"""What the administrator fills in about logins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.models import User
from perfcenter.people.write import LONGEST_NAME, LONGEST_USERNAME
from portfolio.models import Manager

OTHER_ROLES = [choice for choice in User.Role.choices if choice[0] != User.Role.MANAGER]


class NewUserForm(forms.Form):
    """A login for somebody who is in no staff file."""

    username = forms.CharField(
        label=_("User name"), max_length=LONGEST_USERNAME, help_text=_("What is typed to log in.")
    )
    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, help_text=_("As it is shown on pages.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=OTHER_ROLES)


class RoleForm(forms.Form):
    """Another role; a client manager's login has a staff number."""

    read_role = forms.CharField(required=False, widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Role"), choices=User.Role.choices)
    manager = forms.CharField(
        label=_("Staff number"),
        required=False,
        max_length=40,
        help_text=_("Of a client manager only: whose login it is."),
    )

    def clean_manager(self) -> Manager | None:
        """Return whose staff number it is."""
        number = self.cleaned_data["manager"]
        if not number:
            return None
        found = Manager.objects.filter(pk=number).first()
        if found is None:
            raise forms.ValidationError(
                gettext("There is no staff number %(number)s") % {"number": number}
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for the number where the role has one, and for none where it has none."""
        cleaned = super().clean() or {}
        if "manager" in cleaned and (cleaned.get("role") == User.Role.MANAGER) != bool(
            cleaned["manager"]
        ):
            self.add_error(
                "manager",
                gettext("A client manager's login has a staff number, any other has none"),
            )
        return cleaned
