"""UTF-8 or GB18030: the bytes decide, and where they are not certain the file is refused.

UTF-8 where all of it is UTF-8, GB18030 only where there is no BOM and no three-byte UTF-8 before
the first bad byte. Two-byte UTF-8 is no evidence by itself, since 谢 and 营 in GBK look like it:
its words are weighed (`letters`).
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from portfolio.contract.sentences import filled
from portfolio.loading.letters import WORD, Meant, verdict, weigh, weighed
from portfolio.loading.octets import BadBytesError, bad_byte, chunks

NOT_TEXT = _("text in UTF-8 (with or without BOM), or in GB18030 from beginning to end")
DAMAGED = _("UTF-8 to the end of the file, as it began")
MIXED = _("GB18030 to the end of the file, as it began; this is UTF-8")
DOUBTFUL = _(
    "bytes of one meaning; in GB18030 these are “{chinese}”: save the file as UTF-8 with BOM"
)

THREE_BYTES = re.compile("[\u0800-\U0010ffff]")
RUN = re.compile(rb"[\x80-\xff]+")
TWO_OF_UTF8 = re.compile(rb"[\xe4-\xe9][\x80-\xbf][\x80-\xbf]" * 2)  # no {2}: five times slower
UTF8_RUN = re.compile(rb"(?<![\x80-\xff])(?:[\xe4-\xe9][\x80-\xbf]{2}){2,}(?![\x80-\xff])")
LETTER_ROWS = bytes(range(0xA4, 0xAA))
"""Where GB2312 has Japanese, Greek and Russian letters and lines for boxes."""
APART = re.compile("(?<![A-Za-z])[^\x00-\x7f]|[^\x00-\x7f](?![A-Za-z])")


class Utf8:
    """The guess that a file is UTF-8, made chunk by chunk.

    `bad` is the first byte that is none; `wide` says that three-byte UTF-8 came before it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self.size = 0
        self.bom = self.wide = self.narrow = False
        self.bad: int | None = None

    def add(self, chunk: bytes) -> None:
        if not self.size:
            self.bom = chunk.startswith(codecs.BOM_UTF8)
        pending = len(self.decoder.getstate()[0])
        if self.bad is None and (pending or not chunk.isascii()):
            try:
                self._see(self.decoder.decode(chunk))
            except UnicodeDecodeError as error:
                self.bad = self.size - pending + error.start
                self._see_before_bad(error.object, error.start)
        self.size += len(chunk)

    def _see(self, text: str) -> None:
        if self.wide or text.isascii():
            return
        self.narrow = True
        self.wide = THREE_BYTES.search(text) is not None

    def _see_before_bad(self, data: bytes, start: int) -> None:
        """Take the word that breaks off in the bad byte as evidence only if nothing speaks for GBK.

        瀚华 in GBK is a character of UTF-8 and a byte too many; so is a damaged name in UTF-8.
        """
        text = data[:start].decode()
        before = _without_last_word(text)
        self._see(before)
        if not self.wide and THREE_BYTES.search(text[len(before) :]):
            self.wide = not _speaks_for_gbk(data[len(before.encode()) :])

    def finish(self) -> None:
        """Notice a character that the end of the file cuts off."""
        if self.bad is None and (rest := self.decoder.getstate()[0]):
            self.bad = self.size - len(rest)

    def holds(self) -> bool:
        """Whether the file is UTF-8; if not, GB18030 may be tried. Raise BadBytesError."""
        if self.bad is not None:
            if self.bom or self.wide or _begins_with_letters(self.path, self.bad):
                raise bad_byte(self.path, self.bad, DAMAGED)
            return False
        if self.bom or self.wide or not self.narrow:
            return True
        meant = verdict(weighed(_lines(self.path, self.size)))
        if meant is Meant.EITHER:
            raise _doubtful(self.path, self.size)
        return meant is not Meant.CHINESE


def _without_last_word(text: str) -> str:
    end = len(text)
    while end and not text[end - 1].isascii():
        end -= 1
    return text[:end]


def _speaks_for_gbk(data: bytes) -> bool:
    """Whether the data have no word of three-byte UTF-8, but words of common characters in GBK."""
    common = uncommon = 0
    for run in RUN.findall(data):
        try:
            if THREE_BYTES.search(run.decode()):
                return False
        except UnicodeDecodeError:
            if _is_common(run.decode("gb18030", errors="replace")):
                common += 1
            else:
                uncommon += 1
    return common > max(1, uncommon)


def _begins_with_letters(path: Path, bad: int) -> bool:
    """Whether the words before the bad byte are sooner those of UTF-8: Müller, Иван."""
    counts = weighed(_lines(path, bad))
    return counts[Meant.LETTERS] > 0 and counts[Meant.LETTERS] >= counts[Meant.CHINESE]


def _lines(path: Path, end: int) -> Iterator[str]:
    """Yield the lines as UTF-8 up to the byte `end`, without a word that breaks off there."""
    done = 0
    with path.open("rb") as file:
        for line in file:
            text = line[: end - done].decode(errors="ignore")
            done += len(line)
            yield text if done <= end else _without_last_word(text)
            if done >= end:
                return


def _doubtful(path: Path, size: int) -> BadBytesError:
    """Name the first word that is not certain."""
    for number, line in enumerate(_lines(path, size), start=1):
        for match in WORD.finditer(line):
            first, last = match.span()
            meant = weigh(match[0], line[first - 1 : first], line[last : last + 1])
            if meant in {Meant.EITHER, Meant.CHINESE}:
                chinese = match[0].encode().decode("gb18030", errors="replace")
                return BadBytesError(number, match[0], filled(DOUBTFUL, chinese=chinese))
    raise AssertionError("a verdict of doubt without a doubtful word")


def transcode(path: Path, copy: Path, guess: Utf8) -> None:
    """Write `path`, read as GB18030, to `copy` in UTF-8. Raise BadBytesError if it is neither."""
    decoder = codecs.getincrementaldecoder("gb18030")("strict")
    done, is_chinese = 0, None
    with copy.open("wb") as out:
        for chunk in chunks(path):
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                raise bad_byte(path, done - pending + error.start, NOT_TEXT) from error
            if (utf8 := _utf8_in(chunk)) is not None:
                raise bad_byte(path, done + utf8, MIXED)
            if is_chinese is None:
                is_chinese = _is_chinese(text)
            out.write(text.encode())
            done += len(chunk)
    if rest := decoder.getstate()[0]:
        raise bad_byte(path, done - len(rest), NOT_TEXT)
    if not is_chinese:
        raise _doubtful(path, done) if guess.bad is None else bad_byte(path, guess.bad, NOT_TEXT)


def _utf8_in(chunk: bytes) -> int | None:
    """Return where a name in UTF-8 stands among GB18030, which reads it as rare characters.

    A name on the seam of two chunks is not seen; a file that turns to UTF-8 has others.
    """
    if not TWO_OF_UTF8.search(chunk):
        return None  # in a fraction of the time
    for match in UTF8_RUN.finditer(chunk):
        in_gbk = match[0].decode("gb18030", errors="replace")
        if _is_common(match[0].decode()) and not _is_common(in_gbk):
            return match.start()
    return None


def _is_chinese(text: str) -> bool | None:
    """Whether half of the characters are common ones; None where there are none.

    Those between two Latin letters, as in M黮ler, are damage. In Big5 read as GB18030, in Japanese
    or in text that was cut to a number of bytes, most are rare.
    """
    found = "".join(APART.findall(text))
    first_bytes = found.encode("gb2312", errors="ignore")[::2]
    common = first_bytes.translate(None, delete=LETTER_ROWS)
    return 2 * len(common) >= len(found) if found else None


def _is_common(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
