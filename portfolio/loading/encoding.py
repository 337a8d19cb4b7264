"""One pass over a file's bytes: encoding, NUL bytes, line ends, digest; GB18030 becomes UTF-8.

Strict UTF-8, with or without BOM. GB18030 only where there is no BOM and no valid multi-byte UTF-8
before the first bad byte: then no Chinese character was readable as UTF-8, so none is guessed at.
"""

import codecs
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from portfolio.contract.columns import Sentence

CHUNK = 1 << 20
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NOT_TEXT = _("text in UTF-8 (with or without BOM), or in GB18030 from beginning to end")
DAMAGED = _("UTF-8 to the end of the file, as it began")
NO_UTF16 = _("UTF-8 or GB18030; this file is UTF-16 (Excel: save as “CSV UTF-8”)")
NO_NUL = _("no NUL bytes; the file is damaged or not text")


class BadBytesError(Exception):
    """The file is not text that can be trusted: from which line, which byte, what was expected."""

    def __init__(self, line: int, value: str, expected: Sentence) -> None:
        super().__init__(value)
        self.line, self.value, self.expected = line, value, expected


@dataclass
class Lines:
    """Counts line ends and commas.

    `uniform`: all line ends are CRLF or all are LF, and no quote has a space beside it.
    """

    ends: int = 0
    crlf: int = 0
    returns: int = 0
    commas: int = 0
    spaced_quotes: bool = False
    last: bytes = field(default=b"")

    def add(self, chunk: bytes) -> None:
        seam = self.last + chunk
        self.crlf += seam.count(b"\r\n")
        self.ends += chunk.count(b"\n")
        self.returns += chunk.count(b"\r")
        self.commas += chunk.count(b",")
        self.spaced_quotes = self.spaced_quotes or b' "' in seam or b'" ' in seam
        self.last = chunk[-1:]

    @property
    def uniform(self) -> bool:
        mixed = self.returns != self.crlf or self.crlf not in {0, self.ends}
        return not mixed and not self.spaced_quotes

    @property
    def count(self) -> int:
        """Physical lines, when `uniform`."""
        return self.ends + (self.last not in {b"", b"\n"})


@dataclass(frozen=True)
class Text:
    """A file known to be text, and where it can be read as UTF-8."""

    path: Path
    encoding: str
    digest: str
    size: int
    lines: Lines


def read_text(path: Path, folder: Path, tell: Callable[[int], None]) -> Text:
    """Read `path` once; write a UTF-8 copy into `folder` if it is GB18030. Raise BadBytesError."""
    size, digest, lines, guess = 0, hashlib.sha256(), Lines(), Utf8(path)
    for chunk in _chunks(path):
        if not size and chunk[:2] in UTF16:
            raise BadBytesError(1, _hex(chunk[:2]), NO_UTF16)
        if b"\0" in chunk:
            raise BadBytesError(_line_at(path, size + chunk.index(b"\0")), "NUL", NO_NUL)
        digest.update(chunk)
        lines.add(chunk)
        guess.add(chunk)
        size += len(chunk)
        tell(size)
    guess.finish()
    copy = path if guess.holds else folder / f"{path.name}.utf8"
    if not guess.holds:
        _transcode(path, copy)
    return Text(copy, guess.name, digest.hexdigest(), size, lines)


class Utf8:
    """The guess that a file is UTF-8. It fails quietly only where GB18030 may be tried instead."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self.size = 0
        self.bom = self.multibyte = False
        self.holds = True

    @property
    def name(self) -> str:
        if not self.holds:
            return "GB18030"
        return "UTF-8 BOM" if self.bom else "UTF-8"

    def add(self, chunk: bytes) -> None:
        if not self.size:
            self.bom = chunk.startswith(codecs.BOM_UTF8)
        if self.holds:
            pending = len(self.decoder.getstate()[0])
            try:
                self.multibyte = not self.decoder.decode(chunk).isascii() or self.multibyte
            except UnicodeDecodeError as error:
                self.multibyte = self.multibyte or not error.object[: error.start].isascii()
                self._fail(self.size - pending + error.start)
        self.size += len(chunk)

    def finish(self) -> None:
        """Notice a character that the end of the file cuts off."""
        if self.holds and (rest := self.decoder.getstate()[0]):
            self._fail(self.size - len(rest))

    def _fail(self, offset: int) -> None:
        if self.bom or self.multibyte:
            raise _bad(self.path, offset, DAMAGED)
        self.holds = False


def _transcode(path: Path, copy: Path) -> None:
    """Write `path`, read as GB18030, to `copy` in UTF-8."""
    decoder = codecs.getincrementaldecoder("gb18030")("strict")
    done = 0
    with copy.open("wb") as out:
        for chunk in _chunks(path):
            pending = len(decoder.getstate()[0])
            try:
                out.write(decoder.decode(chunk).encode())
            except UnicodeDecodeError as error:
                raise _bad(path, done - pending + error.start, NOT_TEXT) from error
            done += len(chunk)
    if rest := decoder.getstate()[0]:
        raise _bad(path, done - len(rest), NOT_TEXT)


def _bad(path: Path, offset: int, expected: Sentence) -> BadBytesError:
    with path.open("rb") as file:
        file.seek(offset)
        return BadBytesError(_line_at(path, offset), _hex(file.read(1)), expected)


def _line_at(path: Path, offset: int) -> int:
    """Return the number of the physical line that holds the byte at `offset`."""
    lines, done = Lines(), 0
    for chunk in _chunks(path):
        lines.add(chunk[: offset - done])
        done += len(chunk)
        if done >= offset:
            break
    return lines.ends + lines.returns - lines.crlf + 1


def _hex(data: bytes) -> str:
    return "0x" + data.hex().upper()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
