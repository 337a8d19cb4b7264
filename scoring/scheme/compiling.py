"""From a scheme to its graph: a node for every number, each after those it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scoring.graph import grading
from scoring.graph.card import CardPart, Contribution, Rounded, Total, Weighing
from scoring.graph.expression.operators import Apply, Literal, OverAll
from scoring.graph.expression.parsing import Call, Constant, Expression, Name, names_in, parse
from scoring.graph.graph import Graph
from scoring.graph.node import Node
from scoring.graph.pools import PoolPart, PoolTotal
from scoring.graph.profit import Parameters, TotalOf
from scoring.graph.rule import Policy
from scoring.graph.rules.per_unit import PerUnit
from scoring.graph.scored import CompletionOf, OverPeriods, ScoreOf
from scoring.graph.target import FullTarget, Given, InService
from scoring.graph.text import Text
from scoring.graph.units import WholeUnits
from scoring.graph.value import Odd, Settled, Valued
from scoring.scheme.model import AnyMeasure, Measure, Pool, SchemeDefinition

REDUCERS = {"sum_over_periods": "sum", "mean_over_periods": "mean", "last_period": "last"}
COMPOSITE, RANK, GRADE = "composite", "rank", "grade"
AFTER_GATES = (
    Text("分档评级（计门槛）", "grade by bands after gates"),
    Text("配额评级（计门槛）", "grade by quota after gates"),
)
RANKS = {
    "line": Text("条线名次", "rank in the line"),
    "branch": Text("机构名次", "rank in the branch"),
    "line_and_branch": Text("机构内条线名次", "rank in line and branch"),
}


@dataclass(frozen=True)
class Compiled:
    """A scheme's graph, and what its cells have to know besides."""

    scheme: SchemeDefinition
    graph: Graph
    shared: dict[str, Any]


def compiled(scheme: SchemeDefinition) -> Compiled:
    """Return the graph of a scheme that has been checked."""
    graph = Graph()
    for item in in_order(scheme):
        if isinstance(item, Pool):
            _pool(graph, item)
        else:
            _measure(graph, item, takes_off=item in scheme.deduction_measures)
    parameters = Parameters(scheme.rorac.decay, scheme.rorac.floor, scheme.rorac.capital_ratio)
    _add(graph, "rorac", TotalOf(parameters), "yuan", TotalOf.title, (), {})
    _add(graph, "rorac.ratio", TotalOf(parameters, ratio=True), "ratio", TotalOf.title, (), {})
    _card(graph, scheme)
    _grades(graph, scheme)
    return Compiled(scheme, graph, {"rorac parameters": parameters})


class CircleError(ValueError):
    """Measures that need each other in a circle, named in its order."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(" → ".join(codes))
        self.codes = codes


def in_order(scheme: SchemeDefinition) -> list[AnyMeasure | Pool]:
    """Return measures and pools so that each comes after those it reads; CircleError."""
    items: dict[str, AnyMeasure | Pool] = {m.code: m for m in scheme.all_measures()}
    items |= {f"pool {pool.code}": pool for pool in scheme.pools}
    done: dict[str, AnyMeasure | Pool] = {}
    path: list[str] = []

    def visit(key: str) -> None:
        if key in done or key not in items:
            return
        if key in path:
            raise CircleError([*path[path.index(key) :], key])
        path.append(key)
        for needed in reads(items[key]):
            visit(needed)
        path.pop()
        done[key] = items[key]

    for key in items:
        visit(key)
    return list(done.values())


def reads(item: AnyMeasure | Pool) -> list[str]:
    """Return what a measure's formula or a pool's parts read."""
    if isinstance(item, Pool):
        return [part.measure for part in item.parts]
    if item.formula is None:
        return []
    found = names_in(parse(item.formula))
    return [f"pool {n.code}" if n.part == "pool" else n.code for n in found]


def name_of(measure: AnyMeasure) -> Text:
    return Text(measure.title_zh, measure.title)


def _measure(graph: Graph, measure: AnyMeasure, *, takes_off: bool) -> None:
    code, common = measure.code, _common(measure)
    odd = Odd(_nothing(measure), measure.negative_value, measure.not_in_service)
    needed: tuple[str, ...] = ()
    operation: Any = None
    if measure.formula is not None:
        made = _Formula(graph, measure)
        operation, needed = Settled(odd), (made.add(parse(measure.formula)),)
    else:
        operation = Valued(measure.source, odd)
    _add(graph, f"{code}.value", operation, measure.unit, name_of(measure), needed, common)
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
    _add(graph, f"{code}.score", score, unit, _score_name(measure), tuple(inputs), said)
    before = ScoreOf(rule.unbounded(), policy, takes_off)
    _add(graph, f"{code}.uncapped", before, unit, _score_name(measure), tuple(inputs), common)
    if measure.period != "cycle":
        _over_periods(graph, measure, f"{code}.score", unit)


def _counted(graph: Graph, measure: AnyMeasure, odd: Odd, common: dict[str, Any]) -> str:
    """Return the node whose units the rule counts: whole ones are cut per product before."""
    rule, source = measure.rule, measure.source
    whole = isinstance(rule, PerUnit) and rule.whole_units
    if not whole or source is None or not source.knows_products:
        return f"{measure.code}.value"
    units = WholeUnits(source, Fraction(rule.per), odd)
    needed = (f"{measure.code}.value",)
    key = f"{measure.code}.units"
    return _add(graph, key, units, "count", WholeUnits.title, needed, common)


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
    _add(graph, f"{code}.full_target", full, measure.unit, FullTarget.title, (), common)
    cut = InService() if measure.is_prorated else Given()
    _add(graph, f"{code}.target", cut, measure.unit, Given.title, (f"{code}.full_target",), common)
    _add(
        graph,
        f"{code}.completion",
        CompletionOf(policy),
        "ratio",
        CompletionOf.title,
        (f"{code}.value", f"{code}.target"),
        common,
    )


def _over_periods(graph: Graph, measure: AnyMeasure, key: str, unit: str) -> None:
    joined = OverPeriods(measure.gives or "sum", measure.lower_is_better)
    common = {**_common(measure), "kind": "cycle"}
    _add(graph, f"{key}.cycle", joined, unit, OverPeriods.title, (key,), common)


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
    return _score_of(name_of(measure))


def _weight_of(name: Text) -> Text:
    return Text(f"{name.zh}权重", f"weight of {name.en}")


def _score_of(name: Text) -> Text:
    return Text(f"{name.zh}得分", f"score of {name.en}")


def _add(
    graph: Graph,
    key: str,
    operation: Any,
    unit: str,
    name: Text,
    inputs: tuple[str, ...],
    common: dict[str, Any],
) -> str:
    graph.add(Node(key, operation, unit, name, inputs, **common))
    return key


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
        return _add(self.graph, key, operation, unit, operation.title, inputs, common)

    def _named(self, name: Name) -> str:
        if name.part == "pool":
            return f"pool.{name.code}"
        return f"{name.code}.{name.part}"

    def _kind(self, expression: Expression, inputs: Iterable[str]) -> str:
        if isinstance(expression, Call) and expression.function in REDUCERS:
            return "cycle"
        kinds = {self.graph[key].kind for key in inputs} - {"cycle"}
        return kinds.pop() if kinds else "cycle"


def _pool(graph: Graph, pool: Pool) -> None:
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
        _add(graph, key, operation, "yuan", name, (source,), {"code": pool.code})
        keys.append(key)
    name = Text(pool.title_zh, pool.title)
    _add(graph, f"pool.{pool.code}", PoolTotal(), "yuan", name, tuple(keys), {"code": pool.code})


def cycle_key(graph: Graph, code: str, part: str) -> str:
    """Return the node of a measure's number for the cycle."""
    key = f"{code}.{part}"
    return f"{key}.cycle" if f"{key}.cycle" in graph else key


def _card(graph: Graph, scheme: SchemeDefinition) -> None:
    measures = scheme.scored_measures
    place = {dimension.code: index for index, dimension in enumerate(scheme.dimensions)}
    within = {d.code: scheme.weights_within(d.code) for d in scheme.dimensions}
    weighing = Weighing(
        tuple(within[m.dimension or ""][m.code] for m in measures),
        tuple(place[m.dimension or ""] for m in measures),
        tuple(scheme.dimension_weights().values()),
        len(scheme.bonus_measures),
        len(scheme.deduction_measures),
        None if scheme.bonus is None or scheme.bonus.cap is None else float(scheme.bonus.cap),
        None
        if scheme.deductions is None or scheme.deductions.most is None
        else float(scheme.deductions.most),
        float(scheme.no_composite_below),
    )
    everything = [*measures, *scheme.bonus_measures, *scheme.deduction_measures]
    inputs = tuple(cycle_key(graph, m.code, "score") for m in everything)

    def part(
        key: str,
        field: str,
        name: Text,
        unit: str = "points",
        at: int | None = None,
        beside: tuple[str, ...] = (),
    ) -> str:
        return _add(graph, key, CardPart(weighing, field, at, beside), unit, name, inputs, {})

    weight_name, given = Text("有效权重", "effective weight"), Text("贡献", "contribution")
    for k, measure in enumerate(measures):
        code = measure.code
        whole = (f"dimension.{measure.dimension}.weight",)
        weight = part(f"{code}.weight", "weight", weight_name, "ratio", k, whole)
        number = part(f"{code}.given", "contribution", given, at=k)
        needs = (inputs[k], weight, number)
        common = {"code": code}
        called = name_of(measure)
        _add(graph, f"{code}.contribution", Contribution(), "points", called, needs, common)
    for b, bonus in enumerate(scheme.bonus_measures):
        part(f"{bonus.code}.contribution", "bonus_contribution", name_of(bonus), at=b)
    for q, taken in enumerate(scheme.deduction_measures):
        part(f"{taken.code}.contribution", "deduction_contribution", name_of(taken), at=q)
    totals = []
    for d, dimension in enumerate(scheme.dimensions):
        name, key = Text(dimension.title_zh, dimension.title), f"dimension.{dimension.code}"
        codes = [m.code for m in measures if m.dimension == dimension.code]
        weights = (f"{key}.weight", *(f"{code}.weight" for code in codes))
        part(f"{key}.score", "dimension_score", _score_of(name), at=d, beside=weights)
        part(f"{key}.weight", "dimension_weight", _weight_of(name), "ratio", d)
        product = (f"{key}.score", f"{key}.weight")
        number = part(f"{key}.given", "dimension_contribution", name, at=d, beside=product)
        own = tuple(f"{code}.contribution" for code in codes)
        _add(graph, f"{key}.contribution", Total(), "points", name, (number, *own), {})
        totals.append(f"{key}.contribution")
    bonus_key = part("bonus", "bonus", Text("加分", "bonus"))
    taken_key = part("deduction", "deduction", Text("扣分", "deductions"))
    part("weight_with_data", "weight_with_data", Text("有数据的权重", "weight with data"), "ratio")
    name = Text("综合得分", "composite")
    number = part("composite.given", "composite", name)
    parts = (number, *totals, *([bonus_key] if scheme.bonus_measures else []))
    parts = (*parts, *([taken_key] if scheme.deduction_measures else []))
    less = Total(less=1 if scheme.deduction_measures else 0)
    unrounded = Text("综合得分（取整前）", "composite before rounding")
    _add(graph, "composite.exact", less, "points", unrounded, parts, {})
    _add(graph, COMPOSITE, Rounded(scheme.places), "points", name, ("composite.exact",), {})


def _grades(graph: Graph, scheme: SchemeDefinition) -> None:
    name = Text("全行名次", "rank in the bank")
    _add(graph, RANK, grading.Rank("bank", leavers=True), "count", name, (COMPOSITE,), {})
    for by, name in RANKS.items():
        _add(graph, f"rank.{by}", grading.Rank(by), "count", name, (COMPOSITE,), {})
    rules = scheme.grading
    if scheme.bands:
        bounds = tuple(band.lowest for band in scheme.bands)
        bands = grading.ByBands(bounds, rules.leavers == "graded")
        codes = [band.code for band in scheme.bands]
        _add(graph, "bands.free", bands, "grade", grading.ByBands.title, (COMPOSITE,), {})
        gates = _gates(scheme, codes)
        _add(graph, "bands", grading.Gated(gates), "grade", AFTER_GATES[0], ("bands.free",), {})
    if rules.quotas:
        shares = tuple(quota.share for quota in rules.quotas)
        quota = grading.ByQuota(shares, rules.group, rules.tie_breaks)
        inputs = (COMPOSITE, *_tie_breaks(graph, rules.tie_breaks))
        _add(graph, "quotas.free", quota, "grade", grading.ByQuota.title, inputs, {})
        gates = _gates(scheme, [quota.code for quota in rules.quotas])
        _add(
            graph,
            "quotas",
            grading.Gated(gates),
            "grade",
            AFTER_GATES[1],
            ("quotas.free",),
            {},
        )


def _gates(scheme: SchemeDefinition, codes: list[str]) -> tuple[grading.Gate, ...]:
    """Return the gates that cap at one of these grades."""
    return tuple(
        grading.Gate(
            codes.index(gate.at_best), gate.incidents, gate.severities, gate.certificate or ""
        )
        for gate in scheme.grading.gates
        if gate.at_best in codes
    )


def _tie_breaks(graph: Graph, names: tuple[str, ...]) -> list[str]:
    keys = []
    for name in names:
        if name == "deductions":
            keys.append("deduction")
        elif name not in {"service", "staff_no"}:
            open_score = f"{name}.uncapped"
            keys.append(open_score if open_score in graph else cycle_key(graph, name, "score"))
    return keys
