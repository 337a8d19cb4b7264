"""A score sheet as a workbook."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.ui.workbooks import Figure, Table, Value, figure, share, workbook, yuan
from portfolio.months import month_text
from scoring.models import Amendment, ScoreRun
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.places import composite_places, places_of
from scoring.sheet.scales import scale_of


def sheet_workbook(sheet: Sheet, run: ScoreRun) -> bytes:
    """Return measures, RORAC and the run, every number exact and shown as on the page.

    Money is in yuan, to the fen.
    """
    return workbook([*_of_sheet(sheet), run_table(run, sheet)])


def amended_workbook(sheet: Sheet, run: ScoreRun, amendment: Amendment) -> bytes:
    """Return the same of an amended sheet, which says of what it is an amendment and why."""
    table = run_table(run, sheet)
    more: list[tuple[str, Value]] = [
        (_("Amendment"), amendment.number),
        (_("Amended on"), timezone.localdate(amendment.made_at)),
        (_("Reason"), amendment.reason),
        (_("Digest of the inputs"), amendment.manifest),
        (_("Digest of the amended result"), amendment.after_digest),
    ]
    return workbook([*_of_sheet(sheet), replace(table, rows=[*table.rows, *more])])


def _of_sheet(sheet: Sheet) -> Iterator[Table]:
    yield _measures(sheet)
    if sheet.waterfall:
        yield _rorac(sheet)


def run_table(run: ScoreRun, sheet: Sheet) -> Table:
    """Return the worksheet that says whose numbers these are and what they were computed from."""
    rows: list[tuple[str, Value]] = [
        (_("Name"), sheet.name),
        (_("Staff no."), sheet.staff_no),
        (_("Cycle"), sheet.cycle_title),
        (_("Composite score"), figure(sheet.composite, composite_places(sheet))),
        (_("Published"), sheet.published_on or _("no")),
        (_("Score run"), run.number),
        (_("Computed"), f"{timezone.localtime(run.made_at):%Y-%m-%d %H:%M:%S}"),
        (_("Data until"), month_text(run.data_until) if run.data_until else ""),
        (_("Inputs digest"), run.inputs_digest),
        (_("Results digest"), run.results_digest),
    ]
    return Table(_("Score run"), (_("Fact"), _("Value")), rows)


def _measures(sheet: Sheet) -> Table:
    overridden = any(line.changed for line in sheet.measures)
    heads = (
        _("Dimension"), _("Code"), _("Measure"), _("Unit"), _("Actual"), _("Target"),
        _("Completion"), _("Score"), _("Weight"), _("Contribution"),
        _("Peers' median") if sheet.median_places else _("Peers' median, whole points"),
        _("Status"), *((_("Computed score"), _("Changed by"), _("Reason")) if overridden else ()),
    )  # fmt: skip
    rows = _measure_rows(sheet)
    if overridden:
        rows = ((*row, *_changed(sheet, str(row[1]))) for row in rows)
    return Table(_("Measures"), heads, rows)


def _changed(sheet: Sheet, code: str) -> tuple[Value, ...]:
    """Return the computed score beside a reviewer's, who set hers and why."""
    found = next((line.changed for line in sheet.measures if line.code == code), None)
    if found is None:
        return (None, None, None)
    note = found.reason if found.counts else _("%(text)s (%(note)s)") % {
        "text": found.reason, "note": _("does not count")
    }  # fmt: skip
    return (figure(found.computed), found.by, note)


def _measure_rows(sheet: Sheet) -> Iterator[tuple[Value, ...]]:
    places = composite_places(sheet)
    for dimension in sheet.dimensions:
        for line in dimension.measures:
            yield _row(dimension.title, line, places)
    for line in sheet.bonus:
        yield _row(_("Bonus"), line, places)
    for line in sheet.deductions:
        yield _row(_("Deductions"), line, places)


def _row(dimension: str, line: MeasureLine, places: int) -> tuple[Value, ...]:
    return (dimension, line.code, line.title, line.unit, *numbers_of(line, places), line.status)


def numbers_of(line: MeasureLine, places: int) -> tuple[Value, ...]:
    """Return value, target, completion, score, weight, contribution and the peers' median.

    `places` are those of the composite and of what adds up to it.
    """
    own = places_of(line)
    return (
        value_of(line, line.value),
        value_of(line, line.target),
        share(line.completion, own),
        figure(line.score, own),
        share(None if line.is_withheld and not line.weight else line.weight),
        figure(None if line.is_withheld else line.contribution, places),
        figure(line.peer_median, own if line.median_places else 0),
    )


def value_of(line: MeasureLine, value: Fraction | None) -> Figure | None:
    """Return a value or target in the measure's unit, shown as finely as on the page."""
    if line.unit == "yuan":
        return figure(value)
    places = 0 if value is None else scale_of(line).places_taken(value)
    return share(value, places) if line.unit == "ratio" else figure(value, places)


def _rorac(sheet: Sheet) -> Table:
    heads = (_("Step"), _("Symbol"), _("Stock, CNY"), _("Increment, CNY"), _("Total, CNY"))
    rows: list[tuple[Value, ...]] = [
        (s.title, s.symbol, yuan(s.stock), yuan(s.increment), yuan(s.total))
        for s in sheet.waterfall
    ]
    return Table("RORAC", heads, rows)
