"""From measures and pools to nodes: values, targets, scores, formulas, parts of a pool."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from scoring.graph.expression.operators import Apply, Literal, OverAll
from scoring.graph.expression.parsing import Call, Constant, Expression, Name, parse
from scoring.graph.graph import Graph
from scoring.graph.pools import PoolPart, PoolTotal
from scoring.graph.rule import Policy
from scoring.graph.rules.per_unit import PerUnit
from scoring.graph.scored import CompletionOf, OverPeriods, ScoreOf
from scoring.graph.target import FullTarget, Given, InService
from scoring.graph.text import Text
from scoring.graph.units import WholeUnits
from scoring.graph.value import Odd, Settled, Valued
from scoring.scheme.measures import AnyMeasure, Measure
from scoring.scheme.model import Pool
from scoring.scheme.nodes import COMPUTED, add, cycle_key, name_of, score_of

REDUCERS = {"sum_over_periods": "sum", "mean_over_periods": "mean", "last_period": "last"}


def add_measure(graph: Graph, measure: AnyMeasure, *, takes_off: bool) -> None:
    code, common = measure.code, _common(measure)
    odd = Odd(_nothing(measure), measure.negative_value, measure.not_in_service)
    needed: tuple[str, ...] = ()
    operation: Any = None
    if measure.formula is not None:
        made = _Formula(graph, measure)
        operation, needed = Settled(odd), (made.add(parse(measure.formula)),)
    else:
        operation = Valued(measure.source, odd)
    add(graph, f"{code}.value", operation, measure.unit, name_of(measure), needed, common)
    if measure.rule is None:
        if measure.period != "cycle":
            _over_periods(graph, measure, f"{code}.value", measure.unit)
        return
    inputs = [_counted(graph, measure, odd, common)]
    policy = policy_of(measure)
    if isinstance(measure, Measure) and measure.has_target:
        _targets(graph, measure, policy, common)
        inputs.append(f"{code}.target")
    rule = _rule(measure)
    unit = rule.result
    score = ScoreOf(rule, policy, takes_off)
    said = {**common, "facts": {"takes_off": takes_off}}
    overriding = measure.overriding if isinstance(measure, Measure) else None
    is_whole = measure.period == "cycle"
    first = f"{code}.{COMPUTED if overriding and is_whole else 'score'}"
    name = computed_score_of(measure) if overriding and is_whole else score_of(name_of(measure))
    add(graph, first, score, unit, name, tuple(inputs), said)
    before = ScoreOf(rule.unbounded(), policy, takes_off)
    add(graph, f"{code}.uncapped", before, unit, score_of(name_of(measure)), tuple(inputs), common)
    if not is_whole:
        key = f"{code}.{COMPUTED}" if overriding else ""
        _over_periods(graph, measure, f"{code}.score", unit, key)
    if overriding is not None:
        last = f"{code}.score" if is_whole else f"{code}.score.cycle"
        named = score_of(name_of(measure))
        whole = {**common, "kind": "cycle"}
        add(graph, last, overriding, unit, named, (f"{code}.{COMPUTED}",), whole)


def _counted(graph: Graph, measure: AnyMeasure, odd: Odd, common: dict[str, Any]) -> str:
    """Return the node whose units the rule counts: whole ones are cut per product before."""
    rule, source = measure.rule, measure.source
    whole = isinstance(rule, PerUnit) and rule.whole_units
    if not whole or source is None or not source.knows_products:
        return f"{measure.code}.value"
    units = WholeUnits(source, Fraction(rule.per), odd)
    needed = (f"{measure.code}.value",)
    key = f"{measure.code}.units"
    return add(graph, key, units, "count", WholeUnits.title, needed, common)


def _rule(measure: AnyMeasure) -> Any:
    """Return the rule over whole units that are counted already."""
    rule, source = measure.rule, measure.source
    if (
        isinstance(rule, PerUnit)
        and rule.whole_units
        and source is not None
        and source.knows_products
    ):
        return rule.model_copy(update={"per": Fraction(1), "whole_units": False})
    return rule


def _targets(graph: Graph, measure: Measure, policy: Policy, common: dict[str, Any]) -> None:
    code, default = measure.code, measure.missing_target
    flows = measure.source is not None and measure.source.targets == "sum"
    full = FullTarget(
        code,
        measure.targets_by_month,
        measure.targets_without_month,
        flows,
        default if isinstance(default, Fraction) else None,
    )
    add(graph, f"{code}.full_target", full, measure.unit, FullTarget.title, (), common)
    cut = InService() if measure.is_prorated else Given()
    add(graph, f"{code}.target", cut, measure.unit, Given.title, (f"{code}.full_target",), common)
    add(
        graph,
        f"{code}.completion",
        CompletionOf(policy),
        "ratio",
        CompletionOf.title,
        (f"{code}.value", f"{code}.target"),
        common,
    )


def computed_score_of(measure: AnyMeasure) -> Text:
    """Return what the score is called that a reviewer may override."""
    return Text(f"{measure.title_zh}计算得分", f"computed score of {measure.title}")


def _over_periods(graph: Graph, measure: AnyMeasure, key: str, unit: str, to: str = "") -> None:
    joined = OverPeriods(measure.gives or "sum", measure.lower_is_better)
    common = {**_common(measure), "kind": "cycle"}
    name = computed_score_of(measure) if to else OverPeriods.title
    add(graph, to or f"{key}.cycle", joined, unit, name, (key,), common)


def policy_of(measure: AnyMeasure) -> Policy:
    """Return what a measure says of values and targets, besides its rule."""
    if not isinstance(measure, Measure):
        return Policy(measure.lower_is_better)
    missing = "zero" if measure.missing_target == "zero" else "out"
    return Policy(measure.lower_is_better, missing, measure.zero_target or "out")  # type: ignore[arg-type]


def _nothing(measure: AnyMeasure) -> Any:
    return measure.without_records


def _common(measure: AnyMeasure) -> dict[str, Any]:
    return {"kind": measure.period, "code": measure.code, "away": tuple(measure.absences)}


def _score_name(measure: AnyMeasure) -> Text:
    return score_of(name_of(measure))


class _Formula:
    """The nodes of one measure's formula."""

    def __init__(self, graph: Graph, measure: AnyMeasure) -> None:
        self.graph, self.measure, self.count = graph, measure, 0

    def add(self, expression: Expression, *, whole: bool = True) -> str:
        """Add the nodes of an expression; return the key of the last one."""
        if isinstance(expression, Name):
            return self._named(expression)
        self.count += 1
        key = f"{self.measure.code}.formula.{self.count}"
        if isinstance(expression, Constant):
            operation: Any = Literal(expression.value)
            inputs: tuple[str, ...] = ()
        else:
            inputs = tuple(self.add(argument, whole=False) for argument in expression.arguments)
            how = REDUCERS.get(expression.function)
            operation = OverAll(how) if how else Apply(expression.function)
        unit = self.measure.unit if whole else ""
        kind = self._kind(expression, inputs)
        common = {"kind": kind, "code": self.measure.code, "away": tuple(self.measure.absences)}
        return add(self.graph, key, operation, unit, operation.title, inputs, common)

    def _named(self, name: Name) -> str:
        if name.part == "pool":
            return f"pool.{name.code}"
        return f"{name.code}.{name.part}"

    def _kind(self, expression: Expression, inputs: Iterable[str]) -> str:
        if isinstance(expression, Call) and expression.function in REDUCERS:
            return "cycle"
        kinds = {self.graph[key].kind for key in inputs} - {"cycle"}
        return kinds.pop() if kinds else "cycle"


def add_pool(graph: Graph, pool: Pool) -> None:
    keys = []
    for place, part in enumerate(pool.parts):
        operation = PoolPart(
            pool.code,
            pool.amount,
            tuple(one.code for one in pool.parts),
            tuple(one.share for one in pool.parts),
            place,
            pool.group,
        )
        key = f"pool.{pool.code}.{part.code}"
        name = Text(part.title_zh, part.title)
        source = cycle_key(graph, part.measure, "value")
        add(graph, key, operation, "yuan", name, (source,), {"code": pool.code})
        keys.append(key)
    name = Text(pool.title_zh, pool.title)
    add(graph, f"pool.{pool.code}", PoolTotal(), "yuan", name, tuple(keys), {"code": pool.code})
