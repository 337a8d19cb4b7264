"""Measures and dimensions as lines of a sheet."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from perfcenter.base.formats import language
from scoring.engine.units import units_counted
from scoring.models import DimensionScore, MeasureScore, OverriddenScore
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.model import Dimension
from scoring.sheet.model import AT_PUBLICATION, Changed, DimensionLine, MeasureLine


def dimension_line(
    dimension: Dimension,
    stored: DimensionScore,
    measures: tuple[MeasureLine, ...],
    good_from: float,
) -> DimensionLine:
    """Return a dimension with its measures."""
    return DimensionLine(
        code=dimension.code,
        title=dimension.title_for(language()),
        score=stored.score,
        weight=stored.weight,
        contribution=stored.contribution,
        peer_median=stored.peer_median,
        measures=measures,
        good_from=good_from,
    )


def measure_line(
    measure: AnyMeasure,
    stored: MeasureScore,
    before: Fraction | None,
    good_from: float,
    changed: Changed | None = None,
) -> MeasureLine:
    """Return a measure as scored, with what its reviewer changed."""
    return MeasureLine(
        code=measure.code,
        title=measure.title_for(language()),
        unit=measure.unit,
        lower_is_better=measure.lower_is_better,
        status=stored.status,
        value=stored.value,
        target=stored.target,
        score=stored.score,
        weight=stored.weight,
        contribution=stored.contribution,
        completion=None if stored.completion is None else float(stored.completion),
        capped_at=None if changed and changed.counts else capped_at(measure, stored),
        peer_median=stored.peer_median,
        previous_value=before,
        rule=measure.rule.name,
        meaning=measure.meaning_for(language()),
        uncapped=stored.uncapped,
        good_from=good_from,
        bounds=tuple(bounds_of(measure, stored.value)),
        changed=changed,
    )


def changed_of(row: OverriddenScore | None, stored: MeasureScore) -> Changed | None:
    """Return what a reviewer changed; nothing of a score that is told at publication only."""
    if row is None or stored.status == AT_PUBLICATION:
        return None
    return Changed(row.computed, row.score, row.counts, row.set_by_name, row.set_on, row.reason)


def bounds_of(measure: AnyMeasure, value: Fraction | None) -> Iterator[Fraction]:
    """Yield what the rule compares a value with: steps, anchors, the next whole unit."""
    rule: Any = measure.rule
    if rule.name == "tiers":
        yield from (step.bound for step in rule.steps)
    elif rule.name == "linear":
        yield from (rule.best, rule.worst)
    elif getattr(rule, "whole_units", False) and value is not None and value >= 0:
        yield (units_counted(value, rule.per, whole=True) + 1) * rule.per


def capped_at(measure: AnyMeasure, stored: MeasureScore) -> float | None:
    """Return the cap of the rule where it cut the score.

    A score of a rule with a cap that came from nothing before it was without bound.
    """
    cap = getattr(measure.rule, "cap", None)
    if cap is None or stored.status != MeasureScore.Status.SCORED:
        return None
    return float(cap) if stored.uncapped is None or stored.uncapped > cap else None


def line_of_helper(measure: AnyMeasure) -> MeasureLine:
    """Return a line for a measure outside the composite, which no sheet has."""
    return replace(
        empty_line(measure.code, measure.title_for(language())),
        unit=measure.unit,
        lower_is_better=measure.lower_is_better,
        rule="" if measure.rule is None else measure.rule.name,
        meaning=measure.meaning_for(language()),
    )


def empty_line(code: str, title: str) -> MeasureLine:
    """Return a line without a number."""
    return MeasureLine(
        code=code,
        title=title,
        unit="",
        lower_is_better=False,
        status="",
        value=None,
        target=None,
        score=None,
        weight=0.0,
        contribution=0.0,
        completion=None,
        capped_at=None,
        peer_median=None,
        previous_value=None,
        rule="",
        meaning="",
    )
