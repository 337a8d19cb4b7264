"""What every step of a setup is: its page's context, and what saving it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse

from perfcenter.ui.requests import StaffRequest
from reviews.models import Setup
from reviews.setup import page as shown


class Invalid(Exception):  # noqa: N818 - it is an answer, not an error
    """What was typed cannot be taken; `context` has the forms with what is wrong."""

    def __init__(self, **context: Any) -> None:
        self.context = context
        super().__init__()


@dataclass(frozen=True)
class Saved:
    """Where to go on, and what was done."""

    url: str
    said: str = ""


class Step:
    """A step: `context` is what its page is given, `save` does what was posted."""

    name: ClassVar[str]
    template: ClassVar[str]

    def __init__(self, request: StaffRequest, setup: Setup) -> None:
        self.request, self.setup = request, setup

    @property
    def posted(self) -> Any:
        return self.request.POST if self.request.method == "POST" else None

    @property
    def said(self) -> dict[str, Any]:
        """The version that the page had, and who acts."""
        text = self.request.POST.get("version", "")
        version = int(text) if text.isascii() and text.isdecimal() else 0
        return {"setup": self.setup, "version": version, "actor": self.request.user}

    def context(self) -> dict[str, Any]:
        raise NotImplementedError

    def save(self) -> Saved:
        raise NotImplementedError

    def onwards(self) -> Saved:
        return self.at(shown.next_step(self.name))

    def at(self, step: str, said: str = "", query: str = "") -> Saved:
        return Saved(reverse("reviews:setup_step", args=[self.setup.pk, step]) + query, said)
