"""A PDF: nothing before or behind it, no program in it, and nothing that unpacks without end."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from perfcenter.ui.packages import Hostile
from perfcenter.ui.uploads import MEGABYTE

BEGINS = re.compile(rb"%PDF-[12]\.\d[\r\n %]")
END = b"%%EOF"
ZIP_ENDS, ZIP_TAIL = b"PK\x05\x06", 1 << 17
MARKUP = re.compile(rb"<\s*(?:html|script|svg|!doctype)", re.IGNORECASE)
HEAD = 1 << 12
STREAM = re.compile(rb"(?<!end)stream\r?\n")
PACKED = re.compile(rb"/ObjStm(?![A-Za-z])")
MOST_STREAMS, MOST_UNPACKED, CHUNK = 50_000, 200 * MEGABYTE, 1 << 18
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
DOES = re.compile(
    rb"/(?:JavaScript|Launch|SubmitForm|ImportData|GoToE|RichMedia|Movie|XFA)(?![A-Za-z0-9])"
)
HOLDS = re.compile(rb"/EmbeddedFiles?(?![A-Za-z0-9])")
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")


def checked_pdf(content: bytes, _kind: str) -> bytes:
    """Return a PDF as it is; Hostile where it is none, or more than that."""
    end = content.rfind(END)
    if not BEGINS.match(content) or end < 0:
        raise Hostile([_("It is no PDF that can be read")])
    if content[end + len(END) :].strip(b"\r\n\0 ") or ZIP_ENDS in content[-ZIP_TAIL:]:
        raise Hostile([_("Something else stands behind the PDF in this file")])
    if MARKUP.search(content[:HEAD]):
        raise Hostile([_("It is a page and a PDF at the same time")])
    reasons: set[str] = set()
    for text in _texts(content):
        reasons.update(_against(text))
    if reasons:
        raise Hostile(sorted(reasons))
    return content


def _against(text: bytes) -> Iterator[str]:
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)
    if LOCKED.search(plain):
        yield _("It has a password or is protected")
    if DOES.search(plain):
        yield _("It has programs or actions in it; print it into a new PDF")
    if HOLDS.search(plain):
        yield _("Other files are attached within it")


def _texts(content: bytes) -> Iterator[bytes]:
    """Yield the file as it lies there, and what is packed in it."""
    yield content
    room = MOST_UNPACKED
    for count, found in enumerate(STREAM.finditer(content)):
        if count >= MOST_STREAMS:
            raise Hostile([_("It has more parts than can be looked through")])
        is_of_objects = PACKED.search(content, max(0, found.start() - 1024), found.start())
        unpacked = 0
        for piece in _unpacked(memoryview(content)[found.end() :]):
            unpacked += len(piece)
            if unpacked > room:
                raise Hostile([_("It unpacks to more than is allowed")])
            yield piece
        room -= unpacked
        if is_of_objects and not unpacked:
            raise Hostile([_("It is packed in a way that cannot be looked through")])


def _unpacked(packed: memoryview) -> Iterator[bytes]:
    """Yield what a packed stream holds, piece by piece; nothing of one that is packed otherwise."""
    unpacking = zlib.decompressobj()
    tail = b""
    try:
        fed = bytes(packed[:CHUNK])
        at = len(fed)
        while fed and not unpacking.eof:
            piece = unpacking.decompress(fed, CHUNK)
            if piece:
                yield tail + piece  # a name may lie across two pieces
                tail = piece[-32:]
            fed = unpacking.unconsumed_tail
            if not fed:
                fed = bytes(packed[at : at + CHUNK])
                at += len(fed)
    except zlib.error:
        return
