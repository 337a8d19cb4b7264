"""A file's first line: which column of the contract each name means, or what is the matter.

The contract's names count before other spellings of them (capitals, spaces, full width, Chinese),
so that a file may have columns of its own beside ours. What cannot be understood is refused in one
sentence that shows the line as found.
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, Protocol

from django.utils.translation import gettext_lazy as _

from portfolio.contract import ContractColumn, File
from portfolio.contract.sentences import Sentence, filled
from portfolio.loading.dialect import DIALECT, PADDING
from portfolio.loading.result import Problem, UnreadableError, shown

EMPTY = _("a header line; the file is empty")
BROKEN = _("a header line of column names, parted by commas")
TWICE = _("each column name once")
MISSING = _("also these columns: {names}")
NO_NAMES = _("column names parted by commas in the first line, such as {names}")
SEPARATOR = _("commas between the columns, not {found}: save the file as CSV with commas")
ONE_TEXT = _("each column name on its own; quotation marks make the whole line one text")
TITLE = _("the column names in the first line; they are in line {line}: delete the lines above")
SEP_LINE = _("the column names in the first line; delete this line, which only Excel understands")
WEB_PAGE = _("a CSV file; this is a web page named .csv: open it in Excel, save it as “CSV UTF-8”")

SEPARATORS = {
    ";": _("semicolons"), "；": _("semicolons"), "\t": _("tabs"), "|": _("vertical bars"),
    "，": _("full-width commas"), "、": _("full-width commas"), " ": _("spaces"),
}  # fmt: skip
SEP = re.compile(r'"?sep=', re.IGNORECASE)
INVISIBLE = "\ufeff\u200b\u200e\u200f"
FURTHER = 20
"""Rows in which the column names are looked for below a title."""
SOME = 3


class Reader(Protocol):
    """What csv.reader returns."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


@dataclass(frozen=True)
class Header:
    """The first line's names, where it ends, and at which place each of our columns stands."""

    names: tuple[str, ...]
    line: int
    places: dict[str, int]


def read_header(file: File, lines: IO[str]) -> Header:
    """Read the header from an opened file. Raise UnreadableError with what is wrong with it."""
    first, before = _first_line(lines)
    if not first:
        raise _refused(file, 1, "", EMPTY)
    place = before + 1
    if SEP.match(first):
        raise _refused(file, place, first, SEP_LINE)
    if first.lstrip(PADDING + "\t").startswith("<"):
        raise _refused(file, place, first, WEB_PAGE)
    rows = csv.reader(_and(first, lines), **DIALECT)
    try:
        names = tuple(name.strip(PADDING) for name in next(rows))
    except csv.Error as error:
        separator = _separator_in(file, first)
        found = BROKEN if separator in {None, ","} else _not(separator)
        raise _refused(file, place, first, found) from error
    line = before + rows.line_num
    places = _places(file, names, line)
    if missing := [column for column in _required(file) if not _is_in(column, places)]:
        found = _what_is_wrong(file, names, places, missing, rows, before)
        raise _refused(file, line, first, found)
    if repeated := next((name for name, n in Counter(names).items() if n > 1 and name), None):
        raise _refused(file, line, repeated, TWICE, shown(repeated))
    return Header(names, line, places)


def _first_line(lines: IO[str]) -> tuple[str, int]:
    """Return the first line that is not blank, and how many come before it."""
    for before, line in enumerate(lines):
        if line.strip(f"{PADDING}{INVISIBLE}\r\n,"):
            return line, before
    return "", 0


def _and(first: str, lines: Iterable[str]) -> Iterator[str]:
    yield first
    yield from lines


def _refused(
    file: File, line: int, found: str, expected: Sentence, column: str = ""
) -> UnreadableError:
    value = shown(found.strip("\r\n"))
    return UnreadableError([Problem(file.file_name, line, column, value, expected)])


def _places(file: File, names: tuple[str, ...], line: int) -> dict[str, int]:
    """Return where each column stands; refuse two names that mean the same one."""
    places = {name: place for place, name in enumerate(names) if name in _ours(file)}
    meant = spellings(file)
    understood: dict[str, int] = {}
    for place, name in enumerate(names):
        column = meant.get(plain_name(name))
        if column is None or column in places:
            continue
        if column in understood:
            raise _refused(file, line, name, TWICE, shown(name))
        understood[column] = place
    return places | understood


def _ours(file: File) -> set[str]:
    return {name for c in file.columns for name in (c.name, c.alias) if name}


def spellings(file: File) -> dict[str, str]:
    """What each name means, in the plain form of it."""
    meant = {plain_name(name): name for name in _ours(file)}
    for column in file.columns:
        meant |= dict.fromkeys(column.zh, column.name)
        if column.alias:
            meant |= dict.fromkeys(column.alias_zh, column.alias)
    return meant


def plain_name(name: str) -> str:
    """Return the name without what does not count: capitals, width, how its words are parted.

    >>> plain_name("Staff No"), plain_name("\\ufeffＳＴＡＦＦ＿ＮＯ")
    ('staff_no', 'staff_no')
    """
    plain = unicodedata.normalize("NFKC", name).strip(PADDING + INVISIBLE)
    return re.sub(r"[\s-]+", "_", plain.casefold())


def _required(file: File) -> list[ContractColumn]:
    return [column for column in file.columns if column.required]


def _is_in(column: ContractColumn, places: dict[str, int]) -> bool:
    return column.name in places or column.alias in places


def _what_is_wrong(
    file: File, names: tuple[str, ...], places: dict[str, int], missing: list[ContractColumn],
    rows: Reader, before: int,
) -> Sentence:  # fmt: skip
    """Return what is the matter with a line that lacks columns."""
    for cell in names:
        if separator := _separator_in(file, cell):
            return ONE_TEXT if separator == "," else _not(separator)
    if line := _line_of_names(file, rows):
        return filled(TITLE, line=before + line)
    if places:
        return filled(MISSING, names=_listed(missing))
    return filled(NO_NAMES, names=_listed(_required(file)[:SOME]))


def _listed(columns: list[ContractColumn]) -> str:
    return ", ".join(f"{column.name} ({column.zh[0]})" for column in columns)


def _separator_in(file: File, text: str) -> str | None:
    """Return what stands between two of our names inside the text."""
    meant = spellings(file)
    parts = re.split(r"([^\w-]+)", text)
    for one, between, other in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        if plain_name(one) in meant and plain_name(other) in meant:
            return between.strip(" \"'") or " "
    return None


def _not(separator: str) -> Sentence:
    return filled(SEPARATOR, found=SEPARATORS.get(separator, f"“{shown(separator)}”"))


def _line_of_names(file: File, rows: Reader) -> int | None:
    """Return the row further down that has all the names we need, counted in lines."""
    meant = spellings(file)
    try:
        for row in islice(rows, FURTHER):
            found = {meant[plain_name(name)] for name in row if plain_name(name) in meant}
            if all({c.name, c.alias} & found for c in _required(file)):
                return rows.line_num
    except csv.Error:
        return None
    return None
