"""The workbook behind a chart, written as text; it reads as XlsxWriter's, cell by cell.

What does not depend on the cells comes of a workbook that XlsxWriter made with the same formats.
What stands around a column's values follows from its formulas and formats, and is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import chain
from xml.sax.saxutils import escape
from zipfile import ZipFile

from reviews.deck.charts.book import letters
from reviews.deck.charts.values import Book, Column, Number, Value
from reviews.deck.fast.model import Segments, cut
from reviews.deck.fast.packing import Member, member, zipped
from reviews.deck.reference.workbook import workbook

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
DIMENSION, ROWS = '(?<=<dimension ref=")[^"]*', "(?<=<sheetData>).*(?=</sheetData>)"
STYLED = re.compile(r'<c r="A\d+" s="(\d+)">')
SPECIAL = re.compile(r"[&<>_\x00-\x08\x0b-\x1f]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9a-fA-F]{4}_)")
STRING = ' t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
SURE = 16  # characters: so short a number has no more digits than Excel keeps
NUMBER, NOTHING = (int, float), type(None)
MOST = 4_096
Texts = tuple[str, ...]
Figures = list[list[bytes]]


@dataclass(frozen=True)
class Frame:
    """A workbook without its cells: packed parts, the sheet around the rows, styles by format."""

    lasting: tuple[Member, ...]
    sheet: Segments  # dimension, rows
    styles: tuple[tuple[str, str], ...]


@lru_cache(maxsize=256)
def frame(formats: frozenset[str]) -> Frame:
    """Return the frame of workbooks that use these formats."""
    ordered = sorted(formats)
    blob = workbook(Book((Column.of("", (Number(1, one) for one in ordered)),)))
    with ZipFile(BytesIO(blob)) as archive:
        parts = {name: _stringless(archive.read(name)) for name in archive.namelist()}
    sheet = parts.pop(SHEET).decode()
    parts.pop(STRINGS)
    return Frame(
        lasting=tuple(member(name, content) for name, content in parts.items()),
        sheet=cut(sheet, DIMENSION, ROWS),
        styles=tuple(zip(ordered, STYLED.findall(sheet), strict=True)),
    )


def _stringless(part: bytes) -> bytes:
    """Drop what leads to the part of shared strings: ours stand in their cells."""
    return re.sub(rb"<\w+ [^>]*sharedStrings[^>]*/>", b"", part)


def written(book: Book) -> Figures:
    """Return the numbers of each column as they are written, nothing for what is none.

    The chart and its workbook share them.
    """
    return [_written(column.values) for column in book.columns]


def _written(values: tuple[Value, ...]) -> list[bytes]:
    kinds = set(map(type, values))
    if str in kinds or NOTHING in kinds:
        texts = [str(value) if isinstance(value, NUMBER) else "" for value in values]
    else:
        texts = list(map(str, values))
    return "\n".join(texts).encode().split(b"\n")


def book_bytes(book: Book, figures: Figures) -> bytes:
    """Return the workbook as a file, the same for the same cells; `figures` are its numbers."""
    around = frame(frozenset().union(*[column.formats for column in book.columns]))
    heads, columns, cells = [], [], []
    for place, (head, values, formulas, formats) in enumerate(book.columns):
        kinds = tuple(map(type, values))
        heads.append(head)
        columns.append(_column(place, formulas, formats, kinds, around.styles))
        cells.append(_cells(figures[place], values, kinds, formulas))
    rows = _rows(tuple(columns)) % tuple(chain.from_iterable(zip(*cells, strict=True)))
    to = f"A1:{letters(len(heads) - 1)}{book.rows + 1}".encode()
    sheet = around.sheet.filled(to, _heads(tuple(heads)) + rows)
    return zipped((*around.lasting, member(SHEET, sheet)))


def _cells(
    figures: list[bytes], values: tuple[Value, ...], kinds: tuple[type, ...], formulas: Texts
) -> list[bytes]:
    """Return a column's values as cells have them: texts escaped, typed numbers of 16 digits."""
    if str in kinds:
        return [b"" if value is None else _text(str(value)).encode() for value in values]
    if "" in formulas and max(map(len, figures)) > SURE:
        return [
            figure if formula or value is None else f"{value:.16G}".encode()
            for figure, value, formula in zip(figures, values, formulas, strict=True)
        ]
    return figures


def _text(text: str) -> str:
    if not SPECIAL.search(text):
        return text
    return escape(CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


@lru_cache(MOST)
def _heads(heads: Texts) -> bytes:
    before, after = STRING
    cells = [f'<c r="{letters(i)}1"{before}{_text(one)}{after}' for i, one in enumerate(heads)]
    return f'<row r="1">{"".join(cells)}</row>'.encode()


@dataclass(frozen=True, eq=False)
class Cells:
    """A column's cells, each with a place for its value; one that is empty is only the place."""

    forms: tuple[str, ...]


@lru_cache(512)
def _rows(columns: tuple[Cells, ...]) -> bytes:
    """Return the form of all rows."""
    rows = zip(*[column.forms for column in columns], strict=True)
    listed = [f'<row r="{number}">{"".join(row)}</row>' for number, row in enumerate(rows, 2)]
    return "".join(listed).encode()


@lru_cache(MOST)
def _column(
    place: int,
    formulas: Texts,
    formats: Texts,
    kinds: tuple[type, ...],
    styles: tuple[tuple[str, str], ...],
) -> Cells:
    """Return a column; equal ones are one object, so that rows are found by their columns."""
    numbered, name = dict(styles), letters(place)
    cells = enumerate(zip(formulas, formats, kinds, strict=True), 2)
    return Cells(tuple(_cell(f"{name}{r}", f, numbered[n], kind) for r, (f, n, kind) in cells))


def _cell(address: str, formula: str, style: str, kind: type) -> str:
    if kind is NOTHING:
        return "%b"
    if kind is str and not formula:
        return f'<c r="{address}"{STRING[0]}%b{STRING[1]}'
    told = ' t="str"' if kind is str else ""
    computed = f"<f>{escape(formula)}</f>".replace("%", "%%") if formula else ""
    return f'<c r="{address}" s="{style}"{told}>{computed}<v>%b</v></c>'
