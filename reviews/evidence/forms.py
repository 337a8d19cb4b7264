"""The form for a file: which section it bears out, and the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perfcenter.ui.uploads import MEGABYTE
from reviews.evidence.checking import CHECKS, ENDINGS, MOST_BYTES
from reviews.models import Section
from reviews.sections.read import heading


class FileForm(forms.Form):
    section = forms.ChoiceField(label=_("Section"))
    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(CHECKS)}),
        max_length=200,
    )

    def __init__(self, *args: Any, asked: Sequence[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, heading(one, asked)) for one in asked]
        self.fields["section"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        words = {"endings": ENDINGS, "count": MOST_BYTES // MEGABYTE}
        self.fields["file"].help_text = (
            _("%(endings)s; at most %(count)s MB. Pictures are kept without place and camera.")
            % words
        )
