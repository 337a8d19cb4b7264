"""The items of a slide from forms: what the reference writes around texts and numbers, kept.

A form is what the reference writes of an item whose texts and numbers are marks; they become the
places of a %-form. It follows from the item's look alone, which comes again a hundred times in a
deck. Forms are bytes: joining and encoding text that is Chinese in places takes a hundred times as
long.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reviews.deck.drawing import Footer, Line, Shape, Table, TextBox
from reviews.deck.reference import shapes, tables
from reviews.deck.reference.text import SPECIAL, clean, paragraph_xml, run_xml
from reviews.deck.style import Box, Fill, Paragraph, Run, Stroke, Style, paragraph
from reviews.deck.table import SlideRow, SlideTable

MARK, NUMBER = "\ue000", 987_654_320
AT = 'x="%d" y="%d"/><a:ext cx="%d" cy="%d"'
NUMBERS = re.compile(f"{NUMBER // 10}\\d")
FRAME = Box(NUMBER, NUMBER, NUMBER, NUMBER)
NOT_NEEDED = f" {shapes.NAMESPACES}"  # the slide declares them
MARKED = paragraph(MARK)
MOST = 4_096
Look = tuple[Style, str, int, float | None, bool]  # of a cell, and whether it has a text


def form(xml: str) -> bytes:
    """Return the %-form of what was written of marks."""
    doubled = xml.replace("%", "%%").replace(NOT_NEEDED, "").replace(AT % FRAME, "%b")
    return NUMBERS.sub("%d", doubled.replace(MARK, "%b")).encode()


def text_box(one: TextBox, ident: int, language: str) -> bytes:
    box, paragraphs, anchor, name, wrap = one
    return _box(anchor, name, wrap) % (ident, _at(box), paragraphs_xml(paragraphs, language))


def shape(one: Shape, ident: int, _language: str) -> bytes:
    box, kind, fill, stroke, name = one
    return _shape(kind, fill, stroke, name) % (ident, _at(box))


def line(one: Line, ident: int, _language: str) -> bytes:
    box, stroke = one
    return _line(stroke) % (ident, _at(box))


def footers(one: Footer, ident: int, language: str) -> bytes:
    source, deck = clean(one.source).encode(), clean(one.deck).encode()
    return _footers(language) % (ident, source, ident + 1, deck, one.number)


def table(one: Table, ident: int, language: str) -> bytes:
    around = form(shapes.table(one, ident, MARK))
    return around % table_xml(one.table, language)


@lru_cache(4 * MOST)
def _at(box: Box) -> bytes:
    x, y, w, h = box
    return (AT % (x, y, max(w, 0), max(h, 0))).encode()


@lru_cache(MOST)
def _box(anchor: str, name: str, wrap: bool) -> bytes:  # noqa: FBT001 - a key of the cache
    inner = paragraph_xml(MARKED, "")
    xml = shapes.text_box(TextBox(FRAME, (MARKED,), anchor, name, wrap), NUMBER, inner)
    return form(xml.replace(inner, MARK))


@lru_cache(MOST)
def _shape(kind: str, fill: Fill | None, stroke: Stroke | None, name: str) -> bytes:
    return form(shapes.shape(Shape(FRAME, kind, fill, stroke, name), NUMBER))


@lru_cache(MOST)
def _line(stroke: Stroke) -> bytes:
    return form(shapes.line(Line(FRAME, stroke), NUMBER))


@lru_cache(MOST)
def _footers(language: str) -> bytes:
    return form("".join(shapes.footers(Footer(MARK, MARK, NUMBER), NUMBER, language)))


def paragraphs_xml(given: tuple[Paragraph, ...], language: str) -> bytes:
    found = []
    for one in given:
        runs, align, after, leading = one
        if len(runs) == 1 and runs[0].text:
            text, style = runs[0]
            around = _around(style, align, after, leading, language)
            found.append(around % _written(text, style, language))
        else:
            found.append(paragraph_xml(one, language).encode())
    return b"".join(found)


@lru_cache(MOST)
def _around(style: Style, align: str, after: int, leading: float | None, language: str) -> bytes:
    return form(paragraph_xml(Paragraph((Run(MARK, style),), align, after, leading), language))


def _written(text: str, style: Style, language: str) -> bytes:
    """Return a run's text; at a line end the run ends, and another begins."""
    if SPECIAL.search(text) or "\n" in text:
        text = clean(text).replace("\n", _break(style, language))
    return text.encode()


@lru_cache(MOST)
def _break(style: Style, language: str) -> str:
    return run_xml(Run(f"{MARK}\n{MARK}", style), language).split(MARK)[1]


def table_xml(one: SlideTable, language: str) -> bytes:
    """The table as the reference writes it."""
    grid, last = tables.grid_xml(one).encode(), len(one.columns) - 1
    rows = [_row(row, last, language) for row in one.rows]
    return b"".join((grid, *rows, tables.END.encode()))


def _row(row: SlideRow, last: int, language: str) -> bytes:
    looks, texts = [], []
    for runs, align, after, leading in row.cells:
        if len(runs) != 1:
            return tables.row_xml(row, last, language).encode()
        text, style = runs[0]
        looks.append((style, align, after, leading, text != ""))
        if text:
            texts.append(_written(text, style, language))
    around = _around_row(tuple(looks), row.height, row.line, row.indent, last, language)
    return around % tuple(texts)


@lru_cache(MOST)
def _around_row(
    looks: tuple[Look, ...],
    height: int,
    line: tuple[str, float] | None,
    indent: int,
    last: int,
    language: str,
) -> bytes:
    cells = tuple(
        Paragraph((Run(MARK if has_text else "", style),), align, after, leading)
        for style, align, after, leading, has_text in looks
    )
    return form(tables.row_xml(SlideRow(cells, height, line, indent), last, language))
