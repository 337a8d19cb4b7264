"""From value to score for every rule, in its cuts and corners too: it comes out as shown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.explanation.writing import Writer
from scoring.graph.calendar import Calendar
from scoring.graph.column import Column
from scoring.graph.expression.operators import Apply, Literal
from scoring.graph.graph import Cells, Graph
from scoring.graph.ground import Ground
from scoring.graph.node import Node
from scoring.graph.people import People, Person, Posting
from scoring.graph.registry import rules
from scoring.graph.rule import Policy
from scoring.graph.scored import ScoreOf
from scoring.graph.states import State
from scoring.graph.text import Text
from scoring.graph.trace import trace
from scoring.inputs.own_ledger import table_of
from scoring.sheet.model import MeasureLine
from tests.scoring.explanation.arithmetic import is_true, written

CENTS = st.integers(-(10**12), 10**12).map(lambda n: Fraction(n, 100))
SMALL = st.integers(1, 10**7).map(lambda n: Fraction(n, 10**4))
CALENDAR = Calendar(202601, 202601)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def ground() -> Ground:
    people = People((Person("M1", None, None, (Posting(date(2020, 1, 1), "B", "personal"),)),))
    return Ground(CALENDAR, people, (), table_of([]))


def formulas(rule: dict[str, Any], value, target=None, *, unit="points", lower=False):
    """Return the lines that a measure M of this rule shows of a value and target."""
    policy = Policy(lower_is_better=lower)
    made = rules[rule["name"]].model_validate(rule)
    graph = Graph([Node("M.value", Literal(Fraction(value)), unit, Text("指标", "M"), code="M")])
    inputs = ["M.value"]
    if target is not None:
        target_node = Node(
            "M.target", Literal(Fraction(target)), unit, Text("任务", "target"), code="M"
        )
        graph.add(target_node)
        inputs.append("M.target")
    common: dict[str, Any] = {"inputs": tuple(inputs), "code": "M"}
    name = Text("得分", "score")
    graph.add(Node("M.score", ScoreOf(made, policy), "points", name, **common))
    graph.add(Node("M.uncapped", ScoreOf(made.unbounded(), policy), "points", name, **common))
    cells = Cells(graph, ground())
    score = cells.number("M.score", 0).value
    line = MeasureLine(
        code="M", title="M", unit=unit, lower_is_better=lower, status="scored",
        value=Fraction(value), target=None if target is None else Fraction(target),
        score=None if score is None else float(score), weight=0.5, contribution=1.0,
        completion=None, capped_at=None, peer_median=None, previous_value=None,
        rule=rule["name"], meaning="",
    )  # fmt: skip
    writer = Writer("M", line, "en", lambda _node, _period: "", lambda _node, _period: ("", ""))
    lines = [writer.written(one) for one in trace(cells, "M.score", 0, code="M")]
    return [one for one in lines if one is not None]


def read(*asked: Any, **more: Any) -> str:
    return written(formulas(*asked, **more)[0])


@settings(max_examples=150, deadline=None)
@given(value=CENTS, target=SMALL.map(lambda n: n * 1000), unit=st.sampled_from(["yuan", "points"]))
def test_a_completion_is_written_so_that_it_comes_out(value, target, unit):
    rule = {"name": "completion", "floor": 0, "cap": 150}
    (formula,) = formulas(rule, value, target, unit=unit)
    assert is_true(formula), written(formula)


@settings(max_examples=100, deadline=None)
@given(value=SMALL, target=SMALL)
def test_so_is_one_where_lower_is_better(value, target):
    (formula,) = formulas({"name": "completion", "cap": 150}, value, target, lower=True)
    assert is_true(formula), written(formula)


@settings(max_examples=100, deadline=None)
@given(value=st.fractions(0, Fraction(6, 100), max_denominator=10**9))
def test_between_two_anchors_the_rate_has_as_many_places_as_it_takes(value):
    rule = {"name": "linear", "best": Fraction(1, 200), "worst": Fraction(1, 20)}
    (formula,) = formulas(rule, value, unit="ratio", lower=True)
    assert is_true(formula), written(formula)


@settings(max_examples=100, deadline=None)
@given(value=SMALL, per=st.sampled_from([1, 3, 10]), name=st.sampled_from(["points", "deduct"]))
def test_points_a_unit_come_out(value, per, name):
    rule = {"name": f"{name}_per_unit", "points": Fraction(3, 10), "per": per}
    (formula,) = formulas(rule, value, unit="hours")
    assert is_true(formula), written(formula)


def test_amounts_share_a_unit_in_which_their_quotient_can_be_recomputed():
    rule = {"name": "completion"}
    plan = read(rule, Fraction("137175629.63"), 127_700_000, unit="yuan")
    assert plan == "Score: 107.42 = CNY 137,175.6 k ÷ CNY 127,700.0 k × 100"
    small = read(rule, Fraction("6438.11"), 6200, unit="yuan")
    assert small == "Score: 103.84 = CNY 6,438.11 ÷ CNY 6,200.00 × 100"


def test_a_score_that_was_cut_says_what_it_was_before():
    rule = {"name": "completion", "floor": 0, "cap": 150}
    assert read(rule, 90, 30) == "Score: 150.00 ← 300.00 = 90.00 points ÷ 30.00 points × 100"
    assert read(rule, -15, 30).startswith("Score: 0.00 ← −50.00 = ")


@pytest.mark.parametrize(
    ("rule", "value", "said"),
    [
        ({"name": "pass_fail", "bound": 5}, 5, "met from 5"),
        ({"name": "tiers", "steps": [{"from": 1, "score": 60}]}, 2, "the step from 1"),
        ({"name": "linear", "best": 5, "worst": 0}, 9, "at best or beyond"),
    ],
)
def test_what_is_no_arithmetic_is_told_by_an_arrow_and_a_remark(rule, value, said):
    (formula,) = formulas(rule, value)
    assert " ← " in written(formula)
    assert formula.remark == said


def test_a_number_of_a_formula_reads_in_the_unit_that_it_is_compared_with():
    name = Text("", "")
    graph = Graph(
        [
            Node("A.value", Literal(Fraction(25_000)), "yuan", Text("甲", "A"), code="A"),
            Node("M.formula.2", Literal(Fraction(20_000)), "", name, code="M"),
            Node("M.formula.1", Apply(">="), "", name, ("A.value", "M.formula.2"), code="M"),
        ]
    )
    cells = Cells(graph, ground())
    line = MeasureLine(
        code="M", title="M", unit="count", lower_is_better=False, status="", value=None,
        target=None, score=None, weight=0, contribution=0, completion=None, capped_at=None,
        peer_median=None, previous_value=None, rule="", meaning="",
    )  # fmt: skip
    writer = Writer(
        "M", line, "en", lambda _n, _p: "/a", lambda _n, _p: ("", ""),
        truths=frozenset({"M.formula.1"}), typed=frozenset({"M.formula.2"}),
    )  # fmt: skip
    (found,) = [writer.written(one) for one in trace(cells, "M.formula.1", 0, code="M")][:1]
    assert written(found) == ": yes ← CNY 25.0 k ≥ CNY 20.0 k"
    assert [piece.href for piece in found.pieces if piece.caption == "A"] == ["/a"]


def test_a_cell_without_a_number_has_no_formula_and_says_why():
    nobody = Column.from_cells([[None]], State.NO_DATA)
    graph = Graph([Node("M.value", Literal(Fraction(0)), "points", Text("指标", "M"), code="M")])
    cells = Cells(graph, ground(), columns={"M.value": nobody})
    (line,) = trace(cells, "M.value", 0, code="M")
    assert (line.formula, line.number.why_none) == (None, "no_data")
