"""What is typed about sessions: who sits in one, a move, its minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.models import User
from reviews.calibration.write import MOST_ATTENDANCE, MOST_MINUTES
from reviews.models import CalibrationSession
from scoring.cycles.changing import LONGEST_REASON

NUMERIC = {"inputmode": "numeric"}


class LoginField(forms.CharField):
    """A user name, cleaned to the user who has it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=150, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the user."""
        return _user(super().clean(value))


class LoginsField(forms.CharField):
    """User names with commas between them, cleaned to the users."""

    def clean(self, value: Any) -> Any:
        """Return the users, each once."""
        text = str(super().clean(value)).replace("，", ",")
        return [_user(name) for name in dict.fromkeys(text.replace(",", " ").split())]


class SessionForm(forms.Form):
    """A group of the cycle, who leads, who looks on, what the quotas ask."""

    group = forms.ChoiceField(label=_("Group"))
    owner = LoginField(label=_("Owner: user name"), help_text=_("Decides, and closes the session."))
    facilitator = LoginField(
        label=_("Facilitator: user name"), help_text=_("Moves grades and writes the minutes.")
    )
    observers = LoginsField(
        label=_("Observers: user names"),
        required=False,
        max_length=1_000,
        help_text=_("With commas between them; they look on."),
    )
    guideline = forms.ChoiceField(
        label=_("Guideline"), choices=CalibrationSession.Guideline.choices
    )
    tolerance = forms.IntegerField(
        label=_("Range: people more or fewer"),
        min_value=0,
        max_value=1_000,
        required=False,
        widget=forms.TextInput(attrs=NUMERIC),
    )
    together = forms.CharField(
        label=_("Grades together"),
        required=False,
        max_length=200,
        help_text=_("Such as A+B, D+E; the others stand alone."),
    )

    def __init__(
        self,
        *args: Any,
        groups: Sequence[tuple[str, str]],
        grades: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.grades, self.groups = grades, groups
        self.fields["group"].choices = groups  # type: ignore[attr-defined] # a ChoiceField

    def clean_together(self) -> list[list[str]]:
        """Return the groups of grades; each grade stands in one, and is one of the scheme's."""
        text = self.cleaned_data["together"].replace("，", ",")
        found = [
            [code.strip() for code in part.split("+") if code.strip()]
            for part in text.split(",")
            if part.strip()
        ]
        codes = [code for group in found for code in group]
        unknown = [code for code in codes if code not in self.grades]
        if unknown or len(set(codes)) < len(codes):
            raise forms.ValidationError(
                gettext("Write each grade once, of these: %(grades)s")
                % {"grades": ", ".join(self.grades)}
            )
        return found

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        data = dict(self.cleaned_data)
        line, _colon, branch = data.pop("group").partition(":")
        return {**data, "line": line, "branch": branch, "tolerance": data["tolerance"] or 0}


class MoveForm(forms.Form):
    """Whose grade becomes which, and why; `who` carries the grade that the page showed."""

    who = forms.ChoiceField(label=_("Client manager"))
    grade = forms.ChoiceField(label=_("Becomes"))
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON)

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]],
        grades: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = people  # type: ignore[attr-defined] # a ChoiceField
        self.fields["grade"].choices = grades  # type: ignore[attr-defined] # a ChoiceField


class MinutesForm(forms.Form):
    """What was said, and who was there."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    attendance = forms.CharField(
        label=_("Who was there"), required=False, max_length=MOST_ATTENDANCE
    )
    minutes = forms.CharField(
        label=_("Minutes"),
        required=False,
        max_length=MOST_MINUTES,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class DropForm(forms.Form):
    """Why a session counts for nothing."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON)


def _user(name: str) -> User:
    found = User.objects.filter(username=name).first()
    if found is None:
        raise forms.ValidationError(gettext("There is no user name %(name)s") % {"name": name})
    return found
