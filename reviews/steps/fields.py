"""Fields of forms about a cycle: somebody by her staff number, a day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext

from portfolio.models import Manager


class StaffField(forms.CharField):
    """A staff number, cleaned to the manager who has it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the manager; None where nothing was typed and nothing has to be."""
        number = super().clean(value)
        if not number:
            return None
        found = Manager.objects.filter(pk=number).first()
        if found is None:
            raise forms.ValidationError(
                gettext("There is no staff number %(number)s") % {"number": number}
            )
        return found


class DayField(forms.DateField):
    """A day, picked or typed as 2026-11-28."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)
