"""A scheme's rule applied to values and targets, by the engine."""

from fractions import Fraction
from typing import Any

from scoring.engine import rules
from scoring.engine.columns import ObjectArray as Values
from scoring.engine.columns import objects
from scoring.engine.rules import Scored
from scoring.scheme.model import AnyMeasure, Measure

ZERO_TARGET = {"out": "out", "hundred": "hundred", None: "out"}


def scored(measure: AnyMeasure, values: Values, targets: Values | None) -> Scored:
    """Score a measure of a dimension for every participant."""
    rule: Any = measure.rule
    if rule.name == "completion" and isinstance(measure, Measure) and targets is not None:
        return _completion(measure, rule, values, targets)
    if rule.name == "value":
        missing: Any = "not_judged" if measure.is_judged else "no_data"
        return rules.value(values, floor=rule.floor, cap=rule.cap, missing=missing)
    if rule.name == "linear":
        best, worst = (rule.best, rule.best_score), (rule.worst, rule.worst_score)
        return rules.linear(values, (best, worst))
    if rule.name == "tiers":
        steps = [(step.bound, step.score) for step in rule.steps]
        return rules.tiers(
            values, steps, beyond=rule.beyond, lower_is_better=measure.lower_is_better
        )
    if rule.name == "deduct_per_unit":
        return rules.deduct_per_unit(
            values,
            rule.points,
            unit=rule.per,
            whole=rule.whole_units,
            start=rule.start,
            floor=rule.floor,
        )
    return points(measure, values)


def completion_of(measure: AnyMeasure, uncapped: Fraction | None) -> Fraction | None:
    """Return how far a target was met, 1 being wholly; None where the rule asks for none."""
    if measure.rule.name != "completion" or uncapped is None:
        return None
    return uncapped / 100


def score_again(measure: AnyMeasure, value: Fraction | None, target: Fraction | None) -> Scored:
    """Score one value once more, for runs that did not keep what came before the bounds."""
    if isinstance(measure, Measure):
        return scored(measure, objects([value]), objects([target]))
    return points(measure, objects([value]))


def points(measure: AnyMeasure, values: Values) -> Scored:
    """Give the points of a bonus, or those a deduction takes off (positive)."""
    rule: Any = measure.rule
    if rule.name == "value":
        return rules.value(values, floor=rule.floor, cap=rule.cap)
    if rule.name in {"linear", "tiers"}:
        return scored(measure, values, None)
    return rules.points_per_unit(
        values,
        rule.points,
        unit=rule.per,
        whole=rule.whole_units,
        floor=rule.floor,
        cap=rule.cap,
    )


def _completion(measure: Measure, rule: Any, values: Values, targets: Values) -> Scored:
    missing: Any = measure.missing_target
    zero_target: Any = ZERO_TARGET[measure.zero_target]
    return rules.completion(
        values,
        targets,
        floor=rule.floor,
        cap=rule.cap,
        lower_is_better=measure.lower_is_better,
        zero_target=zero_target,
        missing_target="zero" if missing == "zero" else "out",
    )
