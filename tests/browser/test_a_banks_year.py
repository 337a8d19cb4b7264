"""A bank's year without a shell: from an empty database to published grades and a ZIP of decks.

Before it: the migration, and the logins of an administrator and of human resources.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect
from pptx import Presentation

from portfolio.contract import FILES
from tests.browser.conftest import (
    PATIENCE,
    ROOT,
    copied,
    environment,
    serving,
    window,
    working,
)
from tests.browser.steps import Bank, words_of
from tests.portfolio.imports.planted import plant_twenty_kinds, whole_bank1993

pytestmark = pytest.mark.browser
ADMINISTRATOR, HR, SECOND = ("luo", "罗志成"), ("fang", "方丽"), ("jiang", "姜文")
WRITER, SUPERVISOR = "011", "SR01"
PASSWORD_SAID = re.compile(r"(\S+)\s+一次性密码：(\S+)")
SCHEME = Path("scoring/schemes/balanced.toml")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SECTIONS = ("achievements", "problems", "improvements", "goals")


@pytest.fixture
def empty_folder(first_day, tmp_path) -> tuple[Path, dict[str, str]]:
    """The data folder of a bank on its first day, and the first one-time passwords."""
    said = ""
    copied(first_day, tmp_path)
    for command in (
        ["create_user", ADMINISTRATOR[0], "--name", ADMINISTRATOR[1], "--role", "administrator"],
        ["create_user", HR[0], "--name", HR[1], "--role", "hr"],
    ):
        said += subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=environment(tmp_path), check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    return tmp_path, dict(PASSWORD_SAID.findall(said))


@pytest.fixture
def bank(chromium, empty_folder) -> Iterator[Bank]:
    folder, one_time = empty_folder
    expect.set_options(timeout=PATIENCE)  # a worker takes longer than a page
    with serving(folder) as server, working(folder), window(chromium, server) as page:
        yield Bank(page, one_time, own_words())
    expect.set_options(timeout=5_000)


def own_words() -> set[str]:
    """What the bank's files and its scheme say, and what the contract calls files and columns."""
    files = whole_bank1993().files
    cells = [cell for rows in files.values() for row in rows for cell in row.values()]
    columns = [column.name for file in FILES.values() for column in file.columns]
    return words_of([*FILES, *columns, *cells, SCHEME.read_text(encoding="utf-8"), "linjiang"])


def test_from_an_empty_database_to_published_grades_and_decks(bank: Bank):
    bank.enter(HR[0])
    import_the_files(bank)
    close_the_months(bank)
    make_a_scheme(bank)
    bank.enter(ADMINISTRATOR[0])
    make_the_logins(bank)
    bank.enter(HR[0])
    open_the_cycle(bank)
    bank.enter(WRITER)
    write_the_report(bank)
    bank.enter(SUPERVISOR)
    approve_it(bank)
    bank.enter(HR[0])
    close_the_other_reports(bank)
    prepare_the_publication(bank)
    bank.enter(SECOND[0])
    publish(bank)
    download_the_decks(bank)


def import_the_files(bank: Bank) -> None:
    """A workbook with an error of each of twenty kinds is refused, the right one is loaded."""
    right, wrong = whole_bank1993(), whole_bank1993()
    plant_twenty_kinds(wrong)
    page = bank.page
    bring(bank, wrong.as_workbook)
    expect(page.locator(".table.errors").first).to_be_visible()
    told = page.locator(".said-wrong b:first-child").all_inner_texts()
    assert sorted(told) == sorted(cell for _sheet, cell in wrong.cells)
    with page.expect_download() as marked:
        bank.walk("标注工作簿")
    assert marked.value.suggested_filename.endswith(".xlsx")

    bank.walk("重新上传")
    bring(bank, right.as_workbook)
    bank.press("导入")
    expect(page.get_by_role("heading", name="文件已导入")).to_be_visible()


def bring(bank: Bank, workbook: bytes) -> None:
    """Bring a workbook, look how it is read, and have it checked."""
    page = bank.page
    bank.walk("导入")
    file = {"name": "临江银行1993.xlsx", "mimeType": XLSX, "buffer": workbook}
    page.locator("[name=files]").set_input_files([file])
    page.locator("[name=source]").fill("核心系统")
    page.locator("main .button.primary").click()
    page.wait_for_url("**/imports/*/")
    bank.look()
    bank.press("检查文件")


def close_the_months(bank: Bank) -> None:
    for month in range(1, 13):
        bank.walk("月份", f"1993-{month:02d}", "月结…")
        bank.press("月结1993")
        bank.sees("不再接受导入")
    bank.walk("月份")
    expect(bank.page.locator("main tbody .badge, main tbody .state")).to_have_count(12)
    bank.look()


def make_a_scheme(bank: Bank) -> None:
    """The shipped scheme under a name of the bank's, with other weights, as a version."""
    page = bank.page
    bank.walk("考核方案", "新建草稿")
    page.get_by_label("以此为起点").select_option("shipped:balanced")
    bank.press("建立草稿")
    page.get_by_label("考核方案名称").fill("linjiang")
    bank.press("保存")
    bank.walk("RORAC")
    page.get_by_label("权重").fill("55")
    bank.press("保存")
    bank.walk("责任利润")
    page.get_by_label("权重").fill("45")
    bank.press("保存")
    expect(page.get_by_label("权重")).to_have_value("45")
    bank.look()
    bank.walk("检查并生成版本")
    bank.press("生成第1版")
    page.wait_for_url("**/schemes/linjiang/1/")


def make_the_logins(bank: Bank) -> None:
    """Everybody of the staff file gets one, on a sheet to print; and a second one of HR."""
    page = bank.page
    bank.walk("用户", "人员文件…")
    bank.look()
    bank.press("新建全部")
    slips = page.locator(".slips li")
    expect(slips).to_have_count(88)
    keep_passwords(bank)

    bank.walk("用户", "新建登录账号…")
    page.get_by_label("登录名").fill(SECOND[0])
    page.get_by_label("姓名").fill(SECOND[1])
    page.get_by_label("角色").select_option("hr")
    bank.press("新建登录账号")
    expect(slips).to_have_count(1)
    keep_passwords(bank)


def keep_passwords(bank: Bank) -> None:
    """Take the sheet along, as a printed one."""
    told = bank.page.locator(".slips dd").all_inner_texts()
    bank.one_time |= dict(zip(told[::2], told[1::2], strict=True))


def open_the_cycle(bank: Bank) -> None:
    """The wizard, step by step: the year, all but those who only lead, the targets as they came."""
    page = bank.page
    bank.walk("考核周期", "开启考核周期")
    page.get_by_label("年度").fill("1993")
    bank.press("继续，选择条线与考核方案")
    page.get_by_label("全部条线").select_option(label="平衡计分卡 · linjiang 1")
    bank.look()
    bank.press("保存并继续")
    page.locator("#who").select_option("bookless")
    bank.press("查询")
    page.locator("#found-reason").fill("只带团队，名下无客户")
    bank.press("查到的人员均不参评")
    bank.look()
    bank.walk("下一步")
    days = {"述职报告": "1994-01-14", "述职审核": "1994-01-21", "发布": "1994-01-31"}
    for step, day in days.items():
        page.get_by_label(step).fill(day)
    bank.press("保存并继续")
    bank.look()
    bank.walk("下一步")
    bank.look()
    bank.press("开启1993")
    page.wait_for_url("**/cycles/1993/board/")


def write_the_report(bank: Bank) -> None:
    page = bank.page
    bank.walk("述职报告")
    for section in SECTIONS:
        page.locator(f"textarea[name={section}]").fill("全年存款稳步增长，下半年补齐了培训学时。")
    for number in page.locator("input[name^=target_]").all():
        number.fill("52.5")
    for action in page.locator("input[name^=action_]").all():
        action.fill("扩大代发企业")
    bank.press("提交给")
    expect(page.locator(".badge", has_text="已提交").first).to_be_visible(timeout=3 * PATIENCE)
    bank.look()


def approve_it(bank: Bank) -> None:
    page = bank.page
    bank.walk("述职审核", "Manager 011")
    page.locator("textarea[name=comment_goals]").fill("同意，按季度核对。")
    bank.look()
    bank.press("批准")
    bank.press("批准")
    expect(page.locator(".badge", has_text="已批准").first).to_be_visible()


def close_the_other_reports(bank: Bank) -> None:
    """All whose report was not started are closed without one, together; then it is scored."""
    page = bank.page
    bank.walk("考核周期", "1993年")
    page.locator("#people .tabs").get_by_role("link", name="未开始").click()
    page.locator("input[name=scope][value=all]").check()
    bank.press("免交关闭")
    page.get_by_label("原因").fill("首年试行，只由一人述职")
    bank.look()
    bank.press("免交关闭")
    bank.sees("79")
    bank.press("首次评分")


def prepare_the_publication(bank: Bank) -> None:
    bank.walk("考核周期", "1993年", "准备发布")
    bank.look()
    bank.press("准备发布")
    bank.sees("已准备，由人力资源部另一人发布")


def publish(bank: Bank) -> None:
    bank.walk("考核周期", "1993年", "复核并发布")
    bank.look()
    bank.press("发布评级")
    bank.sees("已发布")
    bank.look()


def download_the_decks(bank: Bank) -> None:
    """The decks of a few, from the list; one of them is opened."""
    page = bank.page
    bank.walk("考核周期", "1993年")
    page.get_by_label("姓名或工号").fill("Manager 01")
    bank.press("查询")
    expect(page.locator("#people tbody tr")).to_have_count(4)
    page.locator("input[name=scope][value=all]").check()
    bank.press("述职材料（ZIP）")
    with page.expect_download() as download:
        page.locator(".job").first.get_by_role("link", name="下载").click()
    with ZipFile(download.value.path()) as files:
        names = files.namelist()
        assert {f"Manager 01{n}-01{n}-1993.pptx" for n in (1, 2, 3, 4)} <= set(names), names
        deck = Presentation(io.BytesIO(files.read("Manager 011-011-1993.pptx")))
    words = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes
             if shape.has_text_frame]  # fmt: skip
    assert any("Manager 011" in text for text in words)
