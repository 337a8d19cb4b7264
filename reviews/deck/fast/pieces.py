"""Paragraphs and cells of tables from segments: what the reference writes around a text, kept.

A text box or a cell mostly holds one run on lines of its own. What stands around its text follows
from its look alone, which comes again a hundred times in a deck.
"""

from __future__ import annotations

from functools import lru_cache

from reviews.deck.reference import tables
from reviews.deck.reference.text import clean, paragraph_xml
from reviews.deck.style import Paragraph, Run, Style
from reviews.deck.table import PAD, SlideRow, SlideTable

MARK = "\ue000"  # stands for the text where the reference writes the segments
MOST = 4_096
Segments = tuple[str, str]


def paragraphs_xml(given: tuple[Paragraph, ...], language: str) -> str:
    return "".join([_paragraph(one, language) for one in given])


def _paragraph(one: Paragraph, language: str) -> str:
    text = _lone(one)
    if text is None:
        return paragraph_xml(one, language)
    before, after = _around(one.runs[0].style, one.align, one.line, one.after, language)
    return before + clean(text) + after


def _lone(one: Paragraph) -> str | None:
    """Return the text of a paragraph of one run on one line."""
    if len(one.runs) != 1:
        return None
    text = one.runs[0].text
    return text if text and "\n" not in text else None


@lru_cache(MOST)
def _around(style: Style, align: str, line: float, after: int, language: str) -> Segments:
    return _segments(paragraph_xml(_marked(style, align, line, after), language))


def table_xml(table: SlideTable, language: str) -> str:
    """The table as the reference writes it."""
    grid, last = tables.grid_xml(table), len(table.columns) - 1
    rows = "".join([_row(row, last, language) for row in table.rows])
    return f"{grid}{rows}{tables.END}"


def _row(row: SlideRow, last: int, language: str) -> str:
    if len(row.cells) == 1 and last:
        return tables.row_xml(row, last, language)
    cells = "".join(
        [
            _cell(row, cell, PAD if place else row.indent, 0 if place == last else PAD, language)
            for place, cell in enumerate(row.cells)
        ]
    )
    return f'<a:tr h="{row.height}">{cells}</a:tr>'


def _cell(row: SlideRow, one: Paragraph, left: int, right: int, language: str) -> str:
    text = _lone(one)
    if text is None:
        return tables.cell_xml(row.line, one, left, right, language)
    before, after = _around_cell(
        row.line, left, right, one.runs[0].style, one.align, one.line, one.after, language
    )
    return before + clean(text) + after


@lru_cache(MOST)
def _around_cell(
    line: tuple[str, float] | None,
    left: int,
    right: int,
    style: Style,
    align: str,
    leading: float,
    after: int,
    language: str,
) -> Segments:
    marked = _marked(style, align, leading, after)
    return _segments(tables.cell_xml(line, marked, left, right, language))


def _marked(style: Style, align: str, line: float, after: int) -> Paragraph:
    return Paragraph((Run(MARK, style),), align, after, leading=line)


def _segments(xml: str) -> Segments:
    before, _mark, after = xml.partition(MARK)
    return before, after
