"""What a draft begins with: a shipped scheme, a version there is, or a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from scoring.editor.read import newest_versions
from scoring.models import Scheme
from scoring.scheme.problems import SchemeError
from scoring.scheme.reading import KILOBYTES, text_of
from scoring.scheme.shipped import shipped

VERSION, SHIPPED = "version:", "shipped:"
LARGEST = 2**62
"""Keys of tables are smaller."""


class BeginForm(forms.Form):
    """One of the schemes there are, or a file in its place."""

    source = forms.ChoiceField(label=_("Begin with"), required=False)
    file = forms.FileField(
        label=_("Or with a file"), required=False, help_text=_("A scheme as TOML, at most 64 kB.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = cast(forms.ChoiceField, self.fields["source"])
        asked = str(self.initial.get("source") or self.data.get("source") or "")
        own = [(f"{SHIPPED}{one.name}", f"{one.title} ({one.name})") for one in shipped()]
        source.choices = [
            (_("Schemes of the bank"), list(_versions(asked))),
            (_("Shipped schemes"), own),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("source") and not cleaned.get("file"):
            self.add_error("source", _("Choose a scheme, or a file"))
        file = cleaned.get("file")
        if file is not None:
            # No more is read than tells that it is too large.
            try:
                cleaned["text"] = text_of(file.read(KILOBYTES * 1024 + 1), file=file.name)
            except SchemeError as error:
                for problem in error.problems:
                    self.add_error("file", problem.expected)
            if "\0" in cleaned.get("text", ""):
                self.add_error("file", _("The text holds signs that no text file has"))
        return cleaned

    @property
    def beginning(self) -> tuple[str, Scheme | None]:
        """Return the text to begin with, and the version it is of."""
        if "text" in self.cleaned_data:
            return self.cleaned_data["text"], None
        source: str = self.cleaned_data["source"]
        if source.startswith(VERSION):
            base = Scheme.objects.get(pk=source.removeprefix(VERSION))
            return base.source, base
        name = source.removeprefix(SHIPPED)
        return next(one.text for one in shipped() if one.name == name), None


def _versions(asked: str) -> Iterator[tuple[str, str]]:
    """Yield the newest version of every scheme, and an older one that somebody came with."""
    newest = list(newest_versions())
    number = asked.removeprefix(VERSION)
    if asked.startswith(VERSION) and number.isdecimal() and int(number) < LARGEST:
        older = Scheme.objects.filter(pk=number).exclude(pk__in=[one.pk for one in newest])
        newest += older
    for one in newest:
        yield f"{VERSION}{one.pk}", f"{one.heading} ({one.name} {one.version})"
