"""What a deck's charts hold and what the score sheet on the screen shows, to be compared."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from playwright.sync_api import Locator, Page
from pptx.presentation import Presentation
from python_calamine import CalamineWorkbook

SCORE_CELL = 4
Columns = dict[str, dict[str, Any]]


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


def by_measure(book: Columns, column: str) -> dict[str, float | None]:
    """A column by the measures' titles; a category also holds the number that its label shows."""
    titles = {category: str(name).replace("\n", "") for category, name in book["指标"].items()}
    return {titles[category]: value for category, value in book[column].items()}


def sheet_rows(page: Page) -> dict[str, dict[str, str]]:
    """The measures of the score sheet: title -> what its cells show."""
    found = {}
    for row in page.locator(".sheet-table tr.member").all():
        title = row.locator("th").inner_text().replace("↓", "").strip()
        score = row.locator("td").nth(SCORE_CELL).inner_text().split()
        found[title] = {
            "completion": _text(row.locator(".percent")),
            "score": score[-1] if score else "",
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
        for table in page.locator(".columns details.behind table").all()
    ]


def _text(place: Locator) -> str:
    return place.inner_text().strip() if place.count() else ""


def is_shown(text: str, exact: float, units: str = "0.5") -> bool:
    """Whether `text` is `exact` to within so many units of the last digit it shows."""
    shown = Decimal(text.replace(",", "").replace("−", "-").replace("%", ""))
    unit = Decimal(1).scaleb(int(shown.as_tuple().exponent))
    return abs(shown - Decimal(repr(exact))) <= unit * Decimal(units) + Decimal("1e-9")
