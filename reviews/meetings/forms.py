"""What is typed of talks: the check-in, a note, the day of the month."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.meetings.write import LAST_DAY
from reviews.models.meetings import TALK_LIMIT
from reviews.report.fields import LongText
from reviews.steps.fields import DayField


class CheckInForm(forms.Form):
    """What stands, and one's own words on it."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    held_on = DayField(label=_("Day of the talk"))
    standing = LongText(
        label=_("What stands"), max_length=TALK_LIMIT, widget=forms.Textarea(attrs={"rows": 5})
    )
    words = LongText(
        label=_("What you say of it"), max_length=TALK_LIMIT, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class NoteForm(forms.Form):
    """A note of a talk; private ones are their author's alone."""

    held_on = DayField(label=_("Day of the talk"))
    text = LongText(
        label=_("What was said"), max_length=TALK_LIMIT, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_private = forms.BooleanField(label=_("Private: for me alone"), required=False)


class RuleForm(forms.Form):
    """Until which day of each month talks are held."""

    read = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    day = forms.IntegerField(
        label=_("Talks are due by this day of each month"), min_value=1, max_value=LAST_DAY,
        required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Empty: nothing is due. A day on a weekend stays where it is."),
    )  # fmt: skip


class TalkSearch(forms.Form):
    """Part of a name or staff number."""

    q = forms.CharField(label=_("Name or staff no."), required=False, max_length=100)
