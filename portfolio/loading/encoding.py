"""One pass over a file's bytes: what kind of file, its encoding, NUL bytes, line ends, digest.

GB18030 becomes UTF-8. `guess` says which of the two a file is.
"""

import codecs
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from portfolio.contract.sentences import Sentence
from portfolio.loading.guess import Utf8, transcode
from portfolio.loading.octets import BadBytesError, Lines, chunks, in_hex, line_at

NO_UTF16 = _("UTF-8 or GB18030; this file is UTF-16 (Excel: save as “CSV UTF-8”)")
NO_NUL = _("no NUL bytes; the file is damaged or not text")
ARCHIVE = _("a CSV file; this is a workbook or a ZIP named .csv: open it, save it as “CSV UTF-8”")
OLD_WORKBOOK = _("a CSV file; this is a workbook named .csv: open it, save it as “CSV UTF-8”")
OTHER_FILE = _("a CSV file; this is another kind of file named .csv")

SIGNATURES: dict[bytes, Sentence] = {
    codecs.BOM_UTF16_LE: NO_UTF16,
    codecs.BOM_UTF16_BE: NO_UTF16,
    b"PK\x03\x04": ARCHIVE,
    b"PK\x05\x06": ARCHIVE,
    b"\xd0\xcf\x11\xe0": OLD_WORKBOOK,
    b"%PDF": OTHER_FILE,
    b"\x1f\x8b": OTHER_FILE,
    b"{\\rtf": OTHER_FILE,
}
"""The first bytes of what comes under the name of a CSV file."""


@dataclass(frozen=True)
class Text:
    """A file known to be text, and where it can be read as UTF-8."""

    path: Path
    encoding: str
    digest: str
    size: int
    lines: Lines


def read_text(path: Path, folder: Path, tell: Callable[[int], None]) -> Text:
    """Read `path`; write a UTF-8 copy into `folder` if it is GB18030. Raise BadBytesError."""
    size, digest, lines, guess = 0, hashlib.sha256(), Lines(), Utf8(path)
    for chunk in chunks(path):
        if not size:
            _refuse_other_kinds(chunk)
        if b"\0" in chunk:
            raise BadBytesError(line_at(path, size + chunk.index(b"\0")), "NUL", NO_NUL)
        digest.update(chunk)
        lines.add(chunk)
        guess.add(chunk)
        size += len(chunk)
        tell(size)
    guess.finish()
    if guess.holds():
        encoding = "UTF-8 BOM" if guess.bom else "UTF-8"
        return Text(path, encoding, digest.hexdigest(), size, lines)
    copy = folder / f"{path.name}.utf8"
    transcode(path, copy, guess)
    return Text(copy, "GB18030", digest.hexdigest(), size, lines)


def _refuse_other_kinds(beginning: bytes) -> None:
    for signature, sentence in SIGNATURES.items():
        if beginning.startswith(signature):
            raise BadBytesError(1, in_hex(signature), sentence)
    # UTF-16 without a BOM: of the first ASCII characters every other byte is NUL.
    if len(beginning) > 1 and not (any(beginning[:8:2]) and any(beginning[1:8:2])):
        raise BadBytesError(1, in_hex(beginning[:2]), NO_UTF16)
