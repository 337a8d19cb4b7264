"""A file from outside that is said to be a PowerPoint file: refused, or its parts as bytes.

Nothing of it is parsed here, and nothing unpacked beyond what is allowed, whatever its headers say.
Every reason to refuse it is said, not the first alone.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.ui.uploads import MEGABYTE

MOST_BYTES = 20 * MEGABYTE
MOST_MEMBERS = 1_000
MOST_UNPACKED = 100 * MEGABYTE
MOST_OF_ONE = 20 * MEGABYTE
MOST_TIMES = 200
"""How many times as large as it lies there a part may be; text of XML comes to twenty."""
SMALL = MEGABYTE // 10  # a part that small is no bomb, however well it packs
CHUNK = 1 << 16
ENCRYPTED = 0x1
XML = (".xml", ".rels", ".vml")
DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']""")
CONTENT_TYPES = "[Content_Types].xml"
PRESENTATION = "ppt/presentation.xml"


class Hostile(Refused):
    """A file that is not taken; `reasons` are sentences."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(_("; ").join(reasons))
        self.reasons = reasons


def opened(file: IO[bytes], size: int) -> dict[str, bytes]:
    """Return the parts of a file by name; Hostile with every reason against it."""
    if size > MOST_BYTES:
        raise Hostile([_("It is larger than %(count)s MB") % {"count": MOST_BYTES // MEGABYTE}])
    try:
        with ZipFile(file) as archive:
            entries = archive.infolist()
            if reasons := [*_of_members(entries)]:
                raise Hostile(reasons)
            parts = _unpacked(archive, entries)
    except (BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise Hostile([_("It is no PPTX file that can be read")]) from error
    if reasons := [*_of_parts(parts)]:
        raise Hostile(reasons)
    return parts


def _of_members(entries: list[ZipInfo]) -> Iterator[str]:
    """Yield what stands against the archive by its list alone."""
    if len(entries) > MOST_MEMBERS:
        yield _("It has more than %(count)s parts") % {"count": MOST_MEMBERS}
        return
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if _leads_out(entry):
            yield _("The name of a part leads out of it: %(name)s") % {"name": shortened(name)}
        if name.casefold() in seen:
            yield _("A part is there twice: %(name)s") % {"name": shortened(name)}
        seen.add(name.casefold())
        if entry.flag_bits & ENCRYPTED:
            yield _("It has a password")
            return
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            yield _("A part is packed in a way that no PPTX is: %(name)s") % {
                "name": shortened(name)
            }
        if entry.file_size > MOST_OF_ONE:
            words = {"name": shortened(name), "count": MOST_OF_ONE // MEGABYTE}
            yield _("A part is larger than %(count)s MB: %(name)s") % words
        if entry.file_size > max(SMALL, MOST_TIMES * entry.compress_size):
            yield _("A part unpacks to more than is allowed: %(name)s") % {"name": shortened(name)}
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        yield _("It unpacks to more than %(count)s MB") % {"count": MOST_UNPACKED // MEGABYTE}


def _leads_out(entry: ZipInfo) -> bool:
    name = entry.orig_filename
    parts = PurePosixPath(name).parts
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    is_strange = name.startswith("/") or ".." in parts or any(sign in name for sign in "\\:\0")
    return is_link or is_strange or any(ord(sign) < 32 for sign in name)


def _unpacked(archive: ZipFile, entries: list[ZipInfo]) -> dict[str, bytes]:
    """Return the parts, read no further than is allowed: a header may lie."""
    parts, room = {}, MOST_UNPACKED
    for entry in entries:
        if entry.is_dir():
            continue
        found = bytearray()
        with archive.open(entry) as file:
            while chunk := file.read(CHUNK):
                found += chunk
                if len(found) > min(room, MOST_OF_ONE):
                    words = {"name": shortened(entry.filename)}
                    raise Hostile([_("A part unpacks to more than is allowed: %(name)s") % words])
        room -= len(found)
        parts[entry.filename] = bytes(found)
    return parts


def _of_parts(parts: dict[str, bytes]) -> Iterator[str]:
    """Yield what stands against what it holds."""
    if not {CONTENT_TYPES, PRESENTATION} <= parts.keys():
        yield _("It is no PPTX file that can be read")
        return
    types = parts[CONTENT_TYPES].lower()
    if b"macroenabled" in types or _named(parts, "vba"):
        yield _("It has macros; save it as .pptx without them")
    if b"activex" in types or _named(parts, "activex"):
        yield _("It has ActiveX controls")
    if b"oleobject" in types or any(_is_embedded(name) for name in parts):
        yield _("It has embedded objects (OLE); take out slides with charts and objects")
    for name, content in parts.items():
        if name.lower().endswith(XML):
            yield from _of_xml(name, content)


def _named(parts: dict[str, bytes], word: str) -> bool:
    return any(word in name.lower() for name in parts)


def _is_embedded(name: str) -> bool:
    low = name.lower()
    return "/embeddings/" in low or "oleobject" in low


def _of_xml(name: str, content: bytes) -> Iterator[str]:
    """Yield what stands against a part of XML before anything parses it."""
    words = {"name": shortened(name)}
    encoding = ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    is_utf8 = encoding is None or encoding[1].lower() in {b"utf-8", b"us-ascii", b"ascii"}
    if b"\0" in content or not is_utf8:
        yield _("A part is not written in UTF-8: %(name)s") % words
    elif DECLARED.search(content):
        yield _("A part declares a DOCTYPE or entities: %(name)s") % words
    if b"TargetMode" in content and re.search(rb"""TargetMode\s*=\s*["']External""", content):
        yield _("A part leads out of the file, to a link or linked picture: %(name)s") % words


def shortened(name: str) -> str:
    """Return a part's name as a page may show it."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:80]
