"""All measures by dimension in ruled tables, over as many slides as they need."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.formats import MISSING, as_text, measure_value, percent, plain
from perfcenter.shown import ShownDimension, ShownMeasure, shown
from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.findings.base import completion_of
from reviews.deck.slides.bars import completion_bar
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import BODY_BOTTOM, BODY_TOP, FULL, HEAD, LABEL, MARGIN, Box, Run, Style
from reviews.deck.table import Column, Table
from scoring.sheet import DimensionLine, MeasureLine, Sheet

MOST_ROWS, EASY_ROWS, MOST_ROW_H, HEAD_H, BAR_H = 20, 16, 304_800, 317_500, 63_500
ROWS_H = BODY_BOTTOM + 76_200 - BODY_TOP - HEAD_H
NUMBERS = (1_346_200, 1_346_200, 990_600)
BAR_W = 1_524_000
SCORES = (812_800, 812_800, 863_600, 812_800)
INDENT = 177_800
BOLD, SECOND = Style(12, bold=True), Style(12, role="ink2")
Line = DimensionLine | MeasureLine
Cells = tuple[str | Run, ...]


def draw(press: Press) -> None:
    sheet = press.data.sheet
    chunks = paged(sheet)
    for number, chunk in enumerate(chunks, start=1):
        dimensions = [line for line in chunk if isinstance(line, DimensionLine)]
        finding = findings.measures(dimensions or sheet.dimensions, sheet, press.said)
        canvas = press.page(finding, run_source(press.data), part=(number, len(chunks)))
        row_h = min(MOST_ROW_H, ROWS_H // len(chunk))
        canvas.table(MARGIN, BODY_TOP, table_of(chunk, sheet, row_h), _("Measures"))
        bars(canvas, chunk, sheet, row_h)


def paged(sheet: Sheet) -> list[list[Line]]:
    """Rows for each slide: all on one, or dimensions kept together as far as a slide holds them."""
    groups: list[list[Line]] = [[d, *d.measures] for d in sheet.dimensions]
    groups.append([*sheet.bonus, *sheet.deductions])
    rows = sum(map(len, groups))
    limit = MOST_ROWS if rows <= MOST_ROWS else EASY_ROWS
    pages: list[list[Line]] = [[]]
    for group in groups:
        if len(pages[-1]) + len(group) > limit and pages[-1]:
            pages.append([])
        while len(group) > limit:
            pages[-1].extend(group[:limit])
            group = group[limit:]
            pages.append([])
        pages[-1].extend(group)
    return [page for page in pages if page]


def table_of(lines: list[Line], sheet: Sheet, row_h: int) -> Table:
    """Heads and rows; points and weights add up, as on the score sheet."""
    widths = (*NUMBERS, BAR_W, *SCORES)
    table = Table((Column(FULL - sum(widths)), *(Column(w, "r") for w in widths)))
    heads = (
        _("Measure"), _("Actual"), _("Plan"), _("Completion"), "",
        _("Score"), _("Median"), _("Weight"), _("Points"),
    )  # fmt: skip
    table.rows.append(table.row(heads, HEAD, HEAD_H, ("rule", 0.75)))
    figures = shown(sheet)
    dimensions = {d.line.code: d for d in figures.dimensions}
    measures = {m.line.code: m for d in figures.dimensions for m in d.measures}
    extras = {m.line.code: m for m in (*figures.bonus_lines, *figures.deduction_lines)}
    for line in lines:
        if isinstance(line, DimensionLine):
            cells = dimension_cells(dimensions[line.code])
            table.rows.append(table.row(cells, BOLD, row_h, ("rule", 0.75)))
        elif line in sheet.measures:
            cells = measure_cells(measures[line.code], sheet)
            table.rows.append(table.row(cells, LABEL, row_h, indent=INDENT))
        else:
            cells = extra_cells(extras[line.code], sheet)
            table.rows.append(table.row(cells, LABEL, row_h))
    return table


def bars(canvas: Canvas, lines: list[Line], sheet: Sheet, row_h: int) -> None:
    """A completion bar in each row that has a plan."""
    x = MARGIN + FULL - sum(SCORES) - BAR_W + 127_000
    for index, line in enumerate(lines):
        if isinstance(line, DimensionLine) or (completion := completion_of(line)) is None:
            continue
        y = BODY_TOP + HEAD_H + index * row_h + row_h // 2 - BAR_H // 2
        bad = completion * 100 < sheet.good_from
        completion_bar(canvas, Box(x, y, BAR_W - 254_000, BAR_H), completion, bad=bad)


def dimension_cells(dimension: ShownDimension) -> Cells:
    line = dimension.line
    return (
        line.title,
        *[""] * 4,
        plain(line.score),
        plain(line.peer_median),
        percent(dimension.weight),
        as_text(dimension.contribution),
    )


def measure_cells(measure: ShownMeasure, sheet: Sheet) -> Cells:
    line = measure.line
    completion = completion_of(line)
    is_bad = line.score is not None and line.score < sheet.good_from
    return (
        Run(line.title + (" ↓" if line.lower_is_better else ""), LABEL),
        _value(line),
        measure_value(line.unit, line.target),
        "" if completion is None else percent(completion, 1),
        "",
        Run(plain(line.score), Style(12, bold=True, role="bad" if is_bad else "ink")),
        Run(plain(line.peer_median), SECOND),
        Run(percent(measure.weight), SECOND),
        as_text(measure.contribution),
    )


def extra_cells(measure: ShownMeasure, sheet: Sheet) -> Cells:
    """A bonus or a deduction: what it counted and its points."""
    kind = _("bonus") if measure.line in sheet.bonus else _("deduction")
    points = as_text(measure.contribution)
    return (measure.line.title, _value(measure.line), *[""] * 5, Run(kind, SECOND), points)


def _value(measure: MeasureLine) -> str | Run:
    """The value, or why there is none."""
    if measure.value is not None:
        return measure_value(measure.unit, measure.value)
    reasons = {
        "no_data": _("no data"),
        "no_target": _("no plan"),
        "zero_target": _("zero plan"),
        "not_judged": _("not judged yet"),
    }
    return Run(reasons.get(measure.status, MISSING), Style(12, role="ink3"))
