"""Two people decide at once in two windows: one decision stands, the other one is told and keeps
what she has typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Response, expect

from tests.browser.conftest import PATIENCE
from tests.browser.small_bank import NORTH, WEST
from tests.browser.steps import Bank
from tests.browser.windows import Windows, small_bank

pytestmark = pytest.mark.browser
HR, SECOND, THIRD, FOURTH = "fang", "meng", "jiang", "qian"
ASKING, AWAY = "2103", "2202"
REVIEWED, PREPARED, PUBLISHED = "2025", "2025H1", "2025Q1"
THEN = f"""
small_bank.up_to_decisions({REVIEWED!r})
small_bank.up_to_publication({PREPARED!r}, 6)
small_bank.up_to_appeal({PUBLISHED!r}, 3, {ASKING!r})
"""
DONE, TOLD = 302, 409
SEALED_BY_ANOTHER = re.compile("已在密封该档案|未密封：")


@pytest.fixture(scope="module")
def bank(chromium, first_day, tmp_path_factory) -> Iterator[Windows]:
    """A cycle that waits for decisions, one prepared for publication, one with an appeal."""
    with small_bank(chromium, first_day, tmp_path_factory.mktemp("two"), THEN) as windows:
        yield windows


def at_once(one: Locator, other: Locator) -> list[int]:
    """Press two buttons before either is answered; return both answers' statuses."""
    with (
        one.page.expect_response(is_sent) as first,
        other.page.expect_response(is_sent) as second,
    ):
        one.evaluate("button => button.click()")
        other.evaluate("button => button.click()")
    return [first.value.status, second.value.status]


def is_sent(answer: Response) -> bool:
    return answer.request.method == "POST"


def test_a_reviewer_and_her_deputy_decide_on_one_report(bank: Windows):
    said = {WEST: "补充走访记录。", NORTH: "写明完成时限。"}
    for who, words in said.items():
        page = bank.of(who).page
        page.goto(f"/cycles/{REVIEWED}/reports/{AWAY}/")
        page.locator("[name=comment_problems]").fill(words)
    statuses = at_once(*(bank.of(who).page.locator("button[value=return]") for who in said))
    assert sorted(statuses) == [DONE, TOLD]
    loser = bank.of([*said][statuses.index(TOLD)])
    winner = bank.of([*said][statuses.index(DONE)])
    expect(winner.page.locator(".badge", has_text="已退回").first).to_be_visible()
    expect(loser.page.locator(".badge", has_text="已退回").first).to_be_visible()
    loser.sees(said[[*said][statuses.index(TOLD)]])
    loser.sees(said[[*said][statuses.index(DONE)]])
    expect(loser.page.locator("#decisions li")).to_have_count(1)


def test_one_publishes_and_one_declines(bank: Windows):
    publishing, declining = bank.of(SECOND), bank.of(THIRD)
    for one in (publishing, declining):
        one.page.goto(f"/cycles/{PREPARED}/board/publish/")
    declining.page.locator("[name=answer]").fill("两人的任务尚未核对。")
    statuses = at_once(
        publishing.page.locator("button[value=publish]"),
        declining.page.locator("button[value=decline]"),
    )
    assert sorted(statuses) == [DONE, TOLD]
    if statuses[0] == DONE:
        publishing.sees("已发布")
        declining.sees("两人的任务尚未核对。")
        declining.sees("已发布")
    else:
        declining.sees("不同意")
        expect(publishing.page.locator(".band.bad")).to_be_visible()


def test_two_decide_on_one_appeal(bank: Windows):
    said = {THIRD: ("upheld", "回执属实。"), FOURTH: ("not_upheld", "名单内无该回执。")}
    for who, (outcome, reason) in said.items():
        one = bank.of(who)
        one.page.goto("/queries/")
        one.follow("/queries/1/")
        one.page.locator(f"[name=outcome][value={outcome}]").check()
        one.page.locator("[name=reason]").fill(reason)
    statuses = at_once(*(bank.of(who).page.locator("button[value=decide]") for who in said))
    assert sorted(statuses) == [DONE, TOLD]
    loser = bank.of([*said][statuses.index(TOLD)])
    for _outcome, reason in said.values():
        loser.sees(reason)
    expect(loser.page.locator("main")).not_to_contain_text("upheld")
    sees_one_decision(loser)


def sees_one_decision(one: Bank) -> None:
    expect(one.page.locator("#decision .said")).to_have_count(1)


def test_two_seal_one_cycle(bank: Windows):
    """Both press; it is sealed once, and who came second hears of the first."""
    two = [bank.of(who) for who in (HR, SECOND)]
    for one in two:
        one.page.goto(f"/cycles/{PUBLISHED}/seal/")
        one.page.locator("[name=early]").check()
    at_once(*(one.page.locator("button[value=seal]") for one in two))
    for one in two:
        expect(one.page.locator(".jobs li, .seals li").first).to_be_visible()
    assert sum(one.page.get_by_text(SEALED_BY_ANOTHER).count() for one in two) == 1
    for one in two:
        expect(one.page.locator(".seals li")).to_have_count(1, timeout=3 * PATIENCE)
