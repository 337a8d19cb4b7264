"""The forms of a page, as its markup has them: where each control stands and what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

Attributes = dict[str, str | None]


@dataclass
class Control:
    """An input, a text area, a choice or a button: its attributes and its places in the page."""

    tag: str
    attributes: Attributes
    start: int
    end: int  # of the tag that opens it
    close: int = 0  # where the content of a text area ends
    text: str = ""
    options: list[Control] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.attributes.get("name") or ""

    @property
    def kind(self) -> str:
        return (self.attributes.get("type") or "text").lower() if self.tag == "input" else self.tag

    @property
    def value(self) -> str:
        if self.tag == "textarea":
            return self.text.removeprefix("\n")
        value = self.attributes.get("value")
        if value is None:
            return "on" if self.kind in {"checkbox", "radio"} else self.text.strip()
        return value

    @property
    def is_typed(self) -> bool:
        """Whether somebody says something by it."""
        return self.is_filled and self.kind != "hidden"

    @property
    def is_filled(self) -> bool:
        """Whether what was kept can stand in it."""
        other = {"button", "submit", "reset", "image", "password", "file"}
        return bool(self.name) and self.kind not in other and "disabled" not in self.attributes


@dataclass
class Form:
    """A form that posts: where it goes, where its tag stands, its controls."""

    action: str
    attributes: Attributes
    start: int
    end: int
    close: int = 0
    controls: list[Control] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return {control.name for control in self.controls if control.name}


class Page(HTMLParser):
    """Reads the forms of a page, and where its main part begins."""

    def __init__(self, text: str, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.main: int | None = None
        self._address = address
        self._open: Form | None = None
        self._by_id: dict[str, Form] = {}
        self._elsewhere: list[tuple[str, Control]] = []
        self._control: Control | None = None
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(text)
        self.close()
        for owner, control in self._elsewhere:
            if owner in self._by_id:
                self._by_id[owner].controls.append(control)

    @property
    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start, attributes = self._place, dict(attrs)
        end = start + len(self.get_starttag_text() or "")
        if tag == "main":
            self.main = end
        elif tag == "form":
            self._begin(attributes, start, end)
        elif tag in {"input", "textarea", "select", "button"}:
            self._control = Control(tag, attributes, start, end)
            self._take(self._control)
        elif tag == "option" and self._control and self._control.tag == "select":
            self._control.options.append(Control(tag, attributes, start, end))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._open:
            self._open.close, self._open = self._place, None
        elif tag in {"textarea", "select", "button"} and self._control:
            self._control.close, self._control = self._place, None

    def handle_data(self, data: str) -> None:
        control = self._control
        if control is None:
            return
        if control.tag == "textarea":
            control.text += data
        elif control.options:
            control.options[-1].text += data

    def _begin(self, attributes: Attributes, start: int, end: int) -> None:
        if (attributes.get("method") or "").lower() != "post":
            return
        action = urljoin(self._address, attributes.get("action") or self._address)
        self._open = Form(action, attributes, start, end)
        self.forms.append(self._open)
        if number := attributes.get("id"):
            self._by_id[number] = self._open

    def _take(self, control: Control) -> None:
        if owner := control.attributes.get("form"):
            self._elsewhere.append((owner, control))
        elif self._open:
            self._open.controls.append(control)
