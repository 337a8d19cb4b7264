"""A self-review saves itself: without a connection, in two windows, and after a reload."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import told
from tests.browser.test_path import log_in, log_out

pytestmark = pytest.mark.browser
FACTS = """
import json
import re
from reviews.models import AnnualReport
from scoring.models import Cycle
cycle = Cycle.objects.filter(scheme__name='linjiang').first()
report = AnnualReport.objects.filter(cycle=cycle, state='draft').order_by('pk').first()
print(json.dumps({'cycle': cycle.code, 'writer': report.manager_id}))
"""
OFFLINE = "internetdisconnected"
PROBLEMS, GOALS = "textarea[name=problems]", "textarea[name=goals]"
IMPROVEMENTS = "textarea[name=improvements]"
STATUS = "[data-autosave-status]"
SAVED = re.compile(r"^[\d:]+已保存$")  # as the script says it; the page adds the version
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('perfcenter-unsent:')).length"


@pytest.fixture
def report(page: Page, demo_folder):
    facts = json.loads(told(demo_folder, FACTS))
    log_in(page, facts["writer"])
    page.goto(f"/cycles/{facts['cycle']}/report/")
    yield page
    log_out(page)


def test_what_is_typed_is_there_whatever_becomes_of_the_connection_and_the_windows(report: Page):
    status, context = report.locator(STATUS), report.context
    report.locator(PROBLEMS).fill("自动保存的问题")
    expect(status).to_have_text(SAVED)
    assert report.evaluate(KEPT) == 0

    # Without a connection it stays on the device, and is offered when the page is opened again.
    context.set_offline(True)
    report.locator(PROBLEMS).fill("断网时写的问题")
    expect(status).to_contain_text("保留在本机")
    report.once("dialog", lambda dialog: dialog.accept())
    report.route(
        report.url, lambda route: route.abort(OFFLINE), times=1
    )  # what it tries at once again
    context.set_offline(False)
    expect(status).to_contain_text("保留在本机")
    report.reload()
    expect(report.locator(PROBLEMS)).to_have_value("自动保存的问题")
    report.get_by_role("button", name="填入").click()
    expect(report.locator(PROBLEMS)).to_have_value("断网时写的问题")
    expect(status).to_have_text(SAVED)
    assert report.evaluate(KEPT) == 0

    # Another window's section comes in; where both wrote, both stay until one is chosen.
    other = context.new_page()
    other.goto(report.url)
    other.locator(GOALS).fill("另一窗口的目标")
    other.locator(PROBLEMS).fill("另一窗口的问题")
    expect(other.locator(STATUS)).to_have_text(SAVED)
    other.close()
    report.locator(PROBLEMS).fill("本窗口的问题")
    expect(status).to_contain_text("另一窗口")
    # The other sections go on saving; only the one that differs waits.
    report.locator(IMPROVEMENTS).fill("本窗口的改进")
    expect(status).to_contain_text("已保存，但")
    assert report.evaluate(KEPT) == 1
    other = context.new_page()
    other.goto(report.url)
    expect(other.locator(IMPROVEMENTS)).to_have_value("本窗口的改进")
    expect(other.locator(PROBLEMS)).to_have_value("另一窗口的问题")
    other.close()
    report.locator(IMPROVEMENTS).fill("本窗口的改进，续")
    report.get_by_role("button", name="对比两份内容").click()
    expect(report.locator(".two-texts")).to_have_count(1)
    expect(report.locator(PROBLEMS)).to_have_value("本窗口的问题")
    expect(report.locator(GOALS)).to_have_value("另一窗口的目标")
    expect(report.locator(IMPROVEMENTS)).to_have_value("本窗口的改进，续")
    expect(status).to_contain_text("已保存，但")
    report.get_by_label("保留本窗口的内容").check()
    report.get_by_role("button", name="保存草稿").click()
    expect(report.locator(PROBLEMS)).to_have_value("本窗口的问题")
    expect(report.locator(".kept-here")).to_have_count(0)
