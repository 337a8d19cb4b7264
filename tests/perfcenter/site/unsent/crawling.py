"""The forms of the site's pages, found by opening every page that the table of addresses knows."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import resolve, reverse

from perfcenter.site.typed import NOT_TYPED
from perfcenter.site.unsent.markup import Control, Form, Page
from tests.test_permissions import EXPORTS, TABLE

FORM = "application/x-www-form-urlencoded"
WORDS = "字 & <b>“引号”</b> '\""
SITE = {"perfcenter:logout", "perfcenter:theme", "language", "perfcenter:unsent"}
"""Forms in the frame of every page, of buttons alone."""


@dataclass
class Found:
    """A form on a page, as somebody sees it."""

    who: str
    page: str
    form: Form

    @property
    def name(self) -> str:
        return resolve(urlsplit(self.form.action).path).view_name

    @property
    def key(self) -> tuple[str, frozenset[str]]:
        return self.name, frozenset(self.form.names)

    @property
    def typed(self) -> list[Control]:
        return [control for control in self.form.controls if control.is_typed]

    def filled_in(self) -> list[tuple[str, str]]:
        """Return what the form sends once something was done to each of its fields."""
        pairs = [pair for n, control in enumerate(self.form.controls) for pair in sent(control, n)]
        return list(dict(pairs).items())  # of radios the last


def sent(control: Control, number: int) -> list[tuple[str, str]]:
    """Return what a field sends once something else than before stands in it."""
    texts = {
        "password": f"geheim-{number}",
        "date": f"2026-07-{number % 28 + 1:02}",
        "textarea": f"{WORDS}\n第二行 {number}",
        "text": f"{WORDS} {number}",
        "email": f"name{number}@bank.example",
    }
    if control.kind == "select":
        return [(control.name, control.options[-1].value)]
    if control.kind == "checkbox" and "checked" in control.attributes:
        return []
    if control.kind in texts:
        return [(control.name, texts[control.kind])]
    return [(control.name, control.value)] if control.is_filled else []


def forms_on(text: str, page: str, who: str) -> list[Found]:
    found = [Found(who, page, form) for form in Page(text, page).forms]
    return [one for one in found if one.name not in SITE]


def crawl(client: Client, who: str, user) -> list[Found]:
    """Return the forms of all pages that this user may open."""
    client.force_login(user)
    found = []
    for method, name, arguments, statuses in TABLE:
        if method != "GET" or statuses[who] != 200 or name in EXPORTS:
            continue
        if name.startswith("scoring:") and who != "hr":
            continue  # these are read alone, by everybody alike, and take the longest
        url = reverse(name, kwargs=arguments)
        answer = client.get(url)
        if answer.headers["Content-Type"].startswith("text/html"):
            found += forms_on(answer.content.decode(), url, who)
    return found


def end_session(client: Client) -> None:
    """Let the session be over on the server, as after half a day; the browser knows nothing."""
    Session.objects.all().delete()


def send(client: Client, url: str, pairs, page: str, **headers):
    referer = {"referer": f"http://testserver{page}", **headers}
    return client.post(url, urlencode(pairs), content_type=FORM, headers=referer)


def is_said(name: str) -> bool:
    return name not in NOT_TYPED and "password" not in name
