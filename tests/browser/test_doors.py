"""The doors in a browser: tries left are said; what cannot be recorded is not printed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from perfcenter.demo.logins import ADMINISTRATOR, AUDITOR, HR
from tests.browser.conftest import ROOT, environment
from tests.browser.test_path import log_in, log_out

pytestmark = pytest.mark.browser
REFUSED = "打印未能记入审计日志"


def prints(folder) -> list[str]:
    """The pages that the log says were printed."""
    script = (
        "from perfcenter.models import AuditEntry;"
        "found = AuditEntry.objects.filter(action='page.print');"
        "print(*found.values_list('object_key', flat=True))"
    )
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", script],
        cwd=ROOT, env=environment(folder), check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.split()


def shown_on_paper(page: Page, selector: str) -> bool:
    page.emulate_media(media="print")
    shown = page.locator(selector).is_visible()
    page.emulate_media(media="screen")
    return shown


def test_a_page_that_is_printed_is_recorded(page, demo_folder):
    log_in(page, AUDITOR)
    page.goto("/schemes/")
    page.pdf()
    assert "/schemes/" in prints(demo_folder)
    assert shown_on_paper(page, "h1")
    assert not shown_on_paper(page, ".print-refusal")
    log_out(page)


def test_a_page_whose_print_cannot_be_recorded_is_not_printed(page, demo_folder):
    log_in(page, AUDITOR)
    page.goto("/cycles/")
    log_out(page)  # a page from before: whose it is cannot be recorded any more
    page.pdf()
    assert "/cycles/" not in prints(demo_folder)
    assert not shown_on_paper(page, "h1")
    assert shown_on_paper(page, ".print-refusal")
    expect(page.locator(".print-refusal")).to_contain_text(REFUSED)


def test_who_is_locked_out_is_let_in_by_the_administrator(page):
    for left in (5, 4, 3, 2, 1):
        knock(page, "hr", "wrong")
        expect(page.locator(".error-line")).to_contain_text(f"还可再试{left}次")
    knock(page, "hr", "wrong")
    expect(page.locator(".error-line")).to_contain_text("5分钟后可再试")
    log_in(page, ADMINISTRATOR)
    page.get_by_role("row", name="方丽").get_by_role("button", name="解锁").click()
    expect(page.get_by_role("status")).to_contain_text("已解锁")
    log_out(page)
    log_in(page, "hr")
    log_out(page)


def knock(page: Page, name: str, password: str) -> None:
    page.goto("/login/")
    page.get_by_label("工号").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_load_state()


def test_the_print_button_prints(page):
    log_in(page, HR)
    page.goto("/")
    page.goto(page.locator(".main a[href$='/board/']").first.get_attribute("href"))
    page.goto(page.locator("a[href*='/scores/']").first.get_attribute("href"))
    page.evaluate("window.print = () => { document.title = 'printing'; }")
    page.locator("[popovertarget=printing]").click()
    expect(page).to_have_title("printing")
    log_out(page)
