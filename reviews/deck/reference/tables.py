"""A table as XML: no style of PowerPoint's, hair lines below."""

from __future__ import annotations

from reviews.deck.reference.text import outlined, paragraph_xml
from reviews.deck.style import Paragraph, Run, Stroke
from reviews.deck.table import PAD, SlideRow, SlideTable

NO_SIDES = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
NO_BOTTOM = '<a:lnB w="0"><a:noFill/></a:lnB>'


END = "</a:tbl>"


def table_xml(table: SlideTable, language: str) -> str:
    last = len(table.columns) - 1
    return grid_xml(table) + "".join(row_xml(row, last, language) for row in table.rows) + END


def grid_xml(table: SlideTable) -> str:
    """The table to its first row."""
    grid = "".join(f'<a:gridCol w="{column.width}"/>' for column in table.columns)
    return f'<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>'


def row_xml(row: SlideRow, last: int, language: str) -> str:
    if len(row.cells) == 1 and last:
        merged = [Paragraph((Run(""),))] * last
        span = f' gridSpan="{last + 1}"'
        first = cell_xml(row.line, row.cells[0], row.indent, 0, language, span)
        cells = [first, *(cell_xml(row.line, one, 0, 0, language, ' hMerge="1"') for one in merged)]
    else:
        cells = [
            cell_xml(row.line, cell, PAD if i else row.indent, 0 if i == last else PAD, language)
            for i, cell in enumerate(row.cells)
        ]
    return f'<a:tr h="{row.height}">{"".join(cells)}</a:tr>'


def cell_xml(
    line: tuple[str, float] | None,
    text: Paragraph,
    left: int,
    right: int,
    language: str,
    merging: str = "",
) -> str:
    """A cell, the line below it, and its text's distance from both sides."""
    bottom = outlined(Stroke(*line), "a:lnB") if line else NO_BOTTOM
    return (
        f'<a:tc{merging}><a:txBody><a:bodyPr wrap="square"/><a:lstStyle/>'
        f"{paragraph_xml(text, language)}</a:txBody>"
        f'<a:tcPr marL="{left}" marR="{right}" marT="0" marB="0" anchor="ctr">'
        f"{NO_SIDES}{bottom}<a:noFill/></a:tcPr></a:tc>"
    )
