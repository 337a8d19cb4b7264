"""The rows of the measures' table: dimensions, measures, bonus, deductions and the composite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING, as_text, percent, with_sign
from perfcenter.base.numbers.comparing import is_below
from reviews.deck.findings.base import completion_of
from reviews.deck.style import LABEL, Run, Style
from scoring.sheet.model import AT_PUBLICATION, DimensionLine, MeasureLine, Sheet
from scoring.sheet.places import completion_of as completed
from scoring.sheet.places import computed_of, median_of, peer_median_of, score_of, share_with_data
from scoring.sheet.printed import PrintedDimension, PrintedMeasure, PrintedSheet
from scoring.sheet.scales import scale_of

BOLD, SECOND, THIRD = Style(12, bold=True), Style(12, role="ink2"), Style(12, role="ink3")
Cells = tuple[str | Run, ...]
Rule = tuple[str, float]
HAIR, GROUP, TOTAL = ("hair", 0.75), ("rule", 0.75), ("ink", 1.0)


@dataclass(frozen=True)
class MeasureRow:
    """A row; a group's head also says what it adds to the composite."""

    cells: Cells
    style: Style = LABEL
    rule: Rule = HAIR
    measure: MeasureLine | None = None
    weight: Decimal = Decimal(0)
    points: Decimal = Decimal(0)


def grouped(
    figures: PrintedSheet, sheet: Sheet
) -> Iterator[tuple[list[MeasureRow], DimensionLine | None]]:
    """The dimensions, the bonus, the deductions and what rounding adds, each under its head."""
    for dimension in figures.dimensions:
        lines = [measure_row(m, sheet) for m in dimension.measures]
        yield [dimension_head(dimension, sheet), *lines], dimension.line
    if figures.bonus_lines:
        head = extra_head(_("Bonus"), figures.bonus, withheld=sheet.hides("bonus"))
        yield [head, *map(extra_row, figures.bonus_lines)], None
    if figures.deduction_lines:
        head = extra_head(_("Deductions"), -figures.deduction, withheld=sheet.hides("deduction"))
        yield [head, *map(extra_row, figures.deduction_lines)], None
    if figures.rounding:
        yield [extra_head(_("Rounding"), figures.rounding)], None


def dimension_head(dimension: PrintedDimension, sheet: Sheet) -> MeasureRow:
    line = dimension.line
    cells: Cells = (
        line.title,
        *[""] * 4,
        Run(_("known at publication") if line.is_withheld else "", THIRD),
        score_of(line),
        median_of(line),
        _weight(dimension.weight, sheet),
        MISSING if line.is_withheld else as_text(dimension.contribution),
    )
    return MeasureRow(cells, BOLD, GROUP, weight=dimension.weight, points=dimension.contribution)


def measure_row(measure: PrintedMeasure, sheet: Sheet) -> MeasureRow:
    """A measure; one that is out says why where its bar would be."""
    line = measure.line
    value, target, unit = figures_of(line)
    is_out = line.score is None
    style = Style(12, bold=True, role="bad" if is_below(line.score, sheet.good_from) else "ink")
    cells = (
        Run(line.title + (" ↓" if line.lower_is_better else ""), THIRD if is_out else LABEL),
        value,
        target,
        Run(unit, SECOND),
        "" if completion_of(line) is None else completed(line),
        Run(reason(line) if is_out else "", THIRD),
        Run(_scored(line), style),
        Run(median_of(line), SECOND),
        Run(_weight(measure.weight, sheet), SECOND),
        MISSING if is_out else as_text(measure.contribution),
    )
    return MeasureRow(cells, measure=line)


def _scored(line: MeasureLine) -> str:
    """The score that counts, the computed one beside it where the reviewer set another."""
    if not line.is_overridden:
        return score_of(line)
    note = _("computed %(score)s") % {"score": computed_of(line)}
    return _("%(text)s (%(note)s)") % {"text": score_of(line), "note": note}


def extra_head(title: str, points: Decimal, *, withheld: bool = False) -> MeasureRow:
    """The head of bonus or deductions with their points, where those are told."""
    why = Run(_("known at publication") if withheld else "", THIRD)
    shown = MISSING if withheld else with_sign(points)
    cells: Cells = (title, *[""] * 4, why, *[""] * 3, shown)
    return MeasureRow(cells, BOLD, GROUP, points=points)


def extra_row(measure: PrintedMeasure) -> MeasureRow:
    """A bonus or a deduction: what it counted and its points, or why there are none."""
    line = measure.line
    value, _target, unit = figures_of(line)
    is_out = line.score is None and (line.value is None or line.is_withheld)
    return MeasureRow(
        (
            Run(line.title, THIRD if is_out else LABEL),
            value,
            "",
            Run(unit, SECOND),
            "",
            Run(reason(line) if is_out else "", THIRD),
            *[""] * 3,
            MISSING if is_out else with_sign(measure.contribution),
        )
    )


def total(figures: PrintedSheet, sheet: Sheet) -> MeasureRow:
    """The composite, or why there is none."""
    name = _("Composite score")
    if figures.composite is None:
        words = {"share": share_with_data(sheet)}
        name = _("Composite score: only %(share)s has data") % words
        if sheet.is_withheld:
            name = _("The composite score is known at publication")
    return MeasureRow(
        (
            name,
            *[""] * 6,
            peer_median_of(sheet),
            _weight(figures.weight, sheet),
            MISSING if figures.composite is None else as_text(figures.composite),
        ),
        BOLD,
        GROUP,
    )


def _weight(weight: Decimal, sheet: Sheet) -> str:
    return MISSING if sheet.hides("weight_with_data") else percent(weight)


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
        "zero_target": _("plan is not above 0"),
        "not_judged": _("not judged yet"),
        AT_PUBLICATION: _("known at publication"),
    }
    return reasons.get(measure.status, "")
