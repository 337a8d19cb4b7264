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
from reviews.deck.fast.packing import Member, member, zipped
from reviews.deck.reference.workbook import workbook

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
ROWS = re.compile(r"(?<=<dimension ref=\")[^\"]*|(?<=<sheetData>).*(?=</sheetData>)", re.DOTALL)
STYLED = re.compile(r'<c r="A\d+" s="(\d+)">')
SPECIAL = re.compile(r"[&<>_\x00-\x08\x0b-\x1f]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9a-fA-F]{4}_)")
STRING = ' t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
SURE = 16  # characters: so short a number has no more digits than Excel keeps
MOST = 4_096
Texts = tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """A workbook without its cells: packed parts, the sheet around the rows, styles by format."""

    lasting: tuple[Member, ...]
    sheet: tuple[str, str, str]  # to the dimension, to the rows, after them
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
    start, middle, end = ROWS.split(sheet)
    return Frame(
        lasting=tuple(member(name, content) for name, content in parts.items()),
        sheet=(start, middle, end),
        styles=tuple(zip(ordered, STYLED.findall(sheet), strict=True)),
    )


def _stringless(part: bytes) -> bytes:
    """Drop what leads to the part of shared strings: ours stand in their cells."""
    return re.sub(rb"<\w+ [^>]*sharedStrings[^>]*/>", b"", part)


def written(book: Book) -> list[Texts]:
    """Return each column's values as texts, which the chart and its workbook share."""
    return [_written(column.values) for column in book.columns]


def _written(values: tuple[Value, ...]) -> Texts:
    if type(None) in map(type, values):
        return tuple(["" if value is None else str(value) for value in values])
    return tuple(map(str, values))


def book_bytes(book: Book, texts: list[Texts]) -> bytes:
    """Return the workbook as a file, the same for the same cells; texts are its values."""
    around = frame(frozenset().union(*[column.formats for column in book.columns]))
    befores, cells, afters, heads = [], [], [], []
    for place, (head, values, formulas, formats) in enumerate(book.columns):
        kinds = tuple(map(type, values))
        before, after = _around(place, formulas, formats, kinds, around.styles)
        befores.append(before)
        cells.append(_cells(texts[place], values, kinds, formulas))
        afters.append(after)
        heads.append(head)
    pieces = zip(_by_row(befores), _by_row(cells), _by_row(afters), strict=True)
    rows = "".join(chain.from_iterable(pieces))
    start, middle, end = around.sheet
    to = f"A1:{letters(len(heads) - 1)}{book.rows + 1}"
    sheet = f"{start}{to}{middle}{_heads(tuple(heads))}{rows}</row>{end}"
    return zipped((*around.lasting, member(SHEET, sheet.encode())))


def _by_row(columns: list[Texts]) -> chain[str]:
    return chain.from_iterable(zip(*columns, strict=True))


def _cells(texts: Texts, values: tuple[Value, ...], kinds: tuple[type, ...], formulas: Texts) -> Texts:
    """Return a column's texts as cells have them: escaped, typed numbers with Excel's digits."""
    if str in kinds:
        return tuple(map(_text, texts))
    if "" in formulas and max(map(len, texts)) > SURE:
        pairs = zip(texts, values, formulas, strict=True)
        return tuple([one if f or v is None else f"{v:.16G}" for one, v, f in pairs])
    return texts


def _text(text: str) -> str:
    if not SPECIAL.search(text):
        return text
    return escape(CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


@lru_cache(MOST)
def _heads(heads: Texts) -> str:
    before, after = STRING
    cells = [f'<c r="{letters(i)}1"{before}{_text(one)}{after}' for i, one in enumerate(heads)]
    return f'<row r="1">{"".join(cells)}'


@lru_cache(MOST)
def _around(
    place: int,
    formulas: Texts,
    formats: Texts,
    kinds: tuple[type, ...],
    styles: tuple[tuple[str, str], ...],
) -> tuple[Texts, Texts]:
    """Return what stands before and after each value; the first column begins the rows."""
    numbered, befores, afters = dict(styles), [], []
    for row, (formula, number, kind) in enumerate(zip(formulas, formats, kinds, strict=True), 2):
        before, after = _cell(formula, numbered[number], kind)
        start = f'</row><row r="{row}">' if place == 0 else ""
        befores.append(f'{start}<c r="{letters(place)}{row}"{before}' if after else start)
        afters.append(after)
    return tuple(befores), tuple(afters)


def _cell(formula: str, style: str, kind: type) -> tuple[str, str]:
    """Return a cell around its value; nothing where there is none."""
    if kind is type(None):
        return "", ""
    if kind is str and not formula:
        return STRING
    told = ' t="str"' if kind is str else ""
    computed = f"<f>{escape(formula)}</f>" if formula else ""
    return f' s="{style}"{told}>{computed}<v>', "</v></c>"
