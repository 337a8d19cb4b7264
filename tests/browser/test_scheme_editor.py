"""A scheme made in the browser: looked at while one types, saved, made a version."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from perfcenter.demo.logins import HR
from tests.browser.test_path import log_in, log_out

pytestmark = pytest.mark.browser


def test_from_a_shipped_scheme_to_a_version(page: Page, asked):
    log_in(page, HR)
    page.goto("/scheme-drafts/new/")
    page.get_by_label("以此为起点").select_option("shipped:standing")
    page.get_by_role("button", name="建立草稿").click()
    page.get_by_label("考核方案名称").fill("made-here")
    page.get_by_label("考核方案名称").fill("Made here")
    expect(page.locator("#live .told")).to_be_visible()
    expect(page.locator("#f-name-e .error-line")).to_be_visible()
    page.get_by_label("考核方案名称").fill("made-here")
    expect(page.locator("#live .told")).to_have_count(0)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="检查并生成版本").click()
    page.get_by_role("button", name="生成第1版").click()
    page.wait_for_url("**/schemes/made-here/1/")
    assert asked == []
    log_out(page)


def test_a_judgment_is_weighed_while_the_dot_moves(page: Page, asked):
    log_in(page, HR)
    page.goto("/scheme-drafts/new/?source=shipped:balanced")
    page.get_by_label("以此为起点").select_option("shipped:balanced")
    page.get_by_role("button", name="建立草稿").click()
    page.get_by_role("link", name="维度权重（AHP）").click()
    before = page.locator("#live .figure").inner_text()
    assert before == "0.0054"
    page.locator('input[name="j.0.0"][value="1/9"]').check()
    expect(page.locator("#live .figure")).not_to_have_text(before)
    expect(page.locator("#said-j-0-0")).to_contain_text("客户比财务9倍重要")
    page.get_by_role("button", name="保存").click()
    expect(page.locator('input[name="j.0.0"][value="1/9"]')).to_be_checked()
    assert asked == []
    log_out(page)


def test_the_effect_stands_beside_the_forms_while_one_types(page: Page, asked):
    log_in(page, HR)
    page.goto("/scheme-drafts/new/?source=version:1")
    page.get_by_label("以此为起点").select_option("shipped:balanced")
    page.get_by_role("button", name="建立草稿").click()
    page.get_by_role("link", name="显示影响").click()
    expect(page.locator("#beside .finding")).to_contain_text("0人综合得分有变")
    page.get_by_label("达标线").fill("80")
    expect(page.locator("#live")).to_contain_text("尚未保存")
    expect(page.locator("#beside tbody tr")).to_have_count(5)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#beside tbody tr")).to_have_count(5)
    page.locator("#beside a").click()
    expect(page.get_by_label("首月")).to_be_visible()
    assert asked == []
    log_out(page)
