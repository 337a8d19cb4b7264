"""What a deck's charts hold and what the score sheet on the screen shows, to be compared."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from playwright.sync_api import Locator, Page
from pptx.presentation import Presentation
from python_calamine import CalamineWorkbook

Columns = dict[str, dict[str, float | None]]


def books(deck: Presentation) -> list[Columns]:
    """The workbook behind each chart, as column name -> category -> number."""
    charts = [s.chart for slide in deck.slides for s in slide.shapes if s.has_chart]
    return [_columns(chart.part.chart_workbook.xlsx_part.blob) for chart in charts]


def _columns(blob: bytes) -> Columns:
    head, *rows = CalamineWorkbook.from_filelike(BytesIO(blob)).get_sheet_by_index(0).to_python()
    return {
        str(name): {str(row[0]): row[i] if row[i] != "" else None for row in rows}
        for i, name in enumerate(head)
        if i
    }


def book_with(deck: Presentation, column: str) -> Columns:
    """The one chart whose workbook has this column."""
    (book,) = [book for book in books(deck) if column in book]
    return book


def sheet_rows(page: Page) -> dict[str, dict[str, str]]:
    """The measures of the score sheet: title -> what its cells show."""
    found = {}
    for row in page.locator(".sheet-table tr.member").all():
        title = row.locator("th").inner_text().replace("↓", "").strip()
        cells = [text.strip() for text in row.locator("td").all_inner_texts()]
        found[title] = {
            "actual": cells[0].split("\n")[0],
            "target": cells[1],
            "completion": _text(row.locator(".percent")),
            "score": cells[4].split()[-1],
            "gap": cells[-1],
        }
    return found


def chart_tables(page: Page) -> list[dict[str, list[str]]]:
    """The tables behind the radar and the waterfall: first cell -> the others."""
    return [
        {
            " ".join((cells[0] or "").split()): [cell.strip() for cell in cells[1:]]
            for cells in (
                row.locator("td").all_text_contents() for row in table.locator("tbody tr").all()
            )
        }
        for table in page.locator("details.behind table").all()
    ]


def _text(place: Locator) -> str:
    return place.inner_text().strip() if place.count() else ""


def is_shown(text: str, exact: float | Decimal) -> bool:
    """Whether `text` is `exact`, rounded to as many decimals as the text has."""
    plain = text.replace(",", "").replace("−", "-").replace("%", "").replace("+", "").strip()
    shown = Decimal(plain)
    half = Decimal(1).scaleb(int(shown.as_tuple().exponent)) / 2
    return abs(shown - Decimal(repr(float(exact)))) <= half + Decimal("1e-9")
