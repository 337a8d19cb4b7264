"""The file that a workbook comes back in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Filled workbook"),
        help_text=_("XLSX, as it was downloaded; an empty cell changes nothing."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
