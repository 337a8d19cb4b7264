"""A score sheet as a workbook."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.money import FEN
from perfcenter.ui.workbooks import Table, Value, workbook
from portfolio.months import month_text
from scoring.models import ScoreRun
from scoring.sheet.model import MeasureLine, Sheet


def sheet_workbook(sheet: Sheet, run: ScoreRun) -> bytes:
    """Return measures, RORAC and the run, every number as exact as Excel can hold it."""
    tables = [_measures(sheet)]
    if sheet.waterfall:
        tables.append(_rorac(sheet))
    tables.append(run_table(run, sheet))
    return workbook(tables)


def run_table(run: ScoreRun, sheet: Sheet) -> Table:
    """Return the worksheet that says whose numbers these are and what they were computed from."""
    rows: list[tuple[str, Value]] = [
        (_("Name"), sheet.name),
        (_("Staff no."), sheet.staff_no),
        (_("Cycle"), sheet.cycle_title),
        (_("Composite score"), sheet.composite),
        (_("Published"), sheet.published_on or _("no")),
        (_("Score run"), run.number),
        (_("Computed"), f"{timezone.localtime(run.made_at):%Y-%m-%d %H:%M:%S}"),
        (_("Data until"), month_text(run.data_until) if run.data_until else ""),
        (_("Inputs digest"), run.inputs_digest),
        (_("Results digest"), run.results_digest),
    ]
    return Table(_("Score run"), (_("Fact"), _("Value")), rows)


def _measures(sheet: Sheet) -> Table:
    heads = (
        _("Dimension"), _("Code"), _("Measure"), _("Unit"), _("Actual"), _("Target"),
        _("Completion"), _("Score"), _("Weight"), _("Contribution"),
        _("Peers' median") if sheet.median_places else _("Peers' median, whole points"),
        _("Status"),
    )  # fmt: skip
    return Table(_("Measures"), heads, _measure_rows(sheet))


def _measure_rows(sheet: Sheet) -> Iterator[tuple[Value, ...]]:
    for dimension in sheet.dimensions:
        for line in dimension.measures:
            yield _row(dimension.title, line)
    for line in sheet.bonus:
        yield _row(_("Bonus"), line)
    for line in sheet.deductions:
        yield _row(_("Deductions"), line)


def _row(dimension: str, line: MeasureLine) -> tuple[Value, ...]:
    return (
        dimension, line.code, line.title, line.unit, line.value, line.target, line.completion,
        line.score, line.weight, line.contribution, line.peer_median, line.status,
    )  # fmt: skip


def _rorac(sheet: Sheet) -> Table:
    heads = (_("Step"), _("Symbol"), _("Stock, CNY"), _("Increment, CNY"), _("Total, CNY"))
    rows: list[tuple[Value, ...]] = [
        (s.title, s.symbol, *(Fraction(amount) / FEN for amount in (s.stock, s.increment, s.total)))
        for s in sheet.waterfall
    ]
    return Table("RORAC", heads, rows)
