"""A page's form as a browser would send it back."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.conf import settings

from scoring.scheme.shipped import BALANCED, EXAMPLES

DEMO = settings.BASE_DIR / "perfcenter" / "demo" / "linjiang.toml"
SHIPPED = [BALANCED, *sorted(EXAMPLES.glob("*.toml"))]


def read(path: Any) -> str:
    """Return a scheme file's text, its line ends as they are."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def form_of(content: bytes, marked: str = "editor-form") -> dict[str, list[str]]:
    """Return the fields of the form with a class, as they stand on the page."""
    reader = _Reader(marked)
    reader.feed(content.decode())
    return {k: v for k, v in reader.fields.items() if k != "csrfmiddlewaretoken"}


class _Reader(HTMLParser):
    def __init__(self, marked: str) -> None:
        super().__init__()
        self.marked = marked
        self.fields: dict[str, list[str]] = {}
        self.inside = False
        self.select = self.area = ""
        self.options: list[tuple[str, bool]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        own = dict(attrs)
        if tag == "form":
            self.inside = self.marked in (own.get("class") or "")
        if not self.inside:
            return
        ticked = own.get("type") not in {"checkbox", "radio"} or "checked" in own
        if tag == "input" and own.get("name") and ticked:
            self.fields.setdefault(own["name"], []).append(own.get("value") or "")
        if tag == "select":
            self.select, self.options = own["name"], []
        if tag == "option":
            self.options.append((own.get("value") or "", "selected" in own))
        if tag == "textarea":
            self.area, self.text = own.get("name") or "", ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select:
            chosen = [value for value, is_chosen in self.options if is_chosen]
            self.fields.setdefault(self.select, []).append((chosen or [self.options[0][0]])[0])
            self.select = ""
        if tag == "textarea" and self.area:
            self.fields.setdefault(self.area, []).append(self.text.removeprefix("\n"))
            self.area = ""
        if tag == "form":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data
