"""Searching the audit log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perfcenter.trail.words import all_of


def _actions() -> list[tuple[str, Any]]:
    return [("", _("All")), *all_of("actions").items()]


class AuditSearch(forms.Form):
    """Who did what to which object."""

    actor = forms.CharField(label=_("Who"), required=False, max_length=100)
    action = forms.ChoiceField(label=_("Action"), required=False, choices=_actions)
    target = forms.CharField(label=_("Object"), required=False, max_length=200)
