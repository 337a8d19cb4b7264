"""All measures by dimension in ruled tables, over as many slides as they need."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.rounding import exact
from reviews.deck import findings
from reviews.deck.findings.base import completion_of
from reviews.deck.formats import MISSING, Unit, decimal, percent, unit_of
from reviews.deck.slides.page import Press, run_source
from reviews.deck.spacing import spaced
from reviews.deck.style import BODY_TOP, FULL, HEAD, LABEL, MARGIN, Run, Style
from reviews.deck.table import Column, Table
from scoring.sheet import DimensionLine, MeasureLine, Sheet

MOST_ROWS = 14
ROW_H, HEAD_H = 298_450, 317_500
WIDTHS = (1_524_000, 1_346_200, 1_016_000, 914_400, 914_400, 914_400, 1_016_000)
BOLD, SECOND = Style(12, bold=True), Style(12, role="ink2")
Line = DimensionLine | MeasureLine


def draw(press: Press) -> None:
    sheet = press.data.sheet
    chunks = paged(sheet)
    for number, chunk in enumerate(chunks, start=1):
        dimensions = [line for line in chunk if isinstance(line, DimensionLine)]
        finding = findings.measures(dimensions or sheet.dimensions, sheet)
        canvas = press.page(finding, run_source(press.data), part=(number, len(chunks)))
        canvas.table(MARGIN, BODY_TOP, table_of(chunk, sheet), _("Measures"))


def paged(sheet: Sheet) -> list[list[Line]]:
    """Rows for each slide; a dimension's head is never the last row of a slide."""
    groups: list[list[Line]] = [[d, *d.measures] for d in sheet.dimensions]
    groups.append([*sheet.bonus, *sheet.deductions])
    pages: list[list[Line]] = [[]]
    for group in groups:
        if len(pages[-1]) + len(group) > MOST_ROWS and pages[-1]:
            pages.append([])
        while len(group) > MOST_ROWS:
            pages[-1].extend(group[:MOST_ROWS])
            group = group[MOST_ROWS:]
            pages.append([])
        pages[-1].extend(group)
    return [page for page in pages if page]


def table_of(lines: list[Line], sheet: Sheet) -> Table:
    table = Table((Column(FULL - sum(WIDTHS)), *(Column(w, "r") for w in WIDTHS)))
    heads = (
        _("Measure"), _("Actual"), _("Plan"), _("Completion"), _("Score"), _("Median"), _("Weight"), _("Points"),
    )  # fmt: skip
    table.rows.append(table.row(heads, HEAD, HEAD_H, ("rule", 0.75)))
    for line in lines:
        if isinstance(line, DimensionLine):
            table.rows.append(table.row(dimension_cells(line), BOLD, ROW_H, ("rule", 0.75)))
        else:
            table.rows.append(table.row(measure_cells(line, sheet), LABEL, ROW_H))
    return table


def dimension_cells(dimension: DimensionLine) -> tuple[str, ...]:
    return (
        spaced(dimension.title),
        "",
        "",
        "",
        _decimal(dimension.score),
        _decimal(dimension.peer_median),
        percent(dimension.weight, 2),
        decimal(dimension.contribution),
    )


def measure_cells(measure: MeasureLine, sheet: Sheet) -> tuple[str | Run, ...]:
    unit = unit_of(measure.unit, [measure.value, measure.target])
    is_extra = measure in sheet.bonus or measure in sheet.deductions
    score = Run(_decimal(measure.score), _score_style(measure, sheet, is_extra=is_extra))
    points = -exact(measure.contribution) if measure in sheet.deductions else measure.contribution
    completion = completion_of(measure)
    name = measure.title + (" ↓" if measure.lower_is_better and not is_extra else "")
    return (
        Run(("" if is_extra else "　") + spaced(name), LABEL),
        _value(measure, unit),
        MISSING if measure.target is None else unit.write(measure.target),
        "" if completion is None else percent(completion),
        Run("", LABEL) if is_extra else score,
        Run(_decimal(measure.peer_median), SECOND) if not is_extra else "",
        Run(
            _("bonus")
            if measure in sheet.bonus
            else _("deduction")
            if is_extra
            else percent(measure.weight, 2),
            SECOND,
        ),
        decimal(points),
    )


def _value(measure: MeasureLine, unit: Unit) -> str | Run:
    """The value, or why there is none."""
    if measure.value is not None:
        return unit.write(measure.value)
    reasons = {
        "no_data": _("no data"),
        "no_target": _("no plan"),
        "zero_target": _("zero plan"),
        "not_judged": _("not judged yet"),
    }
    return Run(reasons.get(measure.status, MISSING), Style(12, role="ink3"))


def _score_style(measure: MeasureLine, sheet: Sheet, *, is_extra: bool) -> Style:
    is_bad = measure.score is not None and measure.score < sheet.good_from and not is_extra
    return Style(12, bold=True, role="bad" if is_bad else "ink")


def _decimal(value: float | None) -> str:
    return MISSING if value is None else decimal(value)
