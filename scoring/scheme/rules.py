"""How a value becomes a score on the 100 scale, or points. One class a rule."""

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scoring.scheme.types import Exact, NotNegative, Part, Positive, refuse


class _Bounded(Part):
    """A score that is cut at a floor and a cap, where the scheme gives them."""

    floor: Exact | None = None
    cap: Exact | None = None

    @model_validator(mode="after")
    def _cap_above_floor(self) -> Self:
        if self.floor is not None and self.cap is not None and self.cap <= self.floor:
            raise refuse("cap_above_floor", at="cap", floor=float(self.floor))
        return self


class AsIs(_Bounded):
    """The value is the score."""

    name: Literal["value"]


class Completion(_Bounded):
    """100 x value / target; target / value where lower is better."""

    name: Literal["completion"]


class Linear(Part):
    """Straight between two anchors, level outside them."""

    name: Literal["linear"]
    best: Exact
    worst: Exact
    best_score: Exact = Fraction(100)
    worst_score: Exact = Fraction(0)

    @model_validator(mode="after")
    def _two_anchors(self) -> Self:
        if self.best == self.worst:
            raise refuse("anchors_differ", at="worst")
        if self.best_score <= self.worst_score:
            raise refuse("best_scores_more", at="best_score")
        return self


class TierStep(Part):
    """From this value up (inclusive), to the next step, this score."""

    value: Exact = Field(alias="from")
    score: Exact


class Tiers(Part):
    """A step table, in ascending order; `below` is the score under the first step."""

    name: Literal["tiers"]
    steps: tuple[TierStep, ...] = Field(min_length=1, strict=False)
    below: Exact

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        values = [step.value for step in self.steps]
        if any(low >= high for low, high in zip(values, values[1:], strict=False)):
            raise refuse("ascending_steps", at="steps")
        return self


class PointsPerUnit(Part):
    """points x value / per, at most `cap`; with `whole_units`, only whole units count."""

    name: Literal["points_per_unit"]
    points: Positive
    per: Positive = Fraction(1)
    whole_units: bool = False
    cap: NotNegative | None = None


class DeductPerUnit(Part):
    """Takes off points x value / per: from 100 in a dimension, from the composite as a deduction."""

    name: Literal["deduct_per_unit"]
    points: Positive
    per: Positive = Fraction(1)
    whole_units: bool = False
    cap: NotNegative | None = None


Rule = Annotated[
    AsIs | Completion | Linear | Tiers | PointsPerUnit | DeductPerUnit,
    Field(discriminator="name"),
]
