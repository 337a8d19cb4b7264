"""The rows of HR's page of sections: typed, added, moved and taken out before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.models import TEXT_LIMIT, Section
from reviews.sections.read import ADDED
from reviews.sections.templates import Asked, templates
from reviews.sections.write import MOST

NUMERIC = {"inputmode": "numeric"}


class SectionForm(forms.Form):
    """One section; its code stays what it was begun with."""

    code = forms.CharField(max_length=20, widget=forms.HiddenInput)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=60)
    title = forms.CharField(label=_("Title in English"), max_length=60, required=False)
    guidance_zh = forms.CharField(
        label=_("Guidance in Chinese"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "short"}),
    )  # fmt: skip
    guidance = forms.CharField(
        label=_("Guidance in English"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "short"}),
    )  # fmt: skip
    topic = forms.ChoiceField(
        label=_("What it is about"), choices=Section.Topic,
        help_text=_("Decides which figures stand beside it, and which slide shows it."),
    )  # fmt: skip
    limit = forms.IntegerField(
        label=_("Most characters"), min_value=1, max_value=TEXT_LIMIT,
        widget=forms.TextInput(attrs=NUMERIC),
    )  # fmt: skip
    is_required = forms.BooleanField(label=_("Has to be written"), required=False)

    @property
    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)


class TemplateForm(forms.Form):
    """Which template to begin with instead."""

    template = forms.ChoiceField(label=_("Template"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, one.name) for one in templates().values()]
        self.fields["template"].choices = choices  # type: ignore[attr-defined] # a ChoiceField


Row = dict[str, Any]


def rows_of(sections: Sequence[Section | Asked]) -> list[Row]:
    """Return what the rows hold for these sections."""
    names = Asked.__dataclass_fields__
    return [{name: getattr(section, name) for name in names} for section in sections]


def rows_sent(data: Mapping[str, str]) -> list[Row]:
    """Return what was sent, row by row."""
    text = data.get("rows", "")
    count = min(int(text), MOST) if text.isascii() and text.isdecimal() else 0
    names = SectionForm.base_fields
    return [{name: data.get(f"s{at}-{name}", "") for name in names} for at in range(count)]


def forms_of(rows: Sequence[Row], *, is_sent: bool) -> list[SectionForm]:
    """Return a form a row: bound where the rows were sent."""
    if not is_sent:
        return [SectionForm(initial=row, prefix=f"s{at}") for at, row in enumerate(rows)]
    return [
        SectionForm({f"s{at}-{name}": value for name, value in row.items()}, prefix=f"s{at}")
        for at, row in enumerate(rows)
    ]


def moved(rows: list[Row], action: str) -> list[Row]:
    """Return the rows after a button that moves, adds or takes out one.

    >>> [row["code"] for row in moved([{"code": "a"}, {"code": "b"}], "up-1")]
    ['b', 'a']
    """
    verb, _dash, place = action.partition("-")
    at = int(place) if place.isascii() and place.isdecimal() else -1
    found = list(rows)
    if verb == "add" and len(found) < MOST:
        return [*found, _new(found)]
    if not 0 <= at < len(found):
        return found
    if verb == "out":
        del found[at]
    elif verb in {"up", "down"}:
        other = at - 1 if verb == "up" else at + 1
        if 0 <= other < len(found):
            found[at], found[other] = found[other], found[at]
    return found


def _new(rows: Sequence[Row]) -> Row:
    taken = {row["code"] for row in rows}
    code = next(f"{ADDED}{n}" for n in range(1, MOST + 2) if f"{ADDED}{n}" not in taken)
    empty = rows_of([Asked(code, title="", title_zh="")])[0]
    return {**empty, "is_required": "on"}
