"""Writes what was typed into the form of a page that it was typed into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.html import escape

from perfcenter.site.typed import Pair
from perfcenter.site.unsent.markup import Attributes, Control, Form, Page
from perfcenter.site.unsent.store import Unsent

CARRIED = ("asked", "keep_")
"""Names that a page has only while it asks: they go along, so that it asks again."""


@dataclass
class Filled:
    """A page with a form filled, and what of it has no field there any more."""

    text: str
    left: list[Pair] = field(default_factory=list)


def filled(text: str, address: str, unsent: Unsent) -> Filled | None:
    """Return the page with the form filled; None where it has no such form."""
    page = Page(text, address)
    form = _form_of(page, unsent)
    if form is None:
        return None
    left = unsent.values
    edits: list[tuple[int, int, str]] = []
    if any(control.is_typed for control in form.controls):
        edits.append((form.start, form.end, _tag("form", {**form.attributes, "data-unsaved": ""})))
        for control in form.controls:
            if control.is_filled:
                edits += _edits(control, left)
        edits.append((form.close, form.close, _carried(left)))
    for control in form.controls:
        if control.tag == "button" or control.kind == "submit":
            left.pop(control.name, None)
    for start, end, written in sorted(edits, reverse=True):
        text = text[:start] + written + text[end:]
    return Filled(text, [(name, typed) for name, texts in left.items() for typed in texts])


def with_band(text: str, band: str) -> str:
    """Return the page with a band at the top of its main part."""
    place = Page(text, "").main
    return text if place is None else text[:place] + band + text[place:]


def _form_of(page: Page, unsent: Unsent) -> Form | None:
    """Return the form that was sent: of those that go to the address the one that is most like."""
    path, names = urlsplit(unsent.action).path, set(unsent.values)
    found = [form for form in page.forms if urlsplit(form.action).path == path]
    return max(found, key=lambda form: len(form.names & names), default=None)


def _edits(control: Control, left: dict[str, list[str]]) -> Iterator[tuple[int, int, str]]:
    """Yield what changes in the page for one control; what stands in it is left no more."""
    texts = left.get(control.name, [])
    if control.kind in {"checkbox", "radio"}:
        yield _chosen(control, texts, "checked")
    elif control.tag == "select":
        for option in control.options:
            yield _chosen(option, texts, "selected")
    elif texts:
        yield _written(control, texts.pop(0))
    if not texts:
        left.pop(control.name, None)


def _chosen(control: Control, texts: list[str], how: str) -> tuple[int, int, str]:
    attributes = {name: value for name, value in control.attributes.items() if name != how}
    if control.value in texts:
        texts.remove(control.value)
        attributes[how] = ""
    return control.start, control.end, _tag(control.tag, attributes)


def _written(control: Control, text: str) -> tuple[int, int, str]:
    if control.tag == "textarea":
        return control.end, control.close, "\n" + escape(text)
    return control.start, control.end, _tag("input", {**control.attributes, "value": text})


def _carried(left: dict[str, list[str]]) -> str:
    names = [name for name in left if name.startswith(CARRIED)]
    return "".join(
        _tag("input", {"type": "hidden", "name": name, "value": text})
        for name in names
        for text in left.pop(name)
    )


def _tag(tag: str, attributes: Attributes) -> str:
    words = [f' {name}="{escape(value or "")}"' for name, value in attributes.items()]
    return f"<{tag}{''.join(words)}>"
