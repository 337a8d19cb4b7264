"""The workbook behind a chart, written as text; it reads as XlsxWriter's, cell by cell.

What does not depend on the cells comes of a workbook that XlsxWriter made with the same formats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from reviews.deck.charts.book import letters
from reviews.deck.charts.values import Book, Cell, Column, Formula, Number
from reviews.deck.fast.packing import Member, member, zipped
from reviews.deck.reference.workbook import workbook

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
SST = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BEFORE_ROWS = re.compile(
    r"(.*<dimension ref=\")[^\"]*(\".*<sheetData>).*(</sheetData>.*)", re.DOTALL
)
STYLED = re.compile(r'<c r="A\d+" s="(\d+)">')
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9a-fA-F]{4}_)")
EDGE = re.compile(r"^\s|\s$")


@dataclass(frozen=True)
class Frame:
    """A workbook without its cells: packed parts, the sheet around the rows, styles by format."""

    lasting: tuple[Member, ...]
    sheet: tuple[str, str, str]  # to the dimension, to the rows, after them
    styles: dict[str, str]


@lru_cache(maxsize=256)
def frame(formats: tuple[str, ...]) -> Frame:
    """Return the frame of workbooks that use these formats, in this order."""
    blob = workbook(Book((Column("", tuple(Number(1, one) for one in formats)),)))
    with ZipFile(BytesIO(blob)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts.pop(SHEET).decode()
    parts.pop(STRINGS)
    around = BEFORE_ROWS.fullmatch(sheet)
    if around is None:
        raise ValueError("XlsxWriter writes worksheets otherwise than it did")
    return Frame(
        lasting=tuple(member(name, content) for name, content in parts.items()),
        sheet=(around[1], around[2], around[3]),
        styles={one: f' s="{s}"' for one, s in zip(formats, STYLED.findall(sheet), strict=True)},
    )


def book_bytes(book: Book) -> bytes:
    """Return the workbook as a file, the same for the same cells."""
    around = frame(_formats(book))
    strings: dict[str, int] = {}
    columns = [(letters(place), column) for place, column in enumerate(book.columns)]
    rows = ["".join(_string(f"{name}1", column.head, strings) for name, column in columns)]
    for row in range(book.rows):
        cells = (
            _cell(f"{name}{row + 2}", column.cells[row], strings, around.styles)
            for name, column in columns
        )
        rows.append("".join(cells))
    listed = "".join(
        f'<row r="{number}">{cells}</row>' for number, cells in enumerate(rows, start=1)
    )
    start, middle, end = around.sheet
    sheet = f"{start}A1:{columns[-1][0]}{book.rows + 1}{middle}{listed}{end}"
    return zipped(
        (*around.lasting, member(SHEET, sheet.encode()), member(STRINGS, _shared(strings)))
    )


def _formats(book: Book) -> tuple[str, ...]:
    found = (
        cell.format
        for column in book.columns
        for cell in column.cells
        if cell is not None and not isinstance(cell, str)
    )
    return tuple(dict.fromkeys(found))


def _cell(address: str, cell: Cell, strings: dict[str, int], styles: dict[str, str]) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _string(address, cell, strings)
    if isinstance(cell, Number):
        return f'<c r="{address}"{styles[cell.format]}><v>{cell.value:.16G}</v></c>'
    return _formula(address, cell, styles[cell.format])


def _formula(address: str, cell: Formula, style: str) -> str:
    text, value = _written(cell.text), cell.value
    if isinstance(value, str):
        kind = ' t="str"' if value else ""
        return f'<c r="{address}"{style}{kind}><f>{text}</f><v>{escape(value)}</v></c>'
    return f'<c r="{address}"{style}><f>{text}</f><v>{value}</v></c>'


@lru_cache(8_192)
def _written(formula: str) -> str:
    """Charts of a kind have the same formulas in every deck."""
    return escape(formula)


def _string(address: str, text: str, strings: dict[str, int]) -> str:
    number = strings.setdefault(text, len(strings))
    return f'<c r="{address}" t="s"><v>{number}</v></c>'


def _shared(strings: dict[str, int]) -> bytes:
    listed = "".join(map(_shared_string, strings))
    counts = f'count="{len(strings)}" uniqueCount="{len(strings)}"'
    return f'{HEAD}<sst xmlns="{SST}" {counts}>{listed}</sst>'.encode()


def _shared_string(text: str) -> str:
    kept = ' xml:space="preserve"' if EDGE.search(text) else ""
    written = CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return f"<si><t{kept}>{escape(written)}</t></si>"
