"""Step tables: a score or a rate from a bound on, for the whole amount or slice by slice."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from scoring.graph import column
from scoring.graph.column import Column
from scoring.graph.node import Cell, Scope
from scoring.graph.registry import rules
from scoring.graph.rule import Bounded, Policy, reaches
from scoring.graph.text import Text, in_digits
from scoring.graph.types import Exact, refuse
from scoring.graph.words import Part


class TierStep(Part):
    """From this value on, or, where lower is better, up to it; bounds inclusive."""

    lowest: Exact | None = Field(default=None, alias="from")
    highest: Exact | None = Field(default=None, alias="up_to")
    score: Exact | None = None
    rate: Exact | None = None

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if (self.lowest is None) == (self.highest is None):
            raise refuse("from_or_up_to")
        if (self.score is None) == (self.rate is None):
            raise refuse("score_or_rate")
        return self

    @property
    def bound(self) -> Fraction:
        found = self.highest if self.lowest is None else self.lowest
        return Fraction(found or 0)


@rules
class Tiers(Bounded):
    """A step table, bounds ascending; `beyond` is the score of a value that reaches no step.

    Steps with a `score` give it. Steps with a `rate` give value x rate / per of the step reached,
    or, with `slices`, each slice of the value at its own rate: what lies between its bound and the
    next one's.
    """

    name: Literal["tiers"]
    steps: tuple[TierStep, ...] = Field(
        min_length=1, strict=False, description="bounds with a score or rate|分档"
    )
    beyond: Exact = Field(default=Fraction(0), description="where no step is reached|未达任何一档")
    slices: bool = Field(default=False, description="slice by slice, not the whole amount|超额累进")
    per: Exact = Field(default=Fraction(1), description="what a rate is for|费率的计量单位")
    title: ClassVar[Text] = Text("分档计分", "By steps")

    def score(self, scope: Scope, value: Column, target: Column | None, policy: Policy) -> Column:
        return self.bounded(self._sliced(value) if self.slices else self._stepped(value, policy))

    def _stepped(self, value: Column, policy: Policy) -> Column:
        score = Column.constant(self.beyond, value.shape).with_state(value.state)
        # The best step reached comes last: the highest from, the lowest up_to.
        for step in reversed(self.steps) if policy.lower_is_better else self.steps:
            reached = reaches(value, step.bound, lower_is_better=policy.lower_is_better)
            if step.rate is None:
                score = score.filled(reached, step.score or 0)
            else:
                paid = column.scaled(value, step.rate / self.per)
                score = column.choose(reached, paid, score)
        return score

    def _sliced(self, value: Column) -> Column:
        score = Column.constant(0, value.shape).with_state(value.state)
        ends = [step.bound for step in self.steps[1:]]
        for step, end in zip(self.steps, [*ends, None], strict=True):
            within = column.clipped(value, step.bound, end)
            above = column.subtract(within, Column.constant(step.bound, value.shape))
            score = column.add(score, column.scaled(above, (step.rate or 0) / self.per))
        return score

    def said(self, cell: Cell, policy: Policy) -> Text | None:
        value = cell.input(0).value
        if self.slices or value is None:
            return Text("超额累进", "slice by slice")
        reached = [step for step in self.steps if self._reaches(value, step, policy)]
        if not reached:
            return Text("未达任何一档", "no step is reached")
        step = reached[0] if policy.lower_is_better else reached[-1]
        bound = in_digits(step.bound)
        if policy.lower_is_better:
            return Text(f"不高于 {bound} 一档", f"the step up to {bound}")
        return Text(f"不低于 {bound} 一档", f"the step from {bound}")

    def _reaches(self, value: Any, step: TierStep, policy: Policy) -> bool:
        return bool(value <= step.bound if policy.lower_is_better else value >= step.bound)

    def problems(self, policy: Policy) -> Iterable[tuple[str, str]]:
        yield from super().problems(policy)
        if any(low.bound >= high.bound for low, high in pairwise(self.steps)):
            yield "steps", "ascending_steps"
        if any((step.lowest is None) != policy.lower_is_better for step in self.steps):
            yield "steps", "steps_up_to" if policy.lower_is_better else "steps_from"
        if len({step.rate is None for step in self.steps}) > 1 or (
            self.slices and self.steps[0].rate is None
        ):
            yield "steps", "score_or_rate"
