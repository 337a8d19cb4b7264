"""The bytes of a file, in chunks; the lines they stand in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portfolio.contract.sentences import Sentence

CHUNK = 1 << 20


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


def chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def line_at(path: Path, offset: int) -> int:
    """Return the number of the physical line that holds the byte at `offset`."""
    lines, done = Lines(), 0
    for chunk in chunks(path):
        lines.add(chunk[: offset - done])
        done += len(chunk)
        if done >= offset:
            break
    return lines.ends + lines.returns - lines.crlf + 1


def bad_byte(path: Path, offset: int, expected: Sentence) -> BadBytesError:
    """Return the refusal of the byte at `offset`."""
    with path.open("rb") as file:
        file.seek(offset)
        return BadBytesError(line_at(path, offset), in_hex(file.read(1)), expected)


def in_hex(data: bytes) -> str:
    return "0x" + data.hex().upper()
