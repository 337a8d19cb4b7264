"""What is typed about contracts: their wording, by when they are signed, the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.contracts.write import WORDING_LIMIT
from reviews.models import ContractWording
from reviews.report.fields import LongText
from reviews.steps.fields import DayField
from scoring.cycles.changing import LONGEST_REASON


class WordingForm(forms.Form):
    """A version of the wording in both languages."""

    read = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    text_zh = LongText(
        label=_("Wording in Chinese"), max_length=WORDING_LIMIT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("{name}, {number}, {cycle} and {bank} stand for what they say."),
    )  # fmt: skip
    text = LongText(
        label=_("Wording in English"), max_length=WORDING_LIMIT, required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )  # fmt: skip


class CallForm(forms.Form):
    """In which wording, and by when people sign."""

    read = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    wording = forms.ModelChoiceField(
        label=_("Wording"), queryset=ContractWording.objects.none(), empty_label=None
    )
    due = DayField(label=_("To be signed by"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["wording"]
        field.queryset = ContractWording.objects.all()
        field.label_from_instance = lambda one: _("Version %(number)s") % {"number": one.version}


class AnswerForm(forms.Form):
    """Somebody's answer to her contract; a reason where she does not sign."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why you refuse to sign"), max_length=LONGEST_REASON, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "short"}),
    )  # fmt: skip


class CounterForm(forms.Form):
    """A reviewer's answer to a contract that was signed; a reason where she does not sign."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why you do not countersign"), max_length=LONGEST_REASON, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "short"}),
    )  # fmt: skip


class StandingSearch(forms.Form):
    """Part of a name or staff number, and where the contract stands."""

    q = forms.CharField(label=_("Name or staff no."), required=False, max_length=100)
    state = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
