"""The field for a bank's master."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class BringForm(forms.Form):
    file = forms.FileField(
        label=_("PowerPoint file"),
        help_text=_(
            "A .pptx of 16:9 with the bank's slide master; sample slides in it are not taken."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".pptx"}),
    )
