"""What is typed and not sent goes along with a switch, and is asked about before anything else."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from perfcenter.demo.logins import HR
from tests.browser.conftest import told
from tests.browser.test_path import log_in, log_out, sign_in
from tests.browser.test_two_windows import FACTS, PROBLEMS

pytestmark = pytest.mark.browser
TYPED = "Not sent yet"
WORDS = '写了很久的一段 <b>&"\n第二行'


@pytest.fixture
def password(page: Page, asked: list[str]) -> Iterator[Page]:
    """A form of passwords, which no switch takes along."""
    log_in(page, HR)
    page.goto("/password/")
    yield page
    log_out(page)


@pytest.fixture(scope="module")
def facts(demo_folder) -> dict[str, str]:
    return json.loads(told(demo_folder, FACTS))


@pytest.fixture
def report(page: Page, facts, asked: list[str]) -> Iterator[Page]:
    """Somebody's own report, with words in it that are not sent."""
    log_in(page, facts["writer"])
    page.goto(f"/cycles/{facts['cycle']}/report/")
    page.locator(PROBLEMS).fill(WORDS)
    page.locator("input[name=target_DEP]").fill("475.5")
    yield page
    log_out(page)


@pytest.mark.parametrize("leave", ["language", "theme", "link", "reload"])
def test_typed_words_are_asked_about_before_the_page_goes(password: Page, asked, leave):
    page = password
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


def test_an_untouched_page_goes_without_a_question(password: Page, asked):
    page = password
    page.locator("a.brand").click()
    page.wait_for_url(lambda url: "/password/" not in url)
    assert asked == []


def test_what_is_sent_goes_without_a_question(password: Page, asked):
    page = password
    for field in page.locator("main form input:not([type=hidden])").all():
        field.fill(TYPED)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("main form button").first.click()
    page.wait_for_load_state()
    assert asked == []


@pytest.mark.parametrize(
    ("switch", "after"), [("form.lang button[value=en]", "html[lang=en]"),
                          ("form.theme button[value=dark]", "html[data-theme=dark]")],
)  # fmt: skip
def test_a_switch_takes_along_what_was_typed_and_then_guards_it(report: Page, asked, switch, after):
    report.evaluate(f"document.querySelector({switch!r}).click()")
    expect(report.locator(after)).to_be_attached()
    expect(report.locator(PROBLEMS)).to_have_value(WORDS)
    expect(report.locator("input[name=target_DEP]")).to_have_value("475.5")
    assert asked == []
    report.evaluate("location.reload()")
    report.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(report.locator(PROBLEMS)).to_have_value(WORDS)


def test_after_the_session_has_ended_the_form_stands_filled_behind_the_login(
    report: Page, facts, asked
):
    report.context.clear_cookies(name="sessionid")
    report.get_by_role("button", name="保存草稿").click()
    expect(report.locator("h1")).to_contain_text("登录已失效")
    report.locator("main a.button.primary").click()
    sign_in(report, facts["writer"])
    expect(report.locator(PROBLEMS)).to_have_value(WORDS)
    expect(report.locator("input[name=target_DEP]")).to_have_value("475.5")
    expect(report.locator("main .unsent")).to_be_visible()
    assert asked == []
    report.get_by_role("button", name="丢弃所填内容").click()
    expect(report.locator("main .unsent")).to_have_count(0)
    expect(report.locator(PROBLEMS)).not_to_have_value(WORDS)
    assert asked == []
