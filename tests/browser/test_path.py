"""The whole path once, as people walk it: score sheet, self-review, approval, deck."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from perfcenter.demo.logins import HR, PASSWORD
from tests.browser.charts import Columns, book_with, by_measure, chart_tables, is_shown, sheet_rows
from tests.browser.conftest import told

pytestmark = pytest.mark.browser
WRITER = "许文静"
PERCENT = "任务完成率，%"


@pytest.fixture(scope="module")
def staff(demo_folder) -> dict[str, str]:
    """The staff numbers of the writer and her supervisor, and the cycle in review."""
    script = (
        "from portfolio.models import Manager;"
        "from scoring.models import Cycle;"
        f"m = Manager.objects.get(name={WRITER!r});"
        "c = Cycle.objects.filter(scheme__name='linjiang').first();"
        "print(m.staff_no, m.supervisor_id, c.code)"
    )
    writer, supervisor, cycle = told(demo_folder, script).split()
    return {"writer": writer, "supervisor": supervisor, "cycle": cycle}


def log_in(page: Page, username: str) -> None:
    page.goto("/login/")
    sign_in(page, username)


def sign_in(page: Page, username: str) -> None:
    """Fill in the login that the page has brought."""
    page.get_by_label("工号").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def log_out(page: Page) -> None:
    page.context.clear_cookies()


def test_from_the_score_to_the_approved_deck(page: Page, staff, tmp_path):
    composite = read_and_submit(page, staff)
    approve(page, staff)
    deck = download_deck(page, staff, tmp_path)
    texts = [run for slide in deck.slides for run in words(slide)]
    assert any(WRITER in text for text in texts)
    assert composite in " ".join(texts)
    compare_charts(page, staff, deck)


def read_and_submit(page: Page, staff: dict[str, str]) -> str:
    """The manager reads her score, finishes the self-review and hands it in."""
    log_in(page, staff["writer"])
    expect(page.locator(".equation .total .value")).to_be_visible()
    composite = page.locator(".equation .total .value").inner_text()
    page.goto(f"/cycles/{staff['cycle']}/report/")
    page.locator("textarea[name=goals]").fill("稳住存款，再拓展三户代发企业。")
    page.locator("input[name=target_DEP]").fill("15000")
    page.locator("input[name=action_DEP]").fill("扩大代发")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("textarea[name=goals]")).to_have_value("稳住存款，再拓展三户代发企业。")
    page.get_by_role("button", name="提交给").click()
    expect(page.locator(".badge", has_text="已提交")).to_be_visible()
    expect(page.locator("textarea")).to_have_count(0)
    log_out(page)
    return composite.strip()


def approve(page: Page, staff: dict[str, str]) -> None:
    """The supervisor cannot approve without the judgment, gives it, and approves."""
    log_in(page, staff["supervisor"])
    page.goto("/reviews/")
    page.get_by_role("link", name=WRITER, exact=True).click()
    page.locator("textarea[name=comment_goals]").fill("同意，按季度核对。")
    page.get_by_role("button", name="批准").click()
    expect(page.locator(".band.bad")).to_contain_text("未批准")
    expect(page.locator("textarea[name=comment_goals]")).to_have_value("同意，按季度核对。")
    page.locator("input[name=score_POSTLOAN][value='90']").check(force=True)
    page.locator("input[name=basis_POSTLOAN]").fill("贷后检查及时。")
    page.get_by_role("button", name="批准").click()
    expect(page.locator("h1")).to_contain_text("批准")
    page.get_by_role("button", name="批准").click()
    expect(page.locator(".badge", has_text="已批准").first).to_be_visible()
    log_out(page)


def download_deck(page: Page, staff: dict[str, str], folder: Path) -> Presentation:
    """HR finds her on the board and downloads the deck."""
    log_in(page, HR)
    page.goto(f"/cycles/{staff['cycle']}/board/?q={staff['writer']}")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载PPTX").click()
    path = folder / "deck.pptx"
    download.value.save_as(path)
    return Presentation(io.BytesIO(path.read_bytes()))


def words(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def compare_charts(page: Page, staff: dict[str, str], deck) -> None:
    """Every number behind the three charts is the one on the score sheet."""
    page.goto(f"/cycles/{staff['cycle']}/scores/{staff['writer']}/")
    sheet = sheet_rows(page)
    radar_table, waterfall_table = chart_tables(page)
    compare_waterfall(book_with(deck, "合计，元"), waterfall_table)
    compare_radar(book_with(deck, "得分，精确值"), radar_table, sheet)
    compare_plans(book_with(deck, PERCENT), sheet)


def compare_waterfall(book: Columns, table: dict[str, list[str]]) -> None:
    columns = [book[name] for name in ("存量，元", "增量，元", "合计，元")]
    assert len(table) == len(columns[0]) == 8
    for step, shown in zip(columns[0], table.values(), strict=True):
        for text, column in zip(shown, columns, strict=True):
            # Parts are rounded so that they add up on the page: by less than one unit.
            assert is_shown(text, column[step] / 10_000, units="1"), step


def compare_radar(book: Columns, table: dict[str, list[str]], sheet: dict) -> None:
    scores = by_measure(book, "得分，精确值")
    assert list(scores) == list(table)
    assert len(scores) >= 5
    # The cycle is open: a draft goes from hand to hand and tells nothing of peers.
    assert not any(book["同类中位数，精确值"].values())
    for title, score in scores.items():
        assert is_shown(table[title][0], score), title
        assert is_shown(sheet[title]["score"], score), title


def compare_plans(book: Columns, sheet: dict) -> None:
    percents = by_measure(book, PERCENT)
    assert len(percents) >= 3
    for title, percent in percents.items():
        assert is_shown(sheet[title]["completion"], percent), title
