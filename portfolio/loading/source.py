"""A file of the set, opened: its text, its header, and where each column of the contract stands."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, TypedDict

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portfolio.contract import ContractColumn, File
from portfolio.loading.encoding import BadBytesError, Text, read_text
from portfolio.loading.result import Problem, shown

PADDING = " \u00a0\u3000"
"""What may stand around a value or a column's name; it is not part of it."""


class _Dialect(TypedDict):
    strict: bool
    skipinitialspace: bool


DIALECT: Final[_Dialect] = {"strict": True, "skipinitialspace": True}
"""How csv.reader reads every file: it has the last word on what a row is."""

EMPTY = _("a header line; the file is empty")
BROKEN_HEADER = _("a header line of column names, parted by commas")
TWICE = _("each column name once")


class UnreadableError(Exception):
    """The file cannot be read at all; nothing is said about its rows."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True)
class Source:
    """An opened file. `header_line` is where the header ends."""

    file: File
    text: Text
    header: tuple[str, ...]
    header_line: int

    def position(self, name: str) -> int | None:
        """Return where the header names the column, counted from 0."""
        return self.header.index(name) if name in self.header else None

    def has(self, column: ContractColumn) -> bool:
        return self.position(column.name) is not None or (
            column.alias is not None and self.position(column.alias) is not None
        )

    def name_of(self, column: ContractColumn) -> str:
        """Return the column's name as this file's header has it."""
        if self.position(column.name) is None and column.alias in self.header:
            return column.alias or column.name
        return column.name

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        known = {c.name for c in self.file.columns} | {c.alias for c in self.file.columns}
        return tuple(name for name in self.header if name not in known)


def open_source(file: File, path: Path, folder: Path, tell: Callable[[int], None]) -> Source:
    """Check the bytes and the header of `path`. Raise UnreadableError with all that is wrong."""
    try:
        if not path.is_file():
            raise UnreadableError([Problem(file.file_name, None, "", "", _("a file"))])
        text = read_text(path, folder, tell)
    except BadBytesError as error:
        raise UnreadableError(
            [Problem(file.file_name, error.line, "", error.value, error.expected)]
        ) from error
    except OSError as error:
        raise UnreadableError(
            [Problem(file.file_name, None, "", error.strerror or "", _("a file that can be read"))]
        ) from error
    header, line = _header(file, text)
    if problems := [*_repeated(file, header, line), *_missing(file, header, line)]:
        raise UnreadableError(problems)
    return Source(file, text, header, line)


def opened(path: Path) -> IO[str]:
    """Open a file of UTF-8 text for a CSV reader."""
    return path.open(encoding="utf-8-sig", newline="")


def _header(file: File, text: Text) -> tuple[tuple[str, ...], int]:
    with opened(text.path) as lines:
        rows = csv.reader(lines, **DIALECT)
        try:
            for row in rows:
                if row:
                    return tuple(name.strip(PADDING) for name in row), rows.line_num
        except csv.Error as error:
            raise UnreadableError([Problem(file.file_name, 1, "", "", BROKEN_HEADER)]) from error
    raise UnreadableError([Problem(file.file_name, 1, "", "", EMPTY)])


def _repeated(file: File, header: tuple[str, ...], line: int) -> Iterator[Problem]:
    for name, times in Counter(header).items():
        if times > 1 and name:
            yield Problem(file.file_name, line, shown(name), shown(name), TWICE)


def _missing(file: File, header: tuple[str, ...], line: int) -> Iterator[Problem]:
    for column in file.columns:
        if column.required and column.name not in header and column.alias not in header:
            expected = format_lazy(_("a column named {name}"), name=column.name)
            yield Problem(file.file_name, line, column.name, "", expected)
