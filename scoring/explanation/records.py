"""The records behind a value that does not come from the ledger."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base import formats
from perfcenter.base.formats import MISSING
from perfcenter.base.money import MILLION
from portfolio.models import WHOLE_CYCLE, Incident, Training, Value
from portfolio.months import month_text
from scoring.explanation.details import Detail, DetailRow
from scoring.explanation.formulas import Formula, result, sign, term
from scoring.explanation.holdings import Holdings
from scoring.explanation.precision import Goal, fitted
from scoring.explanation.specs import Column
from scoring.models import Judgment
from scoring.scheme.model import AnyMeasure
from scoring.sheet.model import MeasureLine
from scoring.sheet.scales import Scale, scale_of


@dataclass(frozen=True)
class Records:
    """A table of records, the value they come to now, and how where that is a mean."""

    detail: Detail
    value: Fraction | None
    formula: Formula | None = None

    @property
    def is_mean(self) -> bool:
        return self.formula is not None


def records_of(holdings: Holdings, measure: AnyMeasure, line: MeasureLine) -> Records | None:
    """Return the records of a metric; None for a metric of the ledger."""
    read = READERS.get(measure.source.metric)
    return read(holdings, measure, scale_of(line)) if read else None


def _values(holdings: Holdings, measure: AnyMeasure, scale: Scale) -> Records:
    rows = Value.objects.filter(manager=holdings.manager, measure_code=measure.code)
    of_cycle = [
        (row.month, Fraction(row.value, MILLION))
        for row in rows.order_by("month")
        if row.month == WHOLE_CYCLE or holdings.span[0] <= row.month <= holdings.span[1]
    ]
    whole = [value for month, value in of_cycle if month == WHOLE_CYCLE]
    months = [value for month, value in of_cycle if month != WHOLE_CYCLE]
    heads = [Column(_("Month")), Column(_("Value"))]
    cells = [
        (
            _("the cycle") if month == WHOLE_CYCLE else month_text(month),
            scale.written(value),
        )
        for month, value in of_cycle
    ]
    if whole or not months:
        note = _("the cycle's own value counts") if whole else ""
        detail = _table(_("Imported values"), note, heads, cells, texts=1)
        return Records(detail, whole[0] if whole else None)
    mean = _mean(measure, scale, months, _("sum of the months"), _("months with a value"))
    last = (_("Mean"), scale.written(mean.value))
    note = _("the mean of the months counts")
    detail = _table(_("Imported values"), note, heads, cells, texts=1, total=last, adds_up=False)
    return Records(detail, mean.value, mean.formula)


@dataclass(frozen=True)
class _Mean:
    value: Fraction
    formula: Formula


def _mean(
    measure: AnyMeasure, scale: Scale, values: list[Fraction], sum_of: str, count_of: str
) -> _Mean:
    """Return a mean with its formula; the sum is written as finely as the quotient needs."""
    count, total = len(values), sum(values, Fraction(0))
    mean = total / count
    goal = Goal(scale.counted(mean), scale.places)
    (text,) = fitted(measure.unit, [total], lambda value: scale.counted(value) / count, goal)
    title = measure.title_for(formats.language())
    pieces = (
        result(scale.written(mean), title),
        sign("="),
        term(text, sum_of),
        sign("÷"),
        term(str(count), count_of),
    )
    return _Mean(mean, Formula(title, pieces, "", "value"))


def _training_of(holdings: Holdings) -> list[Training]:
    of_cycle = Training.objects.filter(
        manager=holdings.manager, completed_on__range=_days(holdings)
    )
    return list(of_cycle.order_by("completed_on", "course", "pk"))


def _hours(holdings: Holdings, measure: AnyMeasure, scale: Scale) -> Records:
    rows = _training_of(holdings)
    hours = [Fraction(row.hours, MILLION) for row in rows if row.hours is not None]
    total = sum(hours, Fraction(0)) if hours else None
    heads = [Column(_("Completed")), Column(_("Course")), Column(_("Hours"))]
    cells = [(row.completed_on.isoformat(), row.course, _number(row.hours)) for row in rows]
    last = (_("Total"), "", formats.whole(total)) if rows else ()
    return Records(_table(_("Training"), "", heads, cells, texts=2, total=last), total)


def _marks(holdings: Holdings, measure: AnyMeasure, scale: Scale) -> Records:
    rows = _training_of(holdings)
    marks = [Fraction(row.exam_score, MILLION) for row in rows if row.exam_score is not None]
    heads = [Column(_("Completed")), Column(_("Course")), Column(_("Mark"))]
    cells = [(row.completed_on.isoformat(), row.course, _number(row.exam_score)) for row in rows]
    if not marks:
        return Records(_table(_("Training"), "", heads, cells, texts=2), None)
    mean = _mean(measure, scale, marks, _("sum of the marks"), _("courses with a mark"))
    last = (_("Mean of marks"), "", scale.text(mean.value))
    detail = _table(_("Training"), "", heads, cells, texts=2, total=last, adds_up=False)
    return Records(detail, mean.value, mean.formula)


def _incidents(holdings: Holdings, measure: AnyMeasure, scale: Scale) -> Records:
    rows = list(
        Incident.objects.filter(
            manager=holdings.manager, occurred_on__range=_days(holdings)
        ).order_by("occurred_on", "pk")
    )
    points = sum((Fraction(row.points or 0, MILLION) for row in rows), Fraction(0))
    heads = [
        Column(_("Day")),
        Column(_("Kind")),
        Column(_("Severity")),
        Column(_("Note")),
        Column(_("Points off")),
    ]
    cells = [
        (row.occurred_on.isoformat(), row.kind, row.severity, row.note, _number(row.points))
        for row in rows
    ]
    is_count = measure.source.metric == "incident_count"
    count = len(rows)
    note = ngettext("%(count)d incident", "%(count)d incidents", count) % {"count": count}
    total = (_("Total"), "", "", "", formats.whole(points)) if rows and not is_count else ()
    detail = _table(_("Incidents"), note if rows else "", heads, cells, texts=4, total=total)
    return Records(detail, Fraction(len(rows)) if is_count else points)


def _judgment(holdings: Holdings, measure: AnyMeasure, scale: Scale) -> Records:
    found = Judgment.objects.filter(
        cycle=holdings.cycle, manager=holdings.manager, measure_code=measure.code
    ).select_related("judged_by")
    heads = [Column(_("Judged by")), Column(_("Day")), Column(_("Basis")), Column(_("Score"))]
    cells = [
        (row.judged_by.name, f"{row.judged_at:%Y-%m-%d}", row.basis or MISSING, str(row.score))
        for row in found
    ]
    value = next((Fraction(row.score) for row in found), None)
    return Records(_table(_("Judgment"), "", heads, cells, texts=3), value)


def _service(holdings: Holdings, measure: AnyMeasure, scale: Scale) -> Records:
    manager, ends, left_on = holdings.manager, holdings.cycle.ends, holdings.left_on
    until = min(left_on, ends) if left_on else ends
    cells = [(_("Hired"), manager.hired_on.isoformat() if manager.hired_on else MISSING)]
    if left_on:
        cells.append((_("Left"), left_on.isoformat()))
    cells.append((_("Counted until"), until.isoformat()))
    detail = _table(_("Service"), "", [Column(_("Fact")), Column(_("Day"))], cells, texts=2)
    return Records(detail, None)


Reader = Callable[[Holdings, AnyMeasure, Scale], Records]
READERS: dict[str, Reader] = {
    "value": _values,
    "training_hours": _hours,
    "exam_mean": _marks,
    "incident_points": _incidents,
    "incident_count": _incidents,
    "judgment": _judgment,
    "years_of_service": _service,
}


def _table(
    title: str,
    note: str,
    heads: list[Column],
    cells: Sequence[tuple[str, ...]],
    *,
    texts: int,
    total: tuple[str, ...] = (),
    adds_up: bool = True,
) -> Detail:
    rows = tuple(DetailRow(row) for row in cells)
    return Detail(
        title, note, tuple(heads), tuple(range(texts)), rows, total=total, adds_up=adds_up
    )


def _days(holdings: Holdings) -> tuple[date, date]:
    return holdings.cycle.begins, holdings.cycle.ends


def _number(millionths: int | None) -> str:
    return MISSING if millionths is None else formats.whole(Fraction(millionths, MILLION))
