"""What is typed when a month is closed or opened again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portfolio.close.write import LONGEST_REASON, SHORTEST_REASON
from portfolio.months import month_text


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3, "class": "short"})
    return forms.CharField(
        label=label,
        help_text=help_text,
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=area,
    )


class ExplainForm(forms.Form):
    """Why a month is closed in spite of what stands against it."""

    explained = _words(
        _("Why it is closed all the same"), _("It is kept with the month and in the audit log.")
    )

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needed:
            del self.fields["explained"]


class MonthsForm(forms.Form):
    """Which of the open months are to be closed."""

    def __init__(self, *args: Any, months: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["months"] = forms.TypedMultipleChoiceField(
            label=_("Months"),
            coerce=int,
            choices=[(month, month_text(month)) for month in months],
            initial=list(months),
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Choose a month"),
                "invalid_choice": _("%(value)s is not open any more"),
            },
        )


class ReasonForm(forms.Form):
    """Why a closed month is to be opened again."""

    reason = _words(_("Reason"), _("The second person reads it, and it stays in the audit log."))


class AnswerForm(forms.Form):
    """Why a month stays closed."""

    answer = _words(_("Why it stays closed"), _("Who asked reads it here."))
