"""What people of a new bank do in the browser, as steps of a longer journey."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

PASSWORD = "细雨湿衣看不见闲花落地"
"""What everybody chooses instead of the one-time password."""
LATIN = re.compile(r"[A-Za-z]{4,}")
NAMES = {"XLSX", "xlsx", "PPTX", "TOML", "Ctrl", "RORAC", "Word", "ZIP"}
"""What has the same name in both languages."""


@dataclass
class Bank:
    """A browser in front of the bank, and the one-time passwords that nobody has used yet."""

    page: Page
    one_time: dict[str, str] = field(default_factory=dict)
    own_words: set[str] = field(default_factory=set)

    def enter(self, username: str) -> None:
        """Log in; who comes with a one-time password has to choose her own first."""
        page = self.page
        page.context.clear_cookies()
        page.goto("/login/")
        once = self.one_time.pop(username, "")
        page.get_by_label("工号").fill(username)
        page.get_by_label("密码").fill(once or PASSWORD)
        page.get_by_role("button", name="登录").click()
        if once:
            page.wait_for_url("**/password/")
            page.get_by_label("当前密码").fill(once)
            page.get_by_label("新密码", exact=True).fill(PASSWORD)
            page.get_by_label("再次输入新密码").fill(PASSWORD)
            page.get_by_role("button", name="修改密码").click()
        page.wait_for_url(lambda url: "/login/" not in url and "/password/" not in url)

    def walk(self, *links: str) -> None:
        """Follow links by their words, as somebody does who knows no address."""
        for words in links:
            self.page.get_by_role("link", name=words).first.click()

    def follow(self, place: str) -> None:
        """Follow the first link of the page that leads to a place."""
        self.page.locator(f"main a[href*='{place}']").first.click()

    def answers(self, place: str) -> int:
        """Return the status of an address that is typed."""
        found = self.page.goto(place)
        assert found is not None
        return found.status

    def press(self, words: str, *, within: Locator | None = None) -> None:
        (within or self.page.locator("main")).get_by_role("button", name=words).first.click()

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def look(self) -> None:
        """Nothing on the page is English but what the bank itself calls things."""
        found = LATIN.findall(self.page.locator("main").inner_text())
        assert not (foreign := set(found) - self.own_words - NAMES), (self.page.url, foreign)


def words_of(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in LATIN.findall(text)}
