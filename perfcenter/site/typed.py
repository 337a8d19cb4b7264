"""What somebody typed into a form that could not be taken: to be shown again, whatever happened."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.http import is_same_domain

FORM = "application/x-www-form-urlencoded"
MOST = 16 * 1024 * 1024
"""Bytes of a form that are read at all; more than any browser's text field is used for."""
FEW = 40
NOT_TYPED = {
    *("csrfmiddlewaretoken", "action", "version", "reading", "money", "run", "next"),
    *("confirmed", "asked"),
    *("language", "theme"),
}


@dataclass(frozen=True)
class Typed:
    """The texts of a form, in its order; `is_cut` where the last one goes on."""

    texts: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """The texts, each for a field of its own; in one field where they are very many."""
        return self.texts if len(self.texts) <= FEW else ("\n\n".join(self.texts),)


def typed_in(request: HttpRequest) -> Typed:
    """Return what was typed, read past every limit that may have been what refused the form.

    Nothing where another site sent the form: its words are not to stand on ours.
    """
    if request.method != "POST" or not _is_from_here(request):
        return Typed()
    if request.content_type != FORM:
        return Typed(_texts(_in_parts(request)))
    raw = _raw(request)
    pairs = parse_qsl(raw.decode("utf-8", "replace"), errors="replace")
    return Typed(_texts(pairs), is_cut=len(raw) < _length(request))


def _texts(pairs: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(
        text.strip()
        for name, text in pairs
        if text.strip()
        and name not in NOT_TYPED
        and not name.startswith(("read_", "keep_"))
        and "password" not in name
    )


def _in_parts(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a form in parts, as far as it can be read: it may be what is wrong."""
    try:
        form = request.POST
    except Exception:
        return []
    return [(name, text) for name, texts in form.lists() for text in texts]


def _raw(request: HttpRequest) -> bytes:
    """Return the body: as it was read, or from the wire where Django would not take it."""
    known = vars(request)
    if "_body" in known:
        return bytes(known["_body"])
    if known.get("_read_started"):
        return b""
    try:
        return request.read(MOST)
    except OSError:  # whoever sent it is gone
        return b""


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the form was one of ours, as far as the browser says."""
    origin = request.headers.get("origin")
    if origin is None or origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    place, here = urlsplit(origin).netloc, _host(request)
    trusted = [urlsplit(known).netloc.lstrip("*") for known in settings.CSRF_TRUSTED_ORIGINS]
    return place == here or any(is_same_domain(place, pattern) for pattern in trusted)


def _host(request: HttpRequest) -> str:
    try:
        return request.get_host()
    except DisallowedHost:  # which may be what is wrong
        return str(request.META.get("HTTP_HOST"))
