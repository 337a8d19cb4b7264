"""A file of the set, opened: its text, its header, and where each column of the contract stands."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from portfolio.contract import ContractColumn, File
from portfolio.loading.encoding import Text, read_text
from portfolio.loading.header import Header, read_header
from portfolio.loading.octets import BadBytesError
from portfolio.loading.result import Problem, UnreadableError, shown


@dataclass(frozen=True)
class Source:
    """An opened file."""

    file: File
    text: Text
    header: Header

    def position(self, name: str) -> int | None:
        """Return where the header names the column, counted from 0."""
        return self.header.places.get(name)

    def has(self, column: ContractColumn) -> bool:
        return self._place_of(column) is not None

    def name_of(self, column: ContractColumn) -> str:
        """Return the column's name as this file's header has it."""
        place = self._place_of(column)
        return column.name if place is None else self.header.names[place]

    def _place_of(self, column: ContractColumn) -> int | None:
        places = [self.position(name) for name in (column.name, column.alias) if name]
        return next((place for place in places if place is not None), None)

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        ours = set(self.header.places.values())
        return tuple(name for place, name in enumerate(self.header.names) if place not in ours)


def open_source(file: File, path: Path, folder: Path, tell: Callable[[int], None]) -> Source:
    """Check the bytes and the header of `path`. Raise UnreadableError with all that is wrong."""
    try:
        if not path.is_file():
            raise UnreadableError([Problem(file.file_name, None, "", "", _("a file"))])
        text = read_text(path, folder, tell)
    except BadBytesError as error:
        raise UnreadableError(
            [Problem(file.file_name, error.line, "", shown(error.value), error.expected)]
        ) from error
    except OSError as error:
        raise UnreadableError(
            [Problem(file.file_name, None, "", error.strerror or "", _("a file that can be read"))]
        ) from error
    with opened(text.path) as lines:
        return Source(file, text, read_header(file, lines))


def opened(path: Path) -> IO[str]:
    """Open a file of UTF-8 text for a CSV reader."""
    return path.open(encoding="utf-8-sig", newline="")
