"""What a scheme says, typed and frozen. `reading.parse` makes it from a file, `stored.definition`
from the database; numbers are exact fractions of what the file says.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property, reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic.fields import FieldInfo

import scoring.graph.rules
import scoring.graph.sources  # noqa: F401 - registers them
from scoring.graph import registry
from scoring.scheme.ahp import Ahp
from scoring.scheme.measures import AnyMeasure, Measure, PointsMeasure
from scoring.scheme.types import (
    Code,
    Exact,
    Name,
    NotNegative,
    NotPositive,
    Part,
    Positive,
    Rate,
    Title,
    Titled,
)

PERCENT = 100
Group = Literal["bank", "line", "branch", "line_and_branch"]


class Dimension(Titled):
    """A part of the scorecard; `weight` in percent, unless the scheme has AHP judgments.

    `ahp` weighs its measures, in the file's order, instead of their weights.
    """

    code: Code
    weight: Positive | None = None
    ahp: Ahp | None = None


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
    """Points on top, at most `cap` together; without a cap all of them."""

    cap: NotNegative | None = None
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


class Quota(Titled):
    """A grade for a share (percent) of the people of a group, best first."""

    code: Code
    share: NotNegative


class Gate(Part):
    """A grade at best: for an incident in the cycle, or where a certificate does not hold."""

    at_best: Code
    incidents: tuple[Title, ...] = Field(default=(), strict=False)
    severities: tuple[Title, ...] = Field(default=(), strict=False)
    certificate: Title | None = None


class Grading(Part):
    """How grades are given: by `bands`, by `quotas`, or both; `grade` says which one counts.

    Quotas are filled within `group`. `tie_breaks` in their order: "deductions" (fewer), "service"
    (longer), "staff_no", or a measure's code (the better one by its direction: its completion
    before bounds where it has a target, else its value). `leavers`: whether they have a grade by
    bands.
    """

    grade: Literal["bands", "quotas"] = "bands"
    group: Group = "line"
    quotas: tuple[Quota, ...] = Field(default=(), strict=False)
    tie_breaks: tuple[str, ...] = Field(default=("staff_no",), strict=False)
    leavers: Literal["graded", "left_out"] = "graded"
    gates: tuple[Gate, ...] = Field(default=(), strict=False)


class PoolPart(Titled):
    """A part of a pool, shared by the values of a measure."""

    code: Code
    share: Positive
    measure: Code


class Pool(Titled):
    """A sum of yuan cut into parts, and each part to people by a measure's values."""

    code: Code
    amount: NotNegative
    group: Group = "bank"
    parts: tuple[PoolPart, ...] = Field(min_length=1, strict=False)


Slide = Literal[
    "glance",
    "plans",
    "rorac",
    "scorecard",
    "business",
    "balances",
    "quality",
    "clients",
    "last_goals",
    "achievements",
    "problems",
    "others",
    "survey",
    "goals",
    "learning",
]
Slides = Annotated[tuple[Slide, ...], Field(min_length=1, strict=False)]


class Deck(Part):
    """The slides of the year-end deck in their order: of every line, or of a line its own."""

    slides: Slides | None = None
    personal: Slides | None = None
    corporate: Slides | None = None
    wealth: Slides | None = None

    def of(self, line: str) -> tuple[str, ...]:
        """Return the slides of a line, each once; none where the usual ones are wanted."""
        own = {"personal": self.personal, "corporate": self.corporate, "wealth": self.wealth}
        return tuple(dict.fromkeys(own.get(line) or self.slides or ()))


class SchemeDefinition(Titled):
    """A whole scheme."""

    name: Name
    good_from: Exact = Fraction(90)
    no_composite_below: Rate = Fraction(1, 2)
    places: Annotated[int, Field(ge=0, le=8)] = 4
    peers: Literal["line", "line_and_branch"] = "line"
    rorac: Rorac = Rorac(capital_ratio=Fraction(0))
    loan_loss: LoanLoss = LoanLoss()
    ahp: Ahp | None = None
    dimensions: tuple[Dimension, ...] = Field(min_length=1, max_length=10, strict=False)
    measures: tuple[Measure, ...] = Field(min_length=1, strict=False)
    bonus: Bonus | None = None
    deductions: Deductions | None = None
    bands: tuple[Band, ...] = Field(default=(), strict=False)
    grading: Grading = Grading()
    pools: tuple[Pool, ...] = Field(default=(), strict=False)
    deck: Deck = Deck()

    def slides_of(self, line: str) -> tuple[str, ...]:
        """Return the slides that a line's decks have, in their order; () for the usual ones."""
        return self.deck.of(line)

    def dimension_weights(self) -> dict[str, float]:
        """Return each dimension's weight, unrounded, in the file's order; together 1."""
        codes = [dimension.code for dimension in self.dimensions]
        if self.ahp is not None:
            return dict(zip(codes, map(float, self.ahp.analysis.weights), strict=True))
        return {d.code: float((d.weight or 0) / PERCENT) for d in self.dimensions}

    def weights_within(self, dimension: str) -> dict[str, float]:
        """Return the weights of a dimension's measures, unrounded; together 1."""
        measures = self.measures_of(dimension)
        judged = self.dimension(dimension).ahp
        if judged is not None:
            weights = map(float, judged.analysis.weights)
            return dict(zip((m.code for m in measures), weights, strict=True))
        return {m.code: float((m.weight or 0) / PERCENT) for m in measures}

    def measures_of(self, dimension: str) -> tuple[Measure, ...]:
        """Return the measures of a dimension, in the file's order."""
        return tuple(m for m in self.measures if m.dimension == dimension)

    @property
    def scored_measures(self) -> tuple[Measure, ...]:
        """The measures of the dimensions, in the file's order."""
        return tuple(m for m in self.measures if not m.is_helper)

    @property
    def helpers(self) -> tuple[Measure, ...]:
        """The measures outside the dimensions."""
        return tuple(m for m in self.measures if m.is_helper)

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

    @property
    def overridable_measures(self) -> tuple[Measure, ...]:
        """Return the measures whose computed score a reviewer may override."""
        return tuple(m for m in self.scored_measures if m.override is not None)

    def all_measures(self) -> Iterator[AnyMeasure]:
        """Yield the measures of the dimensions, bonus, deductions, then helpers."""
        yield from self.scored_measures
        yield from self.bonus_measures
        yield from self.deduction_measures
        yield from self.helpers

    def measure(self, code: str) -> AnyMeasure:
        """Return the measure of that code; KeyError if the scheme has none."""
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> dict[str, AnyMeasure]:
        return {measure.code: measure for measure in self.all_measures()}

    def dimension(self, code: str) -> Dimension:
        """Return the dimension of that code; KeyError if the scheme has none."""
        return {dimension.code: dimension for dimension in self.dimensions}[code]

    @property
    def grades(self) -> tuple[Band | Quota, ...]:
        """The grades that count, the best first: by quota where the scheme says so, else bands."""
        by_quota = self.grading.grade == "quotas" and self.grading.quotas
        return self.grading.quotas if by_quota else self.bands

    def grade_title(self, code: str, language: str) -> str:
        """Return what a grade is called; the code where the scheme has no such grade."""
        titles = {band.code: band.title_for(language) for band in self.bands}
        titles |= {quota.code: quota.title_for(language) for quota in self.grading.quotas}
        return titles.get(code, code)


def _union(classes: registry.Registry, key: str) -> Any:
    return Annotated[reduce(or_, classes), Field(discriminator=key)]


def _rebuild() -> None:
    """Let measures know the sources and rules that are registered now."""
    fields = {
        "source": _union(registry.sources, "metric") | None,
        "rule": _union(registry.rules, "name") | None,
    }
    for cls in (AnyMeasure, Measure, PointsMeasure):
        for name, annotation in fields.items():
            found = FieldInfo.from_annotated_attribute(annotation, None)
            cls.__pydantic_fields__[name] = found
    for model in (AnyMeasure, Measure, PointsMeasure, Bonus, Deductions, SchemeDefinition):
        model.model_rebuild(force=True)


_rebuild()
registry.sources.listeners.append(_rebuild)
registry.rules.listeners.append(_rebuild)
