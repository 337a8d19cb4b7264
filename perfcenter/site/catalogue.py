"""The Chinese catalogue: which strings there are, which lack Chinese, and compiling it.

Strings come from Python through Babel's extractor and from templates through Django's own
`templatize`, so that no gettext has to be installed. Babel is needed where strings are worked on
(development, tests), not where the site runs: the compiled catalogue is kept in the repository.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "perfcenter" / "locale" / "zh_Hans" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
SOURCES = ("perfcenter", "portfolio", "scoring", "reviews", "templates")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_": None,
}
QUOTED = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(
    rf"(?:\bn?p?gettext|(?<!\w)_)\(\s*{QUOTED}(?:\s*,\s*(?:{QUOTED}|\w+))*\s*\)", re.DOTALL
)

SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)

Message = tuple[str, str, str | None]
"""msgid, plural ("" when none), context"""


def strings() -> dict[Message, list[str]]:
    """Return every message of the project with the files that use it."""
    found: dict[Message, list[str]] = {}
    for top in SOURCES:
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
                continue
            text = path.read_text(encoding="utf-8")
            if path.suffix != ".py":
                text = _python_of(text, path)
            for message in _messages(text):
                places = found.setdefault(message, [])
                place = str(path.relative_to(ROOT))
                if place not in places:
                    places.append(place)
    return found


def _python_of(template: str, path: Path) -> str:
    """Return the template's gettext calls, one a line, as Python that an extractor can read."""
    return "\n".join(
        match.group(0) for match in CALL.finditer(templatize(template, origin=str(path)))
    )


def _messages(python: str) -> Iterator[Message]:
    for _, message, _, context in extract("python", io.BytesIO(python.encode()), KEYWORDS):
        if isinstance(message, tuple):
            yield str(message[0]), str(message[1]), context
        elif message:
            yield str(message), "", context


def load() -> Catalog:
    """Return the catalogue as it is in the repository."""
    if not PO.exists():
        return Catalog(locale="zh_Hans", project="Perfcenter")
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def updated(catalogue: Catalog) -> Catalog:
    """Return the catalogue with the strings of today: new ones empty, those no longer used gone."""
    fresh = Catalog(locale="zh_Hans", project="Perfcenter", fuzzy=False)
    for (msgid, plural, context), places in strings().items():
        key: str | tuple[str, str] = (msgid, plural) if plural else msgid
        old = catalogue.get(msgid, context)
        kept = old.string if old is not None and bool(old.pluralizable) == bool(plural) else None
        fresh.add(
            key,
            kept if kept else (("",) if plural else ""),
            locations=[(place, 0) for place in places],
            context=context,
        )
    return fresh


def missing(catalogue: Catalog) -> list[str]:
    """Return the msgids without Chinese or marked as doubtful."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and (message.fuzzy or not _has_text(message.string))
    ]


def _has_text(string: str | list[str] | tuple[str, ...] | None) -> bool:
    if string is None or isinstance(string, str):
        return bool(string)
    return bool(string) and all(string)


def po_bytes(catalogue: Catalog) -> bytes:
    """Return the catalogue as text that changes only when a message does."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=True)
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n"Language: zh_Hans\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    return header.encode() + buffer.getvalue()


def mo_bytes() -> bytes:
    """Return the compiled form of the catalogue in the repository."""
    catalogue = load()
    # Babel stamps the hour of compiling; the same catalogue has to give the same bytes.
    catalogue.creation_date = catalogue.revision_date = SOME_DAY
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()
