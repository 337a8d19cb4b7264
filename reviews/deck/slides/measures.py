"""All measures in ruled tables down to the composite, on one slide where the rows can be set."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text, percent
from perfcenter.base.numbers.comparing import is_below
from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.findings.base import completion_of
from reviews.deck.slides.bars import completion_bar
from reviews.deck.slides.measure_rows import BOLD, GROUP, SECOND, TOTAL, MeasureRow, grouped, total
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import (
    BODY_BOTTOM,
    BODY_TOP,
    FOOTER_Y,
    FULL,
    HEAD,
    LABEL,
    MARGIN,
    PT,
    Box,
    Run,
)
from reviews.deck.table import PAD, SlideColumn, SlideTable
from reviews.deck.wrapping import width
from scoring.sheet.model import DimensionLine, Sheet
from scoring.sheet.printed import printed_sheet

MOST_ROW_H, EASY_ROW_H, LEAST_ROW_H = 304_800, 241_300, 184_150
HEAD_H, BAR_H = 228_600, 63_500
DENSE_TOP, DENSE_BOTTOM = 1_308_100, FOOTER_Y - 120_650
NUMBERS, UNIT_W, SHARE_W = (1_066_800, 1_066_800), 711_200, 1_079_500
BAR_W = 1_295_400
SCORES = (800_100, 863_600, 977_900, 762_000)
INDENT = 177_800
ALIGNS, BARS = "rrlrlrrrr", 5  # of the columns after the name; which one holds the bars


@dataclass
class Page:
    """The rows of a slide and the dimensions that begin on it."""

    lines: list[MeasureRow] = field(default_factory=list)
    dimensions: list[DimensionLine] = field(default_factory=list)

    def take(self, group: list[MeasureRow], dimension: DimensionLine | None) -> None:
        self.lines += group
        if dimension is not None:
            self.dimensions.append(dimension)


def draw(press: Press) -> None:
    sheet = press.data.sheet
    pages = paged(sheet)
    for number, page in enumerate(pages, start=1):
        finding = findings.measures(page.dimensions or sheet.dimensions, sheet, press.said)
        canvas = press.page(finding, run_source(press.data), part=(number, len(pages)))
        top, row_h = placed(len(page.lines))
        table = table_of(page.lines, row_h)
        canvas.table(MARGIN, top, table, _("Measures"))
        bars(canvas, table, page.lines, sheet, top + HEAD_H, row_h)
        press.tell(canvas, _("All measures by dimension, adding up to the composite."))
        if number == len(pages) and printed_sheet(sheet).adds_up:
            canvas.double_rule(MARGIN, top + table.height, FULL, points=1)


def placed(rows: int) -> tuple[int, int]:
    """Where the table begins and how high its rows are: many begin higher and stand closer."""
    row_h = min(MOST_ROW_H, (BODY_BOTTOM - BODY_TOP - HEAD_H) // rows)
    if row_h >= EASY_ROW_H:
        return BODY_TOP, row_h
    return DENSE_TOP, min(EASY_ROW_H, (DENSE_BOTTOM - DENSE_TOP - HEAD_H) // rows)


def paged(sheet: Sheet) -> list[Page]:
    """All rows on one slide if they can be set, else groups kept together on several.

    What follows on another slide begins with what was brought forward, so that it adds up too.
    """
    figures = printed_sheet(sheet)
    groups = list(grouped(figures, sheet))
    rows = sum(len(group) for group, _dimension in groups) + 1
    limit = (DENSE_BOTTOM - DENSE_TOP - HEAD_H) // LEAST_ROW_H
    if rows > limit:
        limit = (BODY_BOTTOM - BODY_TOP - HEAD_H) // EASY_ROW_H - 2
    pages = [Page()]
    for group, dimension in groups:
        if len(pages[-1].lines) + len(group) >= limit and pages[-1].lines:
            pages.append(Page([forward(pages)]))
        while len(group) >= limit:
            pages[-1].take(group[: limit - 1], dimension)
            group, dimension = group[limit - 1 :], None
            pages.append(Page([forward(pages)]))
        pages[-1].take(group, dimension)
    pages[-1].lines[-1] = replace(pages[-1].lines[-1], rule=TOTAL)
    pages[-1].lines.append(total(figures, sheet))
    return pages


def forward(pages: list[Page]) -> MeasureRow:
    """What the slides before add up to."""
    lines = [line for page in pages for line in page.lines if line.style is BOLD]
    weight, points = sum(x.weight for x in lines), sum(x.points for x in lines)
    words = (_("Brought forward"), *[""] * 7, percent(weight), as_text(Decimal(points)))
    return MeasureRow(words, SECOND, GROUP)


def table_of(lines: list[MeasureRow], row_h: int) -> SlideTable:
    """Heads and rows; points and weights add up, as on the score sheet."""
    heads = (
        _("Measure"), _("Actual"), _("Plan"), _("Unit"), _("Completion"), "",
        _("Score"), _("Median"), _("Weight"), _("Points"),
    )  # fmt: skip
    widths = widths_of(lines, heads)
    columns = [SlideColumn(w, align) for w, align in zip(widths, ALIGNS, strict=True)]
    table = SlideTable((SlideColumn(FULL - sum(widths)), *columns))
    table.rows.append(table.row(heads, HEAD, HEAD_H, GROUP))
    for line in lines:
        indent = INDENT if line.style is LABEL else 0
        table.rows.append(table.row(line.cells, line.style, row_h, line.rule, indent=indent))
    return table


def widths_of(lines: list[MeasureRow], heads: tuple[str, ...]) -> list[int]:
    """How wide the columns after the name are: as wide as usual, or as their figures need."""
    found = []
    for index, usual in enumerate((*NUMBERS, UNIT_W, SHARE_W, BAR_W, *SCORES), start=1):
        cells = [line.cells[index] for line in lines] if index != BARS else []
        texts = [cell.text if isinstance(cell, Run) else cell for cell in (*cells, heads[index])]
        widest = max(width(text, LABEL.size, bold=True) for text in texts)
        found.append(max(usual, round(widest * PT) + 2 * PAD))
    return found


def bars(
    canvas: Canvas, table: SlideTable, lines: list[MeasureRow], sheet: Sheet, top: int, row_h: int
) -> None:
    """A completion bar in each row with a plan, an empty track where there is none."""
    x = MARGIN + sum(column.width for column in table.columns[:BARS]) + 101_600
    for index, line in enumerate(lines):
        if line.measure is None or line.measure.score is None:
            continue
        completion = completion_of(line.measure)
        y = top + index * row_h + row_h // 2 - BAR_H // 2
        bad = completion is not None and is_below(completion * 100, sheet.good_from)
        track = Box(x, y, BAR_W - 203_200, BAR_H)
        completion_bar(canvas, track, completion, bad=bad, mark_h=row_h * 3 // 5)
