"""From the scorecard to nodes: weights, dimensions, composite, ranks, grades."""

from __future__ import annotations

from scoring.graph import grading
from scoring.graph.card import CardPart, Contribution, Rounded, Total
from scoring.graph.graph import Graph
from scoring.graph.text import Text
from scoring.graph.weighing import Weighing
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.nodes import COMPUTED, add, cycle_key, name_of, score_of

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


def add_card(graph: Graph, scheme: SchemeDefinition) -> None:
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
        return add(graph, key, CardPart(weighing, field, at, beside), unit, name, inputs, {})

    weight_name, given = Text("有效权重", "effective weight"), Text("贡献", "contribution")
    for k, measure in enumerate(measures):
        code = measure.code
        whole = (f"dimension.{measure.dimension}.weight",)
        weight = part(f"{code}.weight", "weight", weight_name, "ratio", k, whole)
        number = part(f"{code}.given", "contribution", given, at=k)
        needs = (inputs[k], weight, number)
        common = {"code": code}
        called = name_of(measure)
        add(graph, f"{code}.contribution", Contribution(), "points", called, needs, common)
    for b, bonus in enumerate(scheme.bonus_measures):
        part(f"{bonus.code}.contribution", "bonus_contribution", name_of(bonus), at=b)
    for q, taken in enumerate(scheme.deduction_measures):
        part(f"{taken.code}.contribution", "deduction_contribution", name_of(taken), at=q)
    totals = []
    for d, dimension in enumerate(scheme.dimensions):
        name, key = Text(dimension.title_zh, dimension.title), f"dimension.{dimension.code}"
        codes = [m.code for m in measures if m.dimension == dimension.code]
        weights = (f"{key}.weight", *(f"{code}.weight" for code in codes))
        part(f"{key}.score", "dimension_score", score_of(name), at=d, beside=weights)
        part(f"{key}.weight", "dimension_weight", _weight_of(name), "ratio", d)
        product = (f"{key}.score", f"{key}.weight")
        number = part(f"{key}.given", "dimension_contribution", name, at=d, beside=product)
        own = tuple(f"{code}.contribution" for code in codes)
        add(graph, f"{key}.contribution", Total(), "points", name, (number, *own), {})
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
    add(graph, "composite.exact", less, "points", unrounded, parts, {})
    add(graph, COMPOSITE, Rounded(scheme.places), "points", name, ("composite.exact",), {})


def add_grades(graph: Graph, scheme: SchemeDefinition) -> None:
    name = Text("全行名次", "rank in the bank")
    add(graph, RANK, grading.Rank("bank", leavers=True), "count", name, (COMPOSITE,), {})
    for by, name in RANKS.items():
        add(graph, f"rank.{by}", grading.Rank(by), "count", name, (COMPOSITE,), {})
    rules = scheme.grading
    if scheme.bands:
        bounds = tuple(band.lowest for band in scheme.bands)
        bands = grading.ByBands(bounds, rules.leavers == "graded")
        codes = [band.code for band in scheme.bands]
        add(graph, "bands.free", bands, "grade", grading.ByBands.title, (COMPOSITE,), {})
        gates = _gates(scheme, codes)
        add(graph, "bands", grading.Gated(gates), "grade", AFTER_GATES[0], ("bands.free",), {})
    if rules.quotas:
        shares = tuple(quota.share for quota in rules.quotas)
        quota = grading.ByQuota(shares, rules.group, rules.tie_breaks)
        inputs = (COMPOSITE, *_tie_breaks(graph, rules.tie_breaks))
        add(graph, "quotas.free", quota, "grade", grading.ByQuota.title, inputs, {})
        gates = _gates(scheme, [quota.code for quota in rules.quotas])
        add(
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
            # What a reviewer overrides counts as she has it, within the bounds.
            is_open = f"{name}.uncapped" in graph and f"{name}.{COMPUTED}" not in graph
            keys.append(f"{name}.uncapped" if is_open else cycle_key(graph, name, "score"))
    return keys


def _weight_of(name: Text) -> Text:
    return Text(f"{name.zh}权重", f"weight of {name.en}")
