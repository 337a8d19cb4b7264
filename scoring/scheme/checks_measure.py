"""What must hold within one measure: unit and metric, rule and direction, completion and target."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from scoring.scheme.draft import Row
from scoring.scheme.model import AnyMeasure, Measure, PointsMeasure
from scoring.scheme.problems import NOTHING, Problem
from scoring.scheme.rules import Completion, DeductPerUnit, Linear, Tiers
from scoring.scheme.sources import DailyAverage, EndBalance

WITH_RECORDS = ("training_hours", "exam_mean", "value")
TARGET_WORDS = {
    "missing_target": _('"out", "zero" or a number'),
    "zero_target": _('"out" or "hundred"'),
}


def measure_problems(row: Row, measure: Measure) -> Iterator[Problem]:
    """Yield what is wrong with a measure of a dimension."""
    yield from _common(row, measure)
    yield from _target(row, measure)
    if isinstance(measure.rule, DeductPerUnit) and measure.rule.cap is not None:
        yield _rule(row, measure, "floor_in_dimension", key="cap")
    if measure.is_judged and measure.rule.name != "value":
        yield _rule(row, measure, "rule_for_judgment")


def bonus_problems(row: Row, measure: PointsMeasure) -> Iterator[Problem]:
    """Yield what is wrong with a bonus."""
    yield from _common(row, measure)
    if measure.rule.name not in {"points_per_unit", "tiers", "value"}:
        yield _rule(row, measure, "rule_for_bonus")
    if measure.is_judged:
        yield _source(row, measure, "judged_in_dimension")


def deduction_problems(row: Row, measure: PointsMeasure) -> Iterator[Problem]:
    """Yield what is wrong with a deduction."""
    yield from _common(row, measure)
    if measure.rule.name != "deduct_per_unit":
        yield _rule(row, measure, "rule_for_deduction")
    elif left := [key for key in ("start", "floor") if key in row.data["rule"]]:
        yield from (_rule(row, measure, "cap_in_deduction", key=key) for key in left)
    if measure.is_judged:
        yield _source(row, measure, "judged_in_dimension")


def _common(row: Row, measure: AnyMeasure) -> Iterator[Problem]:
    source = measure.source
    if measure.unit not in source.units:
        units = ", ".join(source.units)
        yield row.problem("unit_of_metric", "unit", metric=source.metric, units=units)
    if "without_records" in row.data and source.metric not in WITH_RECORDS:
        yield row.problem("records_metric", "without_records", allowed=", ".join(WITH_RECORDS))
    yield from _lists(row, measure)
    yield from _direction(row, measure)
    if isinstance(source, DailyAverage | EndBalance):
        yield from _balance(row, source)


def _lists(row: Row, measure: AnyMeasure) -> Iterator[Problem]:
    for key in ("families", "products"):
        words = getattr(measure.source, key, ())
        for i, word in enumerate(words):
            if word in words[:i]:
                yield Problem(kind="once", path=(*row.path, "source", key, i), value=word)


def _balance(row: Row, source: DailyAverage | EndBalance) -> Iterator[Problem]:
    path = (*row.path, "source")
    if bool(source.families) == bool(source.products):
        yield Problem(kind="families_or_products", path=path)
    for product in source.coefficients if source.products else ():
        if product not in source.products:
            yield Problem(
                kind="coefficient_of_products",
                path=(*path, "coefficients", product),
                words={"allowed": ", ".join(source.products)},
            )


def _target(row: Row, measure: Measure) -> Iterator[Problem]:
    """Completion says what happens without a target; no other rule has one."""
    for key in ("missing_target", "zero_target", "prorate", "monthly_targets"):
        if not measure.has_target and key in row.data:
            yield row.problem("no_target", key, rule=measure.rule.name)
        if measure.has_target and key in TARGET_WORDS and key not in row.data:
            yield row.problem("target_rule", key, allowed=TARGET_WORDS[key])


def _direction(row: Row, measure: AnyMeasure) -> Iterator[Problem]:
    rule = measure.rule
    if isinstance(rule, Completion) and measure.lower_is_better and rule.cap is None:
        yield _rule(row, measure, "capped_where_lower", key="cap")
    if isinstance(rule, Linear) and (rule.best < rule.worst) != measure.lower_is_better:
        kind = "best_below_worst" if measure.lower_is_better else "best_above_worst"
        yield _rule(row, measure, kind, key="best")
    if isinstance(rule, Tiers):
        kind = "steps_up_to" if measure.lower_is_better else "steps_from"
        for i, step in enumerate(rule.steps):
            if (step.lowest is None) != measure.lower_is_better:
                yield Problem(kind=kind, path=(*row.path, "rule", "steps", i))


def _rule(row: Row, measure: AnyMeasure, kind: str, *, key: str = "name") -> Problem:
    value = row.data["rule"].get(key, NOTHING)
    return Problem(kind=kind, path=(*row.path, "rule", key), value=value)


def _source(row: Row, measure: AnyMeasure, kind: str) -> Problem:
    return Problem(kind=kind, path=(*row.path, "source", "metric"), value=measure.source.metric)
