"""Met or not met."""

from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.node import Cell, Scope
from scoring.graph.registry import rules
from scoring.graph.rule import HUNDRED, ZERO, Policy, Rule, reaches
from scoring.graph.text import Text, in_digits
from scoring.graph.types import Exact


@rules
class PassFail(Rule):
    """One score from the bound on (up to it where lower is better), another below."""

    name: Literal["pass_fail"]
    bound: Exact = Field(description="met from here on|达标值")
    passed: Exact = Field(default=HUNDRED, description="score where it is met|达标得分")
    failed: Exact = Field(default=ZERO, description="score where it is not|未达标得分")
    title: ClassVar[Text] = Text("达标计分", "Passed or not")
    in_units: ClassVar[tuple[str, ...]] = ("bound",)

    def score(self, scope: Scope, value: Column, target: Column | None, policy: Policy) -> Column:
        met = reaches(value, Fraction(self.bound), lower_is_better=policy.lower_is_better)
        score = Column.constant(self.failed, value.shape).with_state(value.state)
        return score.filled(met, self.passed)

    def said(self, cell: Cell, policy: Policy) -> Text | None:
        bound = in_digits(Fraction(self.bound))
        if policy.lower_is_better:
            return Text(f"达标值：不高于 {bound}", f"met up to {bound}")
        return Text(f"达标值：不低于 {bound}", f"met from {bound}")
