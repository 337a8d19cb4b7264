"""A workbook that somebody brought, with marks put into it: all else in it stays as it is."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

AUTHOR = "Perfcenter"
WRONG = PatternFill("solid", start_color="FFFBEAE6", end_color="FFFBEAE6")
INK = "FFAB3322"
WIDE = 60
MOST_BYTES = 24 * 1024 * 1024
"""Of sheets, unpacked: a cell takes some hundred bytes of memory while it is marked."""


class Unmarkable(Exception):  # noqa: N818 - it is an answer
    """The workbook is too large for it, or has what the library does not read."""


@dataclass
class Marks:
    """What is put into one sheet: comments by row and column from 1, sentences by row.

    The sentences stand in the column `after`, under `head` in the row `head_row`.
    """

    head: str
    head_row: int
    after: int
    comments: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    sentences: dict[int, str] = field(default_factory=dict)


def marked(
    path: Path, sheets: Mapping[str, Marks], more: Mapping[str, Sequence[Sequence[str]]]
) -> bytes:
    """Return the workbook with marks in its sheets, and with further sheets of rows at the end."""
    _check_size(path)
    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")  # of what the library leaves out
            book = load_workbook(file, rich_text=True)
            for name, marks in sheets.items():
                _mark(book[name], marks)
            for name, rows in more.items():
                sheet = book.create_sheet(name)
                for place, row in enumerate(rows, start=1):
                    for column, said in enumerate(row, start=1):
                        _say(sheet.cell(place, column), said)
            return _bytes_of(book)
    except Exception as error:  # whatever stands in a file of somebody else
        raise Unmarkable(str(error)) from error


def _check_size(path: Path) -> None:
    with ZipFile(path) as archive:
        sheets = (i for i in archive.infolist() if i.filename.startswith("xl/worksheets/"))
        if sum(info.file_size for info in sheets) > MOST_BYTES:
            raise Unmarkable(path.name)


def _mark(sheet: Any, marks: Marks) -> None:
    for (row, column), said in marks.comments.items():
        cell = _whole(sheet, sheet.cell(row, column))
        cell.fill = WRONG
        before = [cell.comment.text] if cell.comment else []
        cell.comment = Comment("\n".join([*before, *said]), AUTHOR, height=110, width=320)
    _say(sheet.cell(marks.head_row, marks.after), marks.head)
    for row, sentence in marks.sentences.items():
        _say(sheet.cell(row, marks.after), sentence)
    sheet.column_dimensions[get_column_letter(marks.after)].width = WIDE


def _whole(sheet: Any, cell: Any) -> Any:
    """Return the cell that shows where a cell is one of several merged ones."""
    if not isinstance(cell, MergedCell):
        return cell
    found = next(r for r in sheet.merged_cells.ranges if cell.coordinate in r)
    return sheet.cell(found.min_row, found.min_col)


def _say(cell: Any, text: str) -> None:
    cell = cell if not isinstance(cell, MergedCell) else _whole(cell.parent, cell)
    cell.value = text
    cell.data_type = "s"  # also where it begins like a formula
    cell.font = Font(color=INK)


def _bytes_of(book: Any) -> bytes:
    """Write the workbook without asking the clock: equal marks make equal bytes."""
    buffer = io.BytesIO()
    ExcelWriter(book, _Timeless(buffer, "w", ZIP_DEFLATED)).save()
    return buffer.getvalue()


class _Timeless(ZipFile):
    """An archive whose members have the format's earliest time."""

    def writestr(
        self, zinfo_or_arcname: str | ZipInfo, data: Any, *given: Any, **more: Any
    ) -> None:
        name = zinfo_or_arcname
        info = name if isinstance(name, ZipInfo) else ZipInfo(name)
        info.compress_type = ZIP_DEFLATED
        super().writestr(info, data)

    def write(
        self,
        filename: str | os.PathLike[str],
        arcname: str | os.PathLike[str] | None = None,
        *given: Any,
        **more: Any,
    ) -> None:
        self.writestr(os.fspath(arcname or filename), Path(filename).read_bytes())
