"""What runs of layout 1 did not keep: completions, and scores before their bounds."""

from fractions import Fraction
from typing import Any, cast

from scoring.graph.column import Column
from scoring.graph.node import Scope
from scoring.graph.scored import CompletionOf
from scoring.graph.states import State
from scoring.models import MeasureScore
from scoring.scheme.compiling_measures import policy_of
from scoring.scheme.measures import AnyMeasure

NOBODY_ELSE = cast(Scope, None)
"""The rules of those runs look at nobody but the one who is scored."""


def with_completion(measure: AnyMeasure, stored: MeasureScore) -> MeasureScore:
    """Put into a row what it did not keep, from its value and target, by the rule itself."""
    stored.uncapped, stored.completion = before_bounds(measure, stored.value, stored.target)
    return stored


def before_bounds(
    measure: AnyMeasure, value: Fraction | None, target: Fraction | None
) -> tuple[Fraction | None, Fraction | None]:
    """Return a score before its bounds, and how far the target was met where there is one."""
    rule: Any = measure.rule
    values, targets = _column(value, State.NO_DATA), _column(target, State.NO_TARGET)
    policy = policy_of(measure)
    uncapped = rule.unbounded().score(NOBODY_ELSE, values, targets, policy).at(0, 0)
    if not rule.uses_target:
        return uncapped, None
    return uncapped, CompletionOf(policy).compute(NOBODY_ELSE, [values, targets]).at(0, 0)


def _column(value: Fraction | None, missing: State) -> Column:
    return Column.from_cells([[value]], missing)
