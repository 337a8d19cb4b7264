"""The server is killed while a self-review saves itself: what was confirmed is there afterwards.

What was not stays in the browser, and goes up again by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving, told, window
from tests.browser.test_path import log_in
from tests.browser.test_saves_itself import FACTS, KEPT, PROBLEMS, SAVED, STATUS

pytestmark = pytest.mark.browser
READ = """
from reviews.models import AnnualReport
from reviews.report.read import standing_of
report = AnnualReport.objects.get(cycle__code='{cycle}', manager='{writer}')
print(standing_of(report).content.text('problems'), end='')
"""
OURS = ("ERR_EMPTY_RESPONSE", "ERR_CONNECTION", "status of 5")
AGAIN = 90_000


@pytest.fixture
def facts(demo_folder) -> dict[str, str]:
    return json.loads(told(demo_folder, FACTS))


@pytest.fixture
def dying(chromium, demo_folder, facts) -> Iterator[Page]:
    """Her self-review, on a server that can be told to die."""
    with (
        serving(demo_folder, "tests.dying:application", workers=1, threads=1) as address,
        window(chromium, address, meant=OURS) as page,
    ):
        log_in(page, facts["writer"])
        page.goto(f"/cycles/{facts['cycle']}/report/")
        yield page


def test_what_is_confirmed_is_there_and_the_rest_goes_up_again(
    dying: Page, demo_folder: Path, facts: dict[str, str]
):
    status, place = dying.locator(STATUS), demo_folder / "die-at"

    def stored() -> str:
        return told(demo_folder, READ.format(**facts))

    dying.locator(PROBLEMS).fill("已确认的一句")
    expect(status).to_have_text(SAVED)
    known = "已确认的一句"
    for where in ("asked", "row", "commit", "answer"):
        place.write_text(where)
        typed = f"{where}时写的一句"
        dying.locator(PROBLEMS).fill(typed)
        expect(status).to_have_class("autosave bad", timeout=AGAIN)
        assert not place.exists()
        assert stored() == (typed if where == "answer" else known)
        assert dying.evaluate(KEPT) == 1
        # Typed on while nobody answers: it is no second window.
        dying.locator(PROBLEMS).fill(typed + "，续")
        expect(status).to_have_text(SAVED, timeout=AGAIN)
        expect(dying.locator(PROBLEMS)).to_have_value(typed + "，续")
        for _second in range(AGAIN // 1000):
            if dying.evaluate(KEPT) == 0:
                break
            dying.wait_for_timeout(1000)
        known = stored()
        assert known == typed + "，续"

    # The page is opened anew meanwhile: what was not confirmed is offered.
    place.write_text("commit")
    dying.locator(PROBLEMS).fill("页面重开前的一句")
    expect(status).to_have_class("autosave bad", timeout=AGAIN)
    dying.once("dialog", lambda dialog: dialog.accept())
    dying.reload()
    expect(dying.locator(PROBLEMS)).to_have_value(known)
    dying.get_by_role("button", name="填入").click()
    expect(status).to_have_text(SAVED, timeout=AGAIN)
    assert stored() == "页面重开前的一句"
    assert dying.evaluate(KEPT) == 0
