"""The audit trail in words: what was done to what, with its details. The codes stay as titles.

The words are the apps' own, from the registry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base import registry
from perfcenter.models import AuditEntry
from perfcenter.trail.recording import VISITOR

DIGEST = re.compile(r"[0-9a-f]{64}")
DIGEST_SHOWN = 12


@dataclass(frozen=True)
class LogLine:
    """An entry as the log shows it; the code of each part is its title."""

    entry: AuditEntry
    actor: str
    action: str
    kind: str
    name: str
    details: str
    details_code: str
    href: str = ""

    @property
    def object_code(self) -> str:
        return f"{self.entry.object_type} {self.entry.object_key}"


def all_of(part: str) -> dict[str, Any]:
    """Return one part of every app's words together: actions, kinds, details, links..."""
    return {code: word for words in registry.words for code, word in getattr(words, part).items()}


def lines(entries: Iterable[AuditEntry]) -> list[LogLine]:
    """Return the entries of a page, with where their objects are shown."""
    listed = list(entries)
    links = _links(listed)
    return [
        in_words(entry, links.get((entry.object_type, entry.object_key), "")) for entry in listed
    ]


def in_words(entry: AuditEntry, href: str = "") -> LogLine:
    """Return an entry in the language of the page; a code without a name stays a code."""
    known = {key: value for key, value in entry.detail.items() if key not in _codes("private")}
    return LogLine(
        entry=entry,
        actor=_actor(entry),
        action=str(all_of("actions").get(entry.action, entry.action)),
        kind=str(all_of("kinds").get(entry.object_type, entry.object_type)),
        name=_name(entry),
        details=_("; ").join(_details(known)),
        details_code=json.dumps(known, ensure_ascii=False) if known else "",
        href=href,
    )


def kinds_named(words: str) -> list[str]:
    """Return the kinds of objects whose name contains the words."""
    return [kind for kind, name in all_of("kinds").items() if words.lower() in str(name).lower()]


def _codes(part: str) -> set[str]:
    return {code for words in registry.words for code in getattr(words, part)}


def _links(entries: list[AuditEntry]) -> dict[tuple[str, str], str]:
    """Return the page of each object that has one, by kind and key."""
    found: dict[tuple[str, str], str] = {}
    for kind, pages_of in all_of("links").items():
        keys = [entry.object_key for entry in entries if entry.object_type == kind]
        if keys:
            found |= {(kind, key): page for key, page in pages_of(keys).items()}
    return found


def _actor(entry: AuditEntry) -> str:
    if entry.actor_id:
        return entry.actor_name
    return _("not logged in") if entry.actor_name == VISITOR else _("a command")


def _name(entry: AuditEntry) -> str:
    name_of = all_of("names").get(entry.object_type)
    return (name_of(entry.detail) if name_of else "") or entry.object_name


def _details(detail: dict[str, Any]) -> Iterator[str]:
    names, shown = all_of("details"), all_of("shown")
    for key, value in detail.items():
        if value is not None:
            text = shown[key](value) if key in shown else _value(key, value)
            yield _("%(name)s: %(value)s") % {"name": names.get(key, key), "value": text}


def _value(key: str, value: Any) -> str:
    values = all_of("values")
    if key in _codes("named") and value in values:
        return str(values[value])
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:DIGEST_SHOWN] if DIGEST.fullmatch(text) else text
