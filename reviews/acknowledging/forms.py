"""The forms of acknowledging: the answer, and what narrows HR's list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.acknowledging.read import OPEN
from reviews.models import Acknowledgment
from reviews.models.acknowledging import REASON_LIMIT


class AnswerForm(forms.Form):
    """What she refuses to sign for; signing takes no words."""

    reason = forms.CharField(
        label=_("Why you do not sign"),
        max_length=REASON_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
    )
    read_digest = forms.CharField(widget=forms.HiddenInput)


class AnswersSearch(forms.Form):
    """A name or staff number, and what was answered."""

    q = forms.CharField(label=_("Name or staff no."), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            *Acknowledgment.State.choices,
            (OPEN, _("Not answered yet")),
        ],
    )
