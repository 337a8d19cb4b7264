"""What must hold within one measure: where it comes from, unit, rule, periods, target."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from scoring.graph.ledger import Filtered
from scoring.graph.registry import rules
from scoring.graph.rule import Policy
from scoring.scheme.draft import Row
from scoring.scheme.measures import AnyMeasure, Measure, PointsMeasure
from scoring.scheme.problems import NOTHING, Problem

TARGET_WORDS = {
    "missing_target": _('"out", "zero" or a number'),
    "zero_target": _('"out" or "hundred"'),
}
OF_TARGETS = ("missing_target", "zero_target", "prorate", "monthly_targets", "target_of")
FOR_BONUS = {"points_per_unit", "tiers", "value", "pass_fail", "linear", "percentile", "completion"}
FOR_DEDUCTIONS = {"deduct_per_unit", "tiers", "value", "pass_fail", "linear"}
BALANCES = {"daily_average", "end_balance"}


def measure_problems(row: Row, measure: Measure) -> Iterator[Problem]:
    """Yield what is wrong with a measure of a dimension, or with a helper."""
    yield from _common(row, measure)
    yield from _target(row, measure)
    yield from _override(row, measure)
    if measure.is_helper:
        if "weight" in row.data:
            yield row.problem("weight_of_helper", "weight")
        return
    if measure.rule is None:
        yield row.problem("required", "rule")
        return
    if measure.rule.word() == "deduct_per_unit" and measure.rule.cap is not None:
        yield _rule(row, "floor_in_dimension", key="cap")
    if measure.is_judged and measure.rule.word() != "value":
        yield _rule(row, "rule_for_judgment")
    if measure.rule.result != "points":
        yield _rule(row, "rule_for_helper")


def bonus_problems(row: Row, measure: PointsMeasure) -> Iterator[Problem]:
    """Yield what is wrong with a bonus."""
    yield from _common(row, measure)
    yield from _points(row, measure, FOR_BONUS, "rule_for_bonus")


def deduction_problems(row: Row, measure: PointsMeasure) -> Iterator[Problem]:
    """Yield what is wrong with a deduction."""
    yield from _common(row, measure)
    yield from _points(row, measure, FOR_DEDUCTIONS, "rule_for_deduction")
    if measure.rule is not None and measure.rule.word() == "deduct_per_unit":
        left = [key for key in ("start", "floor") if key in row.data["rule"]]
        yield from (_rule(row, "cap_in_deduction", key=key) for key in left)


def rule_problems(row: Row) -> Iterator[Problem]:
    """Yield what is wrong among a rule's parameters, also where another key of the row is wrong."""
    data = row.data.get("rule")
    direction = row.data.get("direction", "higher")
    if not isinstance(data, dict) or data.get("name") not in rules.words:
        return
    if direction not in ("higher", "lower"):
        return
    try:
        rule: Any = rules[data["name"]].model_validate(data)
    except ValidationError:
        return
    lower_is_better = direction == "lower"
    for key, kind in rule.problems(Policy(lower_is_better)):
        yield _rule(row, kind, key=key)
    kind = "steps_up_to" if lower_is_better else "steps_from"
    for i, step in enumerate(getattr(rule, "steps", ())):
        if (step.lowest is None) != lower_is_better:
            yield Problem(kind=kind, path=(*row.path, "rule", "steps", i))


def _points(row: Row, measure: PointsMeasure, allowed: set[str], kind: str) -> Iterator[Problem]:
    if measure.rule is None:
        yield row.problem("required", "rule")
    elif measure.rule.word() not in allowed or measure.rule.uses_target:
        yield _rule(row, kind, allowed=", ".join(sorted(allowed - {"completion"})))
    if measure.is_judged:
        yield Problem(
            kind="judged_in_dimension", path=(*row.path, "source", "metric"), value="judgment"
        )


def _common(row: Row, measure: AnyMeasure) -> Iterator[Problem]:
    if (measure.source is None) == (measure.formula is None):
        yield row.problem("source_or_formula", "source")
        return
    source = measure.source
    if source is not None:
        yield from _source(row, measure, source)
    if measure.period != "cycle" and measure.gives is None:
        yield row.problem("gives", "gives")
    if measure.period == "cycle" and measure.gives is not None:
        yield row.problem("gives_nothing", "gives")


def _source(row: Row, measure: AnyMeasure, source: Any) -> Iterator[Problem]:
    if measure.unit not in source.units:
        units = ", ".join(source.units)
        yield row.problem("unit_of_metric", "unit", metric=source.word(), units=units)
    if measure.period not in source.kinds:
        yield row.problem(
            "period_of_metric", "period", metric=source.word(), allowed=", ".join(source.kinds)
        )
    yield from _lists(row, source)
    if isinstance(source, Filtered):
        yield from _balance(row, source)
    for key, kind in source.problems():
        value = row.data["source"].get(key, NOTHING)
        yield Problem(kind=kind, path=(*row.path, "source", key), value=value)


def _lists(row: Row, source: Any) -> Iterator[Problem]:
    for key, words in source:
        if isinstance(words, tuple):
            for i, word in enumerate(words):
                if word in words[:i]:
                    yield Problem(kind="once", path=(*row.path, "source", key, i), value=word)


def _balance(row: Row, source: Filtered) -> Iterator[Problem]:
    path = (*row.path, "source")
    if source.word() in BALANCES and bool(source.families) == bool(source.products):
        yield Problem(kind="families_or_products", path=path)
    if source.products and isinstance(source.coefficients, dict) and not source.families:
        for product in source.coefficients:
            if product not in source.products:
                yield Problem(
                    kind="coefficient_of_products",
                    path=(*path, "coefficients", product),
                    words={"allowed": ", ".join(source.products)},
                )


def _target(row: Row, measure: Measure) -> Iterator[Problem]:
    """A rule that looks at a target says what happens without one; no other rule has one."""
    for key in OF_TARGETS:
        if not measure.has_target and key in row.data:
            rule = "—" if measure.rule is None else measure.rule.word()
            yield row.problem("no_target", key, rule=rule)
        if measure.has_target and key in TARGET_WORDS and key not in row.data:
            yield row.problem("target_rule", key, allowed=TARGET_WORDS[key])
    if measure.period == "cycle" and "target_of" in row.data and measure.has_target:
        yield row.problem("target_of_periods", "target_of")


def _override(row: Row, measure: Measure) -> Iterator[Problem]:
    """A reviewer overrides what is computed of the person herself, and counts."""
    if measure.override is None:
        return
    if measure.is_helper:
        yield row.problem("override_of_helper", "override")
    elif measure.is_judged:
        yield row.problem("override_of_judgment", "override")
    elif measure.rule is not None and measure.rule.only_ranks:
        yield row.problem("override_of_ranks", "override")


def _rule(row: Row, kind: str, *, key: str = "name", **words: Any) -> Problem:
    value = row.data["rule"].get(key, NOTHING)
    return Problem(kind=kind, path=(*row.path, "rule", key), value=value, words=words)
