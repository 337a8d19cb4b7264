"""A file of Word, Excel or PowerPoint: no macros, nothing that fetches or runs anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import gettext as _
from lxml import etree

from perfcenter.ui.packages import (
    CONTENT_TYPES,
    Bounds,
    Hostile,
    against_programs,
    against_xml,
    parts_of,
    shortened,
)
from perfcenter.ui.uploads import MEGABYTE
from reviews.models import Evidence

BOUNDS = Bounds(of_file=10 * MEGABYTE, members=2_000)
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    Evidence.Kind.WORD: f"{OFFICE}wordprocessingml.document.main+xml",
    Evidence.Kind.EXCEL: f"{OFFICE}spreadsheetml.sheet.main+xml",
    Evidence.Kind.POWERPOINT: f"{OFFICE}presentationml.presentation.main+xml",
}
BEGINS, END, TAIL = b"PK\x03\x04", b"PK\x05\x06", 22
PARTS = {
    "xml", "rels", "vml", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg",
    "wdp", "odttf", "fntdata", "bin", "docx", "xlsx", "pptx", "thmx", "data", "",
}  # fmt: skip
"""Endings of parts that Office writes; there are no pages, scripts or programs among them."""
PRINTER = re.compile(r"printersettings\d*\.bin$")
OTHER_BOOKS = ("/externallinks/", "/macrosheets/", "/dialogsheets/")
HARMLESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUNS = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)


def checked_office(content: bytes, kind: str) -> bytes:
    """Return the file as it is; Hostile where it is none of its kind, or more than that."""
    _check(content, kind, is_within=False)
    return content


def _check(content: bytes, kind: str, *, is_within: bool) -> None:
    ending = f".{kind}"
    unreadable = _("It is no %(ending)s file that can be read") % {"ending": ending}
    end = content.rfind(END)
    if not content.startswith(BEGINS) or end < 0:
        raise Hostile([unreadable])
    if end + TAIL != len(content):
        raise Hostile([_("Something else stands behind the document in this file")])
    parts = parts_of(BytesIO(content), len(content), BOUNDS, unreadable)
    main = MAIN[Evidence.Kind(kind)].encode()
    if reasons := [*against_programs(parts, ending)]:
        raise Hostile(reasons)
    if main not in parts.get(CONTENT_TYPES, b""):
        raise Hostile([unreadable])
    if reasons := [*against_xml(parts), *_of_parts(parts)]:
        raise Hostile(reasons)
    for name, part in parts.items():
        inner = name.rpartition(".")[2].lower()
        if inner in {str(one) for one in MAIN}:
            if is_within:
                raise Hostile([_("Files stand within files within it")])
            _check(part, inner, is_within=True)


def _of_parts(parts: dict[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        low, words = f"/{name.lower()}", {"name": shortened(name)}
        ending = low.rpartition("/")[2].rpartition(".")[2]
        if any(place in low for place in OTHER_BOOKS):
            yield _("It reads other workbooks or runs sheets of macros; save it with values alone")
        elif ending not in PARTS or (ending == "bin" and not PRINTER.search(low)):
            yield _("It holds something that is no part of a document: %(name)s") % words
        elif ending == "rels":
            yield from _of_links(content, words)
        elif low.startswith("/word/") and ending == "xml" and _fetches(content):
            yield _("It fetches data from other programs (DDE)")


def _of_links(content: bytes, words: dict[str, str]) -> Iterator[str]:
    """Yield what leads out of the file, but a link that somebody would have to press."""
    for one in _tree(content).iter():
        if one.get("TargetMode", "").lower() != "external":
            continue
        is_link = one.get("Type", "").endswith("/hyperlink")
        if not (is_link and HARMLESS.match(one.get("Target", ""))):
            yield _("A part leads out of the file, to a link or linked picture: %(name)s") % words


def _fetches(content: bytes) -> bool:
    tree = _tree(content)
    fields = "".join(one.text or "" for one in tree.iter(f"{WORD}instrText"))
    simple = " ".join(one.get(f"{WORD}instr", "") for one in tree.iter(f"{WORD}fldSimple"))
    return bool(RUNS.search(fields) or RUNS.search(simple))


def _tree(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Hostile([_("A part of it cannot be read")]) from error
