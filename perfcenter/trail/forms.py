"""Searching the audit log."""

from django import forms
from django.utils.translation import gettext_lazy as _

from perfcenter.trail.words import ACTIONS


class AuditSearch(forms.Form):
    """Who did what to which object."""

    actor = forms.CharField(label=_("Who"), required=False, max_length=100)
    action = forms.ChoiceField(
        label=_("Action"), required=False, choices=[("", _("All")), *ACTIONS.items()]
    )
    target = forms.CharField(label=_("Object"), required=False, max_length=200)
