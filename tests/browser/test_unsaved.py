"""What is typed and not sent is asked about before the page is left, whatever leads away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from perfcenter.demo.logins import HR
from tests.browser.test_path import log_in, log_out

pytestmark = pytest.mark.browser
TYPED = "Not sent yet"


@pytest.fixture(autouse=True)
def _on_a_form(page: Page, asked: list[str]) -> Iterator[None]:
    log_in(page, HR)
    page.goto("/password/")
    yield
    log_out(page)


@pytest.mark.parametrize("leave", ["language", "theme", "link", "reload"])
def test_typed_words_are_asked_about_before_the_page_goes(page: Page, asked, leave):
    field = page.locator("main form input:not([type=hidden])").first
    field.fill(TYPED)
    ways = {
        "language": "document.querySelector('form.lang button[value=en]').click()",
        "theme": "document.querySelector('form.theme button[value=dark]').click()",
        "link": "document.querySelector('a.brand').click()",
        "reload": "location.reload()",
    }
    page.evaluate(ways[leave])
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert field.input_value() == TYPED


def test_an_untouched_page_goes_without_a_question(page: Page, asked):
    page.locator("a.brand").click()
    page.wait_for_url(lambda url: "/password/" not in url)
    assert asked == []


def test_what_is_sent_goes_without_a_question(page: Page, asked):
    for field in page.locator("main form input:not([type=hidden])").all():
        field.fill(TYPED)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("main form button").first.click()
    page.wait_for_load_state()
    assert asked == []
