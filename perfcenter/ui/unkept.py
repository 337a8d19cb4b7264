"""What was typed into a form that can take nothing any more: shown to be copied."""

from __future__ import annotations

from collections.abc import Mapping

from django.forms import Field, Form

Words = list[tuple[str, str]]
"""Label and text of each field."""


def unkept(typed: Form, stands: Form) -> Words:
    """Return label and words of each field that holds other words than what stands."""
    found = []
    for name in typed.fields:
        words, kept = (_words(form, name) for form in (typed, stands))
        is_typed = name not in {"version", "saves"} and not name.startswith("read")
        if is_typed and words and words != kept:
            found.append((str(typed[name].label), words))
    return found


def words_for(fields: Mapping[str, Field], data: Mapping[str, str], prefix: str = "") -> Words:
    """Return what was sent for fields that the page has no more, of those that are shown."""
    front = f"{prefix}-" if prefix else ""
    found = [
        (str(field.label), _as_read(field, data.get(front + name, "").strip()))
        for name, field in fields.items()
        if not field.widget.is_hidden
    ]
    return [(label, words) for label, words in found if words]


def _as_read(field: Field, text: str) -> str:
    """Return a choice by its label, as the page shows it."""
    labels = {str(value): str(label) for value, label in getattr(field, "choices", ())}
    return labels.get(text, text)


def _words(form: Form, name: str) -> str:
    value = form[name].value()
    return "" if value is None else str(value).strip()
