"""All measures in ruled tables down to the composite, on one slide where the rows can be set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from perfcenter import formats
from perfcenter.formats import MISSING, as_text, percent, plain, signed
from perfcenter.shown import ShownDimension, ShownMeasure, ShownSheet, shown
from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.figures import scale_of
from reviews.deck.findings.base import completion_of, is_bad
from reviews.deck.findings.score import adds_up
from reviews.deck.slides.bars import completion_bar
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import (
    BODY_BOTTOM,
    BODY_TOP,
    FOOTER_Y,
    FULL,
    HEAD,
    LABEL,
    MARGIN,
    Box,
    Run,
    Style,
)
from reviews.deck.table import Column, Table
from scoring.sheet import DimensionLine, MeasureLine, Sheet

MOST_ROW_H, EASY_ROW_H, LEAST_ROW_H = 304_800, 241_300, 184_150
HEAD_H, BAR_H = 228_600, 63_500
DENSE_TOP, DENSE_BOTTOM = 1_308_100, FOOTER_Y - 120_650
NUMBERS, UNIT_W, SHARE_W = (1_066_800, 1_066_800), 711_200, 1_079_500
BAR_W = 1_295_400
SCORES = (800_100, 863_600, 977_900, 762_000)
INDENT = 177_800
BOLD, SECOND, THIRD = Style(12, bold=True), Style(12, role="ink2"), Style(12, role="ink3")
Cells = tuple[str | Run, ...]
Rule = tuple[str, float]
HAIR, GROUP, TOTAL = ("hair", 0.75), ("rule", 0.75), ("ink", 1.0)


@dataclass(frozen=True)
class Line:
    """A row; a group's head also says what it adds to the composite."""

    cells: Cells
    style: Style = LABEL
    rule: Rule = HAIR
    measure: MeasureLine | None = None
    weight: Decimal = Decimal(0)
    points: Decimal = Decimal(0)


@dataclass
class Page:
    """The rows of a slide and the dimensions that begin on it."""

    lines: list[Line] = field(default_factory=list)
    dimensions: list[DimensionLine] = field(default_factory=list)

    def take(self, group: list[Line], dimension: DimensionLine | None) -> None:
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
        bars(canvas, page.lines, sheet, top + HEAD_H, row_h)
        if number == len(pages) and adds_up(sheet):
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
    figures = shown(sheet)
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
    pages[-1].lines.append(total(figures, sheet))
    above = pages[-1].lines[-2]
    pages[-1].lines[-2] = Line(above.cells, above.style, TOTAL, above.measure)
    return pages


def grouped(figures: ShownSheet, sheet: Sheet) -> Iterator[tuple[list[Line], DimensionLine | None]]:
    """The dimensions, the bonus and the deductions, each under its head."""
    for dimension in figures.dimensions:
        lines = [measure_line(m, sheet) for m in dimension.measures]
        yield [dimension_head(dimension), *lines], dimension.line
    if figures.bonus_lines:
        head = extra_head(_("Bonus"), figures.bonus)
        yield [head, *map(extra_line, figures.bonus_lines)], None
    if figures.deduction_lines:
        head = extra_head(_("Deductions"), -figures.deduction)
        yield [head, *map(extra_line, figures.deduction_lines)], None


def dimension_head(dimension: ShownDimension) -> Line:
    line = dimension.line
    cells = (
        line.title,
        *[""] * 5,
        plain(line.score),
        plain(line.peer_median),
        percent(dimension.weight),
        as_text(dimension.contribution),
    )
    return Line(cells, BOLD, GROUP, weight=dimension.weight, points=dimension.contribution)


def measure_line(measure: ShownMeasure, sheet: Sheet) -> Line:
    """A measure; one that is out says why where its bar would be."""
    line = measure.line
    completion = completion_of(line)
    value, target, unit = figures_of(line)
    is_out = line.score is None
    style = Style(12, bold=True, role="bad" if is_bad(line.score, sheet.good_from) else "ink")
    cells = (
        Run(line.title + (" ↓" if line.lower_is_better else ""), THIRD if is_out else LABEL),
        value,
        target,
        Run(unit, SECOND),
        "" if completion is None else formats.completion(completion),
        Run(reason(line) if is_out else "", THIRD),
        Run(plain(line.score), style),
        Run(plain(line.peer_median), SECOND),
        Run(percent(measure.weight), SECOND),
        MISSING if is_out else as_text(measure.contribution),
    )
    return Line(cells, measure=line)


def extra_head(title: str, points: Decimal) -> Line:
    return Line((title, *[""] * 8, signed(points)), BOLD, GROUP, points=points)


def extra_line(measure: ShownMeasure) -> Line:
    """A bonus or a deduction: what it counted and its points, or why there are none."""
    line = measure.line
    value, _target, unit = figures_of(line)
    is_out = line.score is None and line.value is None
    return Line(
        (
            Run(line.title, THIRD if is_out else LABEL),
            value,
            "",
            Run(unit, SECOND),
            "",
            Run(reason(line) if is_out else "", THIRD),
            *[""] * 3,
            MISSING if is_out else signed(measure.contribution),
        )
    )


def forward(pages: list[Page]) -> Line:
    """What the slides before add up to."""
    lines = [line for page in pages for line in page.lines if line.style is BOLD]
    weight, points = sum(x.weight for x in lines), sum(x.points for x in lines)
    words = (_("Brought forward"), *[""] * 7, percent(weight), as_text(Decimal(points)))
    return Line(words, SECOND, GROUP)


def total(figures: ShownSheet, sheet: Sheet) -> Line:
    """The composite, or why there is none."""
    name = _("Composite score")
    if figures.composite is None:
        words = {"share": percent(sheet.weight_with_data, 1)}
        name = _("Composite score: only %(share)s has data") % words
    return Line(
        (
            name,
            *[""] * 6,
            plain(sheet.peer_median),
            percent(figures.weight),
            plain(figures.composite),
        ),
        BOLD,
        GROUP,
    )


def figures_of(line: MeasureLine) -> tuple[str, str, str]:
    """Value, target and unit; no unit where there is neither."""
    scale = scale_of(line)
    is_empty = line.value is None and line.target is None
    return scale.text(line.value), scale.text(line.target), "" if is_empty else scale.unit


def reason(measure: MeasureLine) -> str:
    """Why a measure is out."""
    reasons = {
        "no_data": _("no data"),
        "no_target": _("no plan"),
        "zero_target": _("zero plan"),
        "not_judged": _("not judged yet"),
    }
    return reasons.get(measure.status, "")


def table_of(lines: list[Line], row_h: int) -> Table:
    """Heads and rows; points and weights add up, as on the score sheet."""
    widths = (*NUMBERS, UNIT_W, SHARE_W, BAR_W, *SCORES)
    aligns = "rrlrlrrrr"
    columns = [Column(w, align) for w, align in zip(widths, aligns, strict=True)]
    table = Table((Column(FULL - sum(widths)), *columns))
    heads = (
        _("Measure"), _("Actual"), _("Plan"), _("Unit"), _("Completion"), "",
        _("Score"), _("Median"), _("Weight"), _("Points"),
    )  # fmt: skip
    table.rows.append(table.row(heads, HEAD, HEAD_H, GROUP))
    for line in lines:
        indent = INDENT if line.style is LABEL else 0
        table.rows.append(table.row(line.cells, line.style, row_h, line.rule, indent=indent))
    return table


def bars(canvas: Canvas, lines: list[Line], sheet: Sheet, top: int, row_h: int) -> None:
    """A completion bar in each row with a plan, an empty track where there is none."""
    x = MARGIN + FULL - sum(SCORES) - BAR_W + 101_600
    for index, line in enumerate(lines):
        if line.measure is None or line.measure.score is None:
            continue
        completion = completion_of(line.measure)
        y = top + index * row_h + row_h // 2 - BAR_H // 2
        bad = completion is not None and is_bad(completion * 100, sheet.good_from)
        track = Box(x, y, BAR_W - 203_200, BAR_H)
        completion_bar(canvas, track, completion, bad=bad, mark_h=row_h * 3 // 5)
