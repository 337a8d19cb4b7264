"""The forms that a session keeps: of one user, few, not too large, and not for long."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from perfcenter.site.typed import TOKEN, Pair, Typed, files_in, pairs_in, typed_of

KEY = "unsent"
LARGEST = 512 * 1024
"""Bytes of all forms that a session keeps; what is larger is shown at once, to be copied."""
MOST = 5
ENDED, SWITCHED = "ended", "switched"


@dataclass(frozen=True)
class Unsent:
    """A form: whose it is, where it goes and stood, what was typed, why it was not taken."""

    owner: int
    action: str
    page: str
    why: str
    pairs: list[Pair] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    at: float = field(default_factory=time.time)

    @property
    def typed(self) -> Typed:
        return typed_of(self.pairs, self.files)

    @property
    def values(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, text in self.pairs:
            found.setdefault(name, []).append(text)
        return found

    @property
    def size(self) -> int:
        return sum(len(name.encode()) + len(text.encode()) for name, text in self.pairs)

    @property
    def is_over(self) -> bool:
        return time.time() - self.at > settings.SESSION_COOKIE_AGE


def unsent_of(request: HttpRequest) -> list[Unsent]:
    """Return the user's forms that wait; what is another's or too old is dropped."""
    stored: list[dict[str, Any]] = request.session.get(KEY, [])
    if not stored:
        return []
    found = [Unsent(**{**one, "pairs": [(n, t) for n, t in one["pairs"]]}) for one in stored]
    kept = [one for one in found if one.owner == request.user.pk and not one.is_over]
    if len(kept) < len(found):
        _save(request, kept)
    return kept


def keep_sent(request: HttpRequest, owner: int) -> bool:
    """Keep the form that the request brings; False where it holds nothing, or too much."""
    pairs, is_cut = pairs_in(request)
    action = request.get_full_path()
    page = page_of(request) or action
    form = Unsent(owner, action, page, ENDED, pairs, list(files_in(request)))
    if is_cut or not (form.typed.fields or form.files):
        return False
    return _add(request, form)


def keep_carried(request: HttpRequest, owner: int, texts: list[str]) -> None:
    """Keep the forms that the page held when the language or the theme was switched."""
    page = request.POST.get("next", "")
    for text in texts:
        action, _break, content = text.partition("\n")
        if not _is_ours(request, page) or not _is_ours(request, action):
            continue
        pairs = [
            (name, typed)
            for name, typed in parse_qsl(content, keep_blank_values=True)
            if name != TOKEN and "password" not in name
        ]
        _add(request, Unsent(owner, action, page, SWITCHED, pairs))


def drop(request: HttpRequest, forms: list[Unsent]) -> None:
    """Forget forms: they were taken, or nobody wants them any more."""
    if forms:
        _save(request, [one for one in unsent_of(request) if one not in forms])


def _add(request: HttpRequest, form: Unsent) -> bool:
    stored = [Unsent(**one) for one in request.session.get(KEY, [])]
    others = [one for one in stored if one.owner == form.owner and one.action != form.action]
    forms = [form, *others][:MOST]
    while forms and sum(one.size for one in forms) > LARGEST:
        forms.pop()
    _save(request, forms)
    return bool(forms)


def _save(request: HttpRequest, forms: list[Unsent]) -> None:
    if forms:
        request.session[KEY] = [asdict(one) for one in forms]
    else:
        request.session.pop(KEY, None)


def page_of(request: HttpRequest) -> str:
    """Return the page on which the form stood; empty where the browser does not say."""
    came_from = request.headers.get("hx-current-url") or request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return ""
    parts = urlsplit(came_from)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _is_ours(request: HttpRequest, place: str) -> bool:
    return place.startswith("/") and url_has_allowed_host_and_scheme(place, {request.get_host()})
