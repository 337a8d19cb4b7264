"""Form fields that take what people type as they mean it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

GROUPED = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)


class TypedNumber(forms.DecimalField):
    """A number with or without thousands commas, in half or full width; kept exactly."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write a number, e.g. 475 or 1,000.5"),
        "min_value": _("Write 0 or more; this measure cannot be negative"),
    }

    def to_python(self, value: Any) -> Any:
        text = unicodedata.normalize("NFKC", str(value or "")).strip().replace("−", "-")
        if text and not GROUPED.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text.replace(",", ""))


class LongText(forms.CharField):
    """A text of several lines; a line's end is one character, as on the screen."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        return _with_plain_ends(super().to_python(value))

    def prepare_value(self, value: Any) -> Any:
        return _with_plain_ends(value)


def _with_plain_ends(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
