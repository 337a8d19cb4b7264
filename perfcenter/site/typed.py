"""What somebody typed into a form that could not be taken: to be shown again, whatever happened."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.http import is_same_domain

from perfcenter.site.labels import label_of

FORM = "application/x-www-form-urlencoded"
MOST = 16 * 1024 * 1024
"""Bytes of a form that are read at all; more than any browser's text field is used for."""
FEW = 40
LINE = 40
"""Letters that a field of one line shows."""
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
NOT_TYPED = {
    *(TOKEN, "action", "version", "saves", "draft", "reading", "money", "run", "next"),
    *("confirmed", "asked", "back", "apply", "agree", "decline", "withdraw"),
    *("language", "theme", "unsent", "by", "row", "branch", "form"),
}
Pair = tuple[str, str]


@dataclass(frozen=True)
class Field:
    """A text and the name of its field, in words where the site knows any."""

    name: str
    text: str

    @property
    def label(self) -> str:
        return label_of(self.name)

    @property
    def is_long(self) -> bool:
        return len(self.text) > LINE or "\n" in self.text


@dataclass(frozen=True)
class Typed:
    """The fields of a form, in its order; `is_cut` where the last one goes on."""

    fields: tuple[Field, ...] = ()
    files: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def shown(self) -> tuple[Field, ...]:
        """The texts, each in a field of its own; in one field where they are very many."""
        if len(self.fields) <= FEW:
            return self.fields
        return (Field("", "\n\n".join(field.text for field in self.fields)),)


def typed_in(request: HttpRequest) -> Typed:
    """Return what was typed, read past every limit that may have been what refused the form."""
    pairs, is_cut = pairs_in(request)
    return Typed(_fields(pairs), files_in(request), is_cut)


def typed_of(pairs: list[Pair], files: list[str]) -> Typed:
    """Return what was typed among the fields that were kept of a form."""
    return Typed(_fields(pairs), tuple(files))


def pairs_in(request: HttpRequest) -> tuple[list[Pair], bool]:
    """Return what the form sent, without passwords and its token, and whether it was cut.

    Nothing where another site sent the form: its words are not to stand on ours.
    """
    if request.method != "POST" or not _is_from_here(request):
        return [], False
    if request.content_type != FORM:
        return _without_secrets(_in_parts(request)), False
    raw = _raw(request)
    pairs = parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")
    return _without_secrets(pairs), len(raw) < _length(request)


def files_in(request: HttpRequest) -> tuple[str, ...]:
    """Return the names of the files that came along, as far as they can be read."""
    if request.method != "POST" or request.content_type == FORM or not _is_from_here(request):
        return ()
    try:
        return tuple(one.name or "" for _name, files in request.FILES.lists() for one in files)
    except Exception:
        return ()


def _without_secrets(pairs: list[Pair]) -> list[Pair]:
    return [(name, text) for name, text in pairs if name != TOKEN and "password" not in name]


def _fields(pairs: list[Pair]) -> tuple[Field, ...]:
    return tuple(
        Field(name, text.strip())
        for name, text in pairs
        if text.strip()
        and name not in NOT_TYPED
        and not name.startswith(("read_", "keep_"))
        and not name.endswith("-read")
    )


def _in_parts(request: HttpRequest) -> list[Pair]:
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
