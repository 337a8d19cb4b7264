"""A file from outside that is a ZIP of parts, as Office writes them: refused, or its parts.

Nothing of it is parsed here, and nothing unpacked beyond what is allowed, whatever its headers say.
"""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.ui.uploads import MEGABYTE

SMALL = MEGABYTE // 10  # a part that small is no bomb, however well it packs
CHUNK = 1 << 16
ENCRYPTED = 0x1
XML = (".xml", ".rels", ".vml")
DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']""")
UNREADABLE = (
    BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError, zlib.error,
)  # fmt: skip
CONTENT_TYPES = "[Content_Types].xml"


class Hostile(Refused):
    """A file that is not taken; `reasons` are sentences."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(_("; ").join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Bounds:
    """How much a file may hold, in bytes and parts.

    `times` is how many times as large as it lies there a part may be; text of XML comes to twenty.
    """

    of_file: int = 20 * MEGABYTE
    members: int = 1_000
    unpacked: int = 100 * MEGABYTE
    of_one: int = 20 * MEGABYTE
    times: int = 200


def parts_of(file: IO[bytes], size: int, bounds: Bounds, unreadable: str) -> dict[str, bytes]:
    """Return the parts of a file by name; Hostile with every reason against it."""
    if size > bounds.of_file:
        raise Hostile([_("It is larger than %(count)s MB") % {"count": bounds.of_file // MEGABYTE}])
    try:
        with ZipFile(file) as archive:
            entries = archive.infolist()
            if reasons := [*_of_members(entries, bounds)]:
                raise Hostile(reasons)
            return _unpacked(archive, entries, bounds)
    except UNREADABLE as error:
        raise Hostile([unreadable]) from error


def _of_members(entries: list[ZipInfo], bounds: Bounds) -> Iterator[str]:
    """Yield what stands against the archive by its list alone."""
    if len(entries) > bounds.members:
        yield _("It has more than %(count)s parts") % {"count": bounds.members}
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
            yield _("A part is packed in a way that no Office file is: %(name)s") % {
                "name": shortened(name)
            }
        if entry.file_size > bounds.of_one:
            words = {"name": shortened(name), "count": bounds.of_one // MEGABYTE}
            yield _("A part is larger than %(count)s MB: %(name)s") % words
        if entry.file_size > max(SMALL, bounds.times * entry.compress_size):
            yield _("A part unpacks to more than is allowed: %(name)s") % {"name": shortened(name)}
    if sum(entry.file_size for entry in entries) > bounds.unpacked:
        yield _("It unpacks to more than %(count)s MB") % {"count": bounds.unpacked // MEGABYTE}


def _leads_out(entry: ZipInfo) -> bool:
    name = entry.orig_filename
    parts = PurePosixPath(name).parts
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    is_strange = name.startswith("/") or ".." in parts or any(sign in name for sign in "\\:\0")
    return is_link or is_strange or any(ord(sign) < 32 for sign in name)


def _unpacked(archive: ZipFile, entries: list[ZipInfo], bounds: Bounds) -> dict[str, bytes]:
    """Return the parts, read no further than is allowed: a header may lie."""
    parts, room = {}, bounds.unpacked
    for entry in entries:
        if entry.is_dir():
            continue
        found = bytearray()
        with archive.open(entry) as file:
            while chunk := file.read(CHUNK):
                found += chunk
                if len(found) > min(room, bounds.of_one):
                    words = {"name": shortened(entry.filename)}
                    raise Hostile([_("A part unpacks to more than is allowed: %(name)s") % words])
        room -= len(found)
        parts[entry.filename] = bytes(found)
    return parts


def against_xml(parts: dict[str, bytes]) -> Iterator[str]:
    """Yield what stands against parts of XML before anything parses them."""
    for name, content in parts.items():
        if not name.lower().endswith(XML):
            continue
        words = {"name": shortened(name)}
        encoding = ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
        is_utf8 = encoding is None or encoding[1].lower() in {b"utf-8", b"us-ascii", b"ascii"}
        if b"\0" in content or not is_utf8:
            yield _("A part is not written in UTF-8: %(name)s") % words
        elif DECLARED.search(content):
            yield _("A part declares a DOCTYPE or entities: %(name)s") % words


def against_programs(parts: dict[str, bytes], instead: str) -> Iterator[str]:
    """Yield what stands against macros and controls; `instead` is the ending to save it under."""
    types = parts.get(CONTENT_TYPES, b"").lower()
    if b"macroenabled" in types or _named(parts, "vba"):
        yield _("It has macros; save it as %(ending)s without them") % {"ending": instead}
    if b"activex" in types or _named(parts, "activex"):
        yield _("It has ActiveX controls")


def _named(parts: dict[str, bytes], word: str) -> bool:
    return any(word in name.lower() for name in parts)


def shortened(name: str) -> str:
    """Return a part's name as a page may show it."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:80]
