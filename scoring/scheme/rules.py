"""How a value becomes a score on the 100 scale, or points. One class a rule."""

from fractions import Fraction
from itertools import pairwise
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

    @property
    def anchors(self) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]:
        """The two anchors as (value, score)."""
        return (self.best, self.best_score), (self.worst, self.worst_score)


class TierStep(Part):
    """From this value on, or, where lower is better, up to it, this score; bounds inclusive."""

    lowest: Exact | None = Field(default=None, alias="from")
    highest: Exact | None = Field(default=None, alias="up_to")
    score: Exact

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.lowest is None) == (self.highest is None):
            raise refuse("from_or_up_to")
        return self

    @property
    def bound(self) -> Fraction:
        found = self.highest if self.lowest is None else self.lowest
        return Fraction(found or 0)


class Tiers(Part):
    """A step table, bounds ascending; `beyond` is the score of a value that reaches no step."""

    name: Literal["tiers"]
    steps: tuple[TierStep, ...] = Field(min_length=1, strict=False)
    beyond: Exact

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        if any(low.bound >= high.bound for low, high in pairwise(self.steps)):
            raise refuse("ascending_steps", at="steps")
        return self


class PointsPerUnit(_Bounded):
    """points x value / per, kept within floor..cap; with `whole_units`, only whole units count."""

    name: Literal["points_per_unit"]
    points: Positive
    per: Positive = Fraction(1)
    whole_units: bool = False


class DeductPerUnit(Part):
    """Takes points x value / per off.

    In a dimension off `start`, down to `floor`; as a deduction off the composite, at most `cap`.
    """

    name: Literal["deduct_per_unit"]
    points: Positive
    per: Positive = Fraction(1)
    whole_units: bool = False
    start: Positive = Fraction(100)
    floor: Exact = Fraction(0)
    cap: NotNegative | None = None

    @model_validator(mode="after")
    def _starts_above_floor(self) -> Self:
        if self.start <= self.floor:
            raise refuse("start_above_floor", at="floor")
        return self


Rule = Annotated[
    AsIs | Completion | Linear | Tiers | PointsPerUnit | DeductPerUnit,
    Field(discriminator="name"),
]
