"""Searching the audit log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perfcenter.trail.words import all_of


def _actions() -> list[tuple[str, Any]]:
    return [("", _("All")), *sorted(all_of("actions").items(), key=lambda pair: str(pair[1]))]


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("All")), *sorted(all_of("kinds").items(), key=lambda pair: str(pair[1]))]


def _day(label: Any) -> forms.DateField:
    """Return a field for a day, as every browser's calendar sends it."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    wrong = {"invalid": _("Write a day as 2026-12-31.")}
    return forms.DateField(
        label=label,
        required=False,
        widget=widget,
        input_formats=["%Y-%m-%d"],
        error_messages=wrong,
    )


class AuditSearch(forms.Form):
    """Who did what to which object, and when."""

    since = _day(_("From"))
    until = _day(_("To"))
    actor = forms.CharField(label=_("Who"), required=False, max_length=100)
    action = forms.ChoiceField(label=_("Action"), required=False, choices=_actions)
    kind = forms.ChoiceField(label=_("Kind of object"), required=False, choices=_kinds)
    target = forms.CharField(label=_("Object"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is before the first one."))
        return found
