"""Names of files that people get: of one person alone, and possible on Windows, Linux and a Mac."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*]')
NOT_IN_A_NUMBER = re.compile(r"[^\w-]")
RESERVED = re.compile(r"con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]", re.IGNORECASE)
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
MOST_BYTES = 240
"""Linux has 255 bytes for a name, Windows 255 characters; some are left for a copy's number."""


def file_name(*parts: str, extension: str) -> str:
    """Return a name made of the parts; where it is too long, the first one gives way.

    >>> file_name("许文静", of_number("10402"), "2026", extension="pptx")
    '许文静-10402-2026.pptx'
    >>> file_name("../a:b ", of_number("A/7"), extension="xlsx")
    '_a_b-A%2f7.xlsx'
    >>> file_name("con .m", of_number("7"), extension="xlsx"), file_name("nul", extension="xlsx")
    ('_con .m-7.xlsx', '_nul.xlsx')
    """
    first, *rest = map(_cleaned, parts)
    end = "".join(f"-{part}" for part in rest) + f".{extension}"
    stem = _cut(first, MOST_BYTES - len(end.encode()))
    name = f"{stem}{end}" if stem else end.removeprefix("-")
    # Windows takes what stands before the first point for a device.
    return f"_{name}" if RESERVED.fullmatch(name.partition(".")[0].rstrip()) else name


def of_number(number: str) -> str:
    """Return a staff number as a part of a name that no other number has.

    >>> of_number("A/7"), of_number("10402"), of_number("NUL")
    ('A%2f7', '10402', '%4eUL')
    """
    if RESERVED.fullmatch(number):
        return _escaped(number[0]) + number[1:]
    return NOT_IN_A_NUMBER.sub(lambda found: _escaped(found[0]), number)


def distinct(names: Iterable[str]) -> list[str]:
    """Return the names, those that a folder would take for one told apart by a number.

    >>> distinct(["A1", "a1", "B", "a1~2"])
    ['A1', 'a1~2', 'B', 'a1~2~2']
    """
    taken: set[str] = set()
    found = []
    for name in names:
        other, number = name, 1
        while _folded(other) in taken:
            number += 1
            other = f"{name}~{number}"
        taken.add(_folded(other))
        found.append(other)
    return found


def _escaped(sign: str) -> str:
    return f"%{ord(sign):02x}"


def _folded(name: str) -> str:
    """Return what Windows and a Mac compare: neither capitals nor the way of composing counts."""
    return unicodedata.normalize("NFKC", name).casefold()


def _cleaned(part: str) -> str:
    seen = "".join(sign for sign in part if unicodedata.category(sign) not in UNSEEN)
    return NOT_IN_A_NAME.sub("_", seen).strip(" .")


def _cut(text: str, most: int) -> str:
    return text.encode()[: max(most, 0)].decode(errors="ignore").rstrip(" .")
