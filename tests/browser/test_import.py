"""HR brings a file, sees its error, corrects it, loads it and undoes it: no shell, no command."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from perfcenter.demo.logins import HR
from tests.browser.conftest import told, working
from tests.browser.test_path import log_in

pytestmark = pytest.mark.browser
WRONG = "网点表;;\n机构号;名称;上级机构\nZ901;临江城东支行;NOWHERE\n合计;1;\n"


@pytest.fixture
def worker(demo_folder):
    with working(demo_folder):
        yield


def bring(page, text: str) -> None:
    page.goto("/data/imports/")
    file = {"name": "机构.txt", "mimeType": "text/plain", "buffer": text.encode("gb18030")}
    page.locator("[name=files]").set_input_files([file])
    page.locator("[name=source]").fill("核心系统")
    page.locator("main .button.primary").click()
    page.wait_for_url("**/imports/*/")
    looks_right(page)
    page.locator(".import-do .button.primary").click()


def looks_right(page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_from_a_wrong_file_to_a_loaded_one(page, server, worker, demo_folder):
    log_in(page, HR)
    bring(page, WRONG)
    wrong = page.locator(".table.errors .wrong")
    wrong.wait_for()
    assert "NOWHERE" in wrong.inner_text()
    looks_right(page)

    top = told(demo_folder, "from portfolio.models import Branch; "
               "print(Branch.objects.filter(parent=None).first().code)").strip()  # fmt: skip
    bring(page, WRONG.replace("NOWHERE", top))
    page.locator("form[action$='/confirm/'] button").click()
    page.get_by_role("heading", name="文件已导入").wait_for()
    looks_right(page)
    count = "from portfolio.models import Branch; print(Branch.objects.filter(pk='Z901').count())"
    assert told(demo_folder, count).strip() == "1"

    page.get_by_role("link", name="撤销…").click()
    looks_right(page)
    page.get_by_role("button", name="撤销本次导入").click()
    page.get_by_role("heading", name="导入已撤销").wait_for()
    looks_right(page)
    assert told(demo_folder, count).strip() == "0"

    page.goto("/jobs/")
    assert page.locator(".job").count() == 4
    looks_right(page)
