"""The small bank with a browser window for everybody who works in it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, copied, serving, told, window, working
from tests.browser.steps import PASSWORD, Bank

MAKE = f"from tests.browser import small_bank; small_bank.make({PASSWORD!r})"


@dataclass
class Windows:
    """The small bank, served; each of its people in a window of her own, logged in once."""

    chromium: Browser
    folder: Path
    server: str
    opened: ExitStack
    people: dict[str, Bank] = field(default_factory=dict)

    def of(self, who: str) -> Bank:
        """Return somebody's window."""
        if who not in self.people:
            self.people[who] = Bank(self.opened.enter_context(window(self.chromium, self.server)))
            self.people[who].enter(who)
        return self.people[who]

    def look(self, step: str, page: Page) -> None:
        """Keep a picture, where somebody has said in which folder."""
        if folder := os.environ.get("LOOKS"):
            page.screenshot(path=f"{folder}/{step}.png", full_page=True)

    def others(self, what: str, *arguments: Any, **named: Any) -> None:
        """Let those whom nobody follows do what `small_bank` says."""
        said = json.dumps([arguments, named])
        told(
            self.folder,
            "import json; from tests.browser import small_bank;"
            f"arguments, named = json.loads({said!r});"
            f"small_bank.{what}(*arguments, **named)",
        )


@contextmanager
def small_bank(
    chromium: Browser, first_day: Path, folder: Path, then: str = ""
) -> Iterator[Windows]:
    """Set the small bank up in a folder, as far as `then` says, and serve it."""
    told(copied(first_day, folder), f"{MAKE};{then}")
    with served(chromium, folder) as windows:
        yield windows


@contextmanager
def served(chromium: Browser, folder: Path) -> Iterator[Windows]:
    """Serve a small bank that is there already, with a worker beside it."""
    expect.set_options(timeout=PATIENCE)
    try:
        with serving(folder) as server, working(folder), ExitStack() as opened:
            yield Windows(chromium, folder, server, opened)
    finally:
        expect.set_options(timeout=5_000)
