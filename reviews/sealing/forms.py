"""Why a sealed cycle is opened again, and why it is not."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.sealing.write import LONGEST, SHORTEST


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is opened again"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Why it stays sealed"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
