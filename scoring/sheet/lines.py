"""Measures and dimensions as lines of a sheet."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from perfcenter.base.formats import language
from scoring.models import DimensionScore, MeasureScore
from scoring.scheme.model import AnyMeasure, Dimension, Measure
from scoring.sheet.model import DimensionLine, MeasureLine

BEYOND = Fraction(10**9)


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
    measure: AnyMeasure, stored: MeasureScore, before: Fraction | None, good_from: float
) -> MeasureLine:
    """Return a measure as scored."""
    rule: Any = measure.rule
    target = stored.target
    return MeasureLine(
        code=measure.code,
        title=measure.title_for(language()),
        unit=measure.unit,
        lower_is_better=measure.lower_is_better,
        status=stored.status,
        value=stored.value,
        target=target,
        score=stored.score,
        weight=stored.weight,
        contribution=stored.contribution,
        completion=completion_of(measure, stored.value, target),
        capped_at=capped_at(measure, stored, target),
        peer_median=stored.peer_median,
        previous_value=before,
        rule=rule.name,
        meaning=measure.meaning_for(language()),
        good_from=good_from,
        bounds=tuple(bounds_of(measure, stored.value)),
    )


def bounds_of(measure: AnyMeasure, value: Fraction | None) -> Iterator[Fraction]:
    """Yield what the rule compares a value with: steps, anchors, the next whole unit."""
    rule: Any = measure.rule
    if rule.name == "tiers":
        yield from (step.bound for step in rule.steps)
    elif rule.name == "linear":
        yield from (rule.best, rule.worst)
    elif getattr(rule, "whole_units", False) and value is not None and value >= 0:
        yield (units_of(measure, value) + 1) * rule.per


def completion_of(
    measure: AnyMeasure, value: Fraction | None, target: Fraction | None
) -> float | None:
    """Return value / target, or target / value where lower is better; None where there is none."""
    if measure.rule.name != "completion" or value is None or target is None or target <= 0:
        return None
    if not measure.lower_is_better:
        return float(value / target)
    return float(target / value) if value > 0 else None


def capped_at(measure: AnyMeasure, stored: MeasureScore, target: Fraction | None) -> float | None:
    """Return the cap of the rule where it cut the score."""
    if stored.status != MeasureScore.Status.SCORED:
        return None
    cap = getattr(measure.rule, "cap", None)
    raw = raw_score(measure, stored.value, target)
    return float(cap) if cap is not None and raw is not None and raw > cap else None


def raw_score(
    measure: AnyMeasure, value: Fraction | None, target: Fraction | None
) -> Fraction | None:
    """Return what the rule's formula comes to before floor and cap; None where it has no formula.

    A value of nothing, where a target is divided by it, is beyond any cap.
    """
    rule: Any = measure.rule
    if value is None:
        return None
    if rule.name == "value":
        return value
    if rule.name == "completion" and target is not None and target > 0:
        if not measure.lower_is_better:
            return 100 * value / target
        return 100 * target / value if value > 0 else BEYOND
    if rule.name in {"points_per_unit", "deduct_per_unit"}:
        points = Fraction(rule.points * units_of(measure, value))
        is_off_start = rule.name == "deduct_per_unit" and isinstance(measure, Measure)
        return rule.start - points if is_off_start else points
    return None


def units_of(measure: AnyMeasure, value: Fraction) -> Fraction:
    """Return how many units of the rule a value counts, cut towards zero where only whole do."""
    rule: Any = measure.rule
    units = value / rule.per
    return Fraction(int(units)) if rule.whole_units else units
