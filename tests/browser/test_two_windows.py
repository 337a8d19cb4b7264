"""Two windows on one self-review, and what was refused: nothing typed goes without a question."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import told
from tests.browser.test_path import log_in, log_out

pytestmark = pytest.mark.browser
FACTS = """
import json
from reviews.models import AnnualReport
from scoring.models import Cycle
cycle = Cycle.objects.filter(scheme__name='linjiang').first()
reports = AnnualReport.objects.filter(cycle=cycle)
waiting = reports.filter(state='submitted', manager__supervisor__isnull=False).last()
print(json.dumps({'cycle': cycle.code, 'writer': reports.filter(state='draft').last().manager_id,
    'reviewed': waiting.manager_id, 'reviewer': waiting.manager.supervisor_id}))
"""
PROBLEMS = "textarea[name=problems]"


@pytest.fixture
def facts(demo_folder) -> dict[str, str]:
    return json.loads(told(demo_folder, FACTS))


@pytest.fixture
def report(page: Page, facts):
    """The writer's own report, open to be written."""
    log_in(page, facts["writer"])
    page.goto(f"/cycles/{facts['cycle']}/report/")
    yield page
    log_out(page)


def test_a_refused_page_that_still_holds_words_asks_before_it_is_left(report: Page, asked):
    report.locator(PROBLEMS).fill("写了很久的一段")
    report.locator("input[name=target_DEP]").fill("四百")
    report.get_by_role("button", name="保存草稿").click()
    expect(report.locator(".obstacle")).to_be_visible()
    assert asked == []
    report.locator("a.brand").click()
    report.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(report.locator(PROBLEMS)).to_have_value("写了很久的一段")


def test_the_question_before_approval_asks_before_it_is_left(page: Page, facts, asked):
    log_in(page, facts["reviewer"])
    page.goto(f"/cycles/{facts['cycle']}/reports/{facts['reviewed']}/")
    page.locator("textarea[name=comment_goals]").fill("同意，按季度核对。")
    page.locator("input[name=score_POSTLOAN][value='90']").check(force=True)
    page.locator("input[name=basis_POSTLOAN]").fill("贷后检查及时。")
    page.get_by_role("button", name="批准").click()
    expect(page.locator("h1")).to_contain_text("批准")
    page.locator("a.brand").click()
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="返回").click()
    expect(page.locator("textarea[name=comment_goals]")).to_have_value("同意，按季度核对。")
    page.locator("a.brand").click()
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"] * 2
    log_out(page)


def test_of_two_texts_the_one_that_is_chosen_stays(report: Page):
    other = report.context.new_page()
    other.goto(report.url)
    other.locator(PROBLEMS).fill("另一窗口的问题")
    other.locator("textarea[name=goals]").fill("另一窗口的目标")
    other.get_by_role("button", name="保存草稿").click()
    expect(other.locator(".message, .messages, [role=status]").first).to_be_visible()
    other.close()
    report.locator(PROBLEMS).fill("本窗口的问题")
    report.get_by_role("button", name="保存草稿").click()
    expect(report.locator(".two-texts")).to_have_count(1)
    expect(report.locator("textarea[name=goals]")).to_have_value("另一窗口的目标")
    report.get_by_label("保留另一窗口的内容").check()
    report.get_by_role("button", name="保存草稿").click()
    expect(report.locator(PROBLEMS)).to_have_value("另一窗口的问题")
    expect(report.locator(".two-texts")).to_have_count(0)
