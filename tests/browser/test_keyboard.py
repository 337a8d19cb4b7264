"""Who works by keyboard stays where she is: a row of the tree that is opened keeps the focus."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.test_path import log_in, log_out, staff  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser
FOCUS = "document.activeElement.id"
OPEN = "document.activeElement.getAttribute('aria-expanded')"


@pytest.fixture
def tree(page: Page, staff):  # noqa: F811
    log_in(page, staff["writer"])
    yield f"/cycles/{staff['cycle']}/scores/{staff['writer']}/RORAC/"
    log_out(page)


def press(page: Page) -> str:
    """Press Enter where the focus is, wait for the answer, and return the id that was pressed."""
    pressed = page.evaluate(FOCUS)
    assert pressed
    with page.expect_response(lambda answer: "/RORAC/" in answer.url):
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(100)
    return pressed


def test_a_row_opened_and_closed_by_keyboard_keeps_the_focus(page: Page, tree):
    page.goto(tree)
    page.locator("#tree a.tree-mark").first.focus()
    for level in range(2, 6):
        assert press(page) == page.evaluate(FOCUS)
        assert page.evaluate(OPEN) == "true"
        below = page.locator(f"#tree tr.level-{level} a.tree-mark")
        if not below.count():
            break
        page.keyboard.press("Tab")
    assert level > 3
    assert press(page) == page.evaluate(FOCUS)
    assert page.evaluate(OPEN) == "false"


def test_a_month_opened_by_keyboard_keeps_the_focus(page: Page, tree):
    page.goto(tree)
    for level in range(1, 5):
        page.locator(f"#tree tr.level-{level} a.tree-mark").first.focus()
        press(page)
    page.locator("#tree .detail a").first.focus()
    assert press(page) == page.evaluate(FOCUS)
    assert page.locator("#tree .detail .formula").count()
