"""What a scheme says, typed and frozen. `reading.parse` makes it from a file, `stored.definition`
from the database; numbers are exact fractions of what the file says.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator

from perfcenter.base.formats import in_language
from scoring.scheme.ahp import Ahp
from scoring.scheme.rules import Rule
from scoring.scheme.sources import Aggregation, Judged, Source, Unit
from scoring.scheme.types import (
    Code,
    Exact,
    Name,
    NotNegative,
    NotPositive,
    Part,
    Positive,
    Rate,
    Sentence,
    Titled,
    exact,
    refuse,
)

PERCENT = 100


def _missing_target(value: Any) -> str | Fraction:
    if value in ("out", "zero"):
        return str(value)
    if isinstance(value, str):
        raise refuse("a_missing_target")
    return exact(value)


MissingTarget = Annotated[str | Fraction, PlainValidator(_missing_target)]


class AnyMeasure(Titled):
    """One line of the scorecard: where its value comes from and how it is scored."""

    code: Code
    meaning: Sentence
    meaning_zh: Sentence
    unit: Unit
    direction: Literal["higher", "lower"] = "higher"
    source: Source
    rule: Rule
    without_records: Literal["out", "zero", "zero_once_anybody_has"] = "out"

    def meaning_for(self, language: str) -> str:
        return in_language(language, zh=self.meaning_zh, en=self.meaning)

    @property
    def lower_is_better(self) -> bool:
        return self.direction == "lower"

    @property
    def is_judged(self) -> bool:
        """Whether a supervisor gives the score."""
        return isinstance(self.source, Judged)

    @property
    def asks_for_reason(self) -> bool:
        """Whether a supervisor's score has to say what it rests on."""
        return isinstance(self.source, Judged) and self.source.reason == "required"


class Measure(AnyMeasure):
    """A measure of a dimension. `weight` is a percentage of its dimension.

    `missing_target` and `zero_target` are given where, and only where, the rule is completion:
    "out", "zero" (scores 0), or a number that is the default target; "out" or "hundred" (100 if
    value >= 0 else 0). A target by months is put together by `targets_by_month`.
    Whether days in service cut the target follows from the source, unless `prorate` says.
    """

    dimension: Code
    weight: Positive
    missing_target: MissingTarget | None = None
    zero_target: Literal["out", "hundred"] | None = None
    prorate: bool | None = None
    monthly_targets: Aggregation | None = None

    @property
    def has_target(self) -> bool:
        return self.rule.name == "completion"

    @property
    def is_prorated(self) -> bool:
        """Whether the target of a joiner or leaver is cut to her days in service."""
        if not self.has_target:
            return False
        return self.source.has_part_year if self.prorate is None else self.prorate

    @property
    def targets_by_month(self) -> Aggregation:
        """How targets by month become the cycle's; each metric has its usual way."""
        return self.monthly_targets or self.source.targets_by_month


class PointsMeasure(AnyMeasure):
    """A bonus or a deduction: points beside the dimensions, without weight or target."""


class Dimension(Titled):
    """A part of the scorecard; `weight` in percent, unless the scheme has AHP judgments."""

    code: Code
    weight: Positive | None = None


class Rorac(Part):
    """Parameters of RORAC: k0 = min(1, max(floor, 1 - decay x n)); capital for the ratio."""

    decay: Rate = Fraction(5, 100)
    floor: Rate = Fraction(8, 10)
    capital_ratio: Rate


class LoanLoss(Part):
    """Loan loss as a part of the end balance, by five-tier class."""

    substandard: Rate = Fraction(3, 10)
    doubtful: Rate = Fraction(5, 10)
    loss: Rate = Fraction(1)


class Bonus(Part):
    """Points on top, at most `cap` together."""

    cap: NotNegative
    measures: tuple[PointsMeasure, ...] = Field(default=(), strict=False)


class Deductions(Part):
    """Points taken off, without limit unless a floor (-10: at most 10 points) is given."""

    floor: NotPositive | None = None
    measures: tuple[PointsMeasure, ...] = Field(default=(), strict=False)

    @property
    def most(self) -> Fraction | None:
        """The most points that can be taken off; None without limit."""
        return None if self.floor is None else -self.floor


class Band(Titled):
    """A grade from a composite up; the last band has no `from` and takes the rest."""

    code: Code
    lowest: Exact | None = Field(default=None, alias="from")


class SchemeDefinition(Titled):
    """A whole scheme."""

    name: Name
    good_from: Exact = Fraction(90)
    no_composite_below: Rate = Fraction(1, 2)
    places: Annotated[int, Field(ge=0, le=8)] = 4
    peers: Literal["line", "line_and_branch"] = "line"
    rorac: Rorac
    loan_loss: LoanLoss
    ahp: Ahp | None = None
    dimensions: tuple[Dimension, ...] = Field(min_length=1, max_length=10, strict=False)
    measures: tuple[Measure, ...] = Field(min_length=1, strict=False)
    bonus: Bonus | None = None
    deductions: Deductions | None = None
    bands: tuple[Band, ...] = Field(min_length=1, strict=False)

    def dimension_weights(self) -> dict[str, float]:
        """Return each dimension's weight, unrounded, in the file's order; together 1."""
        codes = [dimension.code for dimension in self.dimensions]
        if self.ahp is not None:
            return dict(zip(codes, map(float, self.ahp.analysis.weights), strict=True))
        return {d.code: float((d.weight or 0) / PERCENT) for d in self.dimensions}

    def measures_of(self, dimension: str) -> tuple[Measure, ...]:
        """Return the measures of a dimension, in the file's order."""
        return tuple(m for m in self.measures if m.dimension == dimension)

    @property
    def bonus_measures(self) -> tuple[PointsMeasure, ...]:
        return self.bonus.measures if self.bonus else ()

    @property
    def deduction_measures(self) -> tuple[PointsMeasure, ...]:
        return self.deductions.measures if self.deductions else ()

    @property
    def judged_measures(self) -> tuple[AnyMeasure, ...]:
        """Return the measures a supervisor scores."""
        return tuple(m for m in self.all_measures() if m.is_judged)

    def all_measures(self) -> Iterator[AnyMeasure]:
        """Yield the measures of the dimensions, then bonus, then deductions."""
        yield from self.measures
        yield from self.bonus_measures
        yield from self.deduction_measures

    def measure(self, code: str) -> AnyMeasure:
        """Return the measure of that code; KeyError if the scheme has none."""
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> dict[str, AnyMeasure]:
        return {measure.code: measure for measure in self.all_measures()}

    def dimension(self, code: str) -> Dimension:
        """Return the dimension of that code; KeyError if the scheme has none."""
        return {dimension.code: dimension for dimension in self.dimensions}[code]

    def band(self, code: str) -> Band:
        """Return the grade band of that code; KeyError if the scheme has none."""
        return {band.code: band for band in self.bands}[code]
