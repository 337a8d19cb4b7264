"""What is typed where a prepared publication is declined."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.publishing.write import LONGEST_ANSWER, SHORTEST_ANSWER


class AnswerForm(forms.Form):
    """Why it is not published."""

    answer = forms.CharField(
        label=_("Why it is not published"),
        help_text=_("Who prepared it reads it here."),
        min_length=SHORTEST_ANSWER,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
    )
