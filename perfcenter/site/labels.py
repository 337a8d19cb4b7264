"""What a field of a form is called, known from its name alone: the form may be what is gone."""

from __future__ import annotations

from collections.abc import Iterator

from django.forms import BaseForm
from django.forms.forms import DeclarativeFieldsMetaclass

from perfcenter.base.registry import field_labels


def label_of(name: str) -> str:
    """Return the words that stand over the field; its name where none are known.

    >>> label_of("nobody-knows-it")
    'nobody-knows-it'
    """
    plain = name.rpartition("-")[2]  # due-reason is the reason of the form of due dates
    for known in (name, plain):
        for label in field_labels:
            if words := label(known):
                return str(words)
        if words := next(_declared(known), ""):
            return words
    return name


def _declared(name: str) -> Iterator[str]:
    """Yield what forms call the field that they declare by this name."""
    for form in _forms(BaseForm):
        field = getattr(form, "base_fields", {}).get(name)
        if field is not None and field.label:
            yield str(field.label)


def _forms(form: type[BaseForm]) -> Iterator[type[BaseForm]]:
    for narrower in form.__subclasses__():
        if isinstance(narrower, DeclarativeFieldsMetaclass):
            yield narrower
            yield from _forms(narrower)
