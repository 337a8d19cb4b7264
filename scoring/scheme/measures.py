"""A measure as a scheme says it: where its value comes from, how it is scored, what it weighs."""

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator

from perfcenter.base.formats import in_language
from scoring.graph.calendar import Kind
from scoring.graph.overriding import Overriding
from scoring.graph.scored import Give
from scoring.graph.sources.judgment import Judged
from scoring.scheme.types import Code, Positive, Sentence, Title, Titled, exact, refuse

Unit = Literal["yuan", "ratio", "points", "hours", "count", "years"]
Aggregation = Literal["sum", "mean", "last"]
Concern = Literal["compliance", "risk", "operation", "development", "responsibility"]


def _one_of(*words: str, kind: str) -> PlainValidator:
    """Take a word of these, or a number."""

    def check(value: Any) -> str | Fraction:
        if value in words:
            return str(value)
        if isinstance(value, str):
            raise refuse(kind)
        return exact(value)

    # What it takes is for the editor's forms to see.
    return PlainValidator(check, json_schema_input_type=Literal[words] | Fraction)


MissingTarget = Annotated[str | Fraction, _one_of("out", "zero", kind="a_missing_target")]
MissingValue = Annotated[
    str | Fraction, _one_of("out", "zero", "zero_once_anybody_has", kind="a_missing_value")
]


class AnyMeasure(Titled):
    """One line of the scorecard: where its value comes from and how it is scored.

    The value is a source's or a formula's. `period` other than the cycle: the measure is computed
    in each, and `gives` says what the periods give the cycle.
    """

    code: Code
    meaning: Sentence
    meaning_zh: Sentence
    unit: Unit
    direction: Literal["higher", "lower"] = "higher"
    source: Any = None
    formula: str | None = None
    rule: Any = None
    period: Kind = "cycle"
    gives: Give | None = None
    without_records: MissingValue = "out"
    negative_value: Literal["as_is", "zero", "out"] = "as_is"
    not_in_service: Literal["as_is", "zero", "out"] = "as_is"
    absences: tuple[Title, ...] = Field(default=(), strict=False)
    concern: Concern | None = None

    def meaning_for(self, language: str) -> str:
        return in_language(language, zh=self.meaning_zh, en=self.meaning)

    @property
    def lower_is_better(self) -> bool:
        return self.direction == "lower"

    @property
    def is_judged(self) -> bool:
        """Whether a supervisor gives the score."""
        return self.source is not None and self.source.word() == "judgment"

    @property
    def asks_for_reason(self) -> bool:
        """Whether a supervisor's score has to say what it rests on."""
        return self.is_judged and getattr(self.source, "reason", None) == "required"

    def asks_for_reason_of(self, score: int) -> bool:
        """Whether a supervisor's score, if it is this one, has to say what it rests on."""
        return isinstance(self.source, Judged) and self.source.asks_for_reason(score)

    @property
    def reason_bounds(self) -> tuple[int | None, int | None]:
        """Below and above which score a reason is asked for, where not for each."""
        if not isinstance(self.source, Judged) or self.asks_for_reason:
            return None, None
        return self.source.reason_below, self.source.reason_above

    @property
    def watches(self) -> str:
        """What it watches over: as the file says, else as its source has it."""
        if self.concern is not None:
            return self.concern
        return str(self.source.watches()) if self.source is not None else "operation"

    @property
    def metric(self) -> str:
        """The word of the source; "formula" where there is none."""
        return self.source.word() if self.source is not None else "formula"


class Measure(AnyMeasure):
    """A measure of a dimension, or without one a helper for formulas, gates and pools.

    `weight` is a percentage of its dimension. `missing_target` and `zero_target` are given where,
    and only where, the rule looks at a target: "out", "zero" (scores 0), or a number that is the
    default target; "out" or "hundred" (100 if value >= 0 else 0). A target by months is put
    together by `targets_by_month`. `override`: by how many points the reviewer may set another
    score than the computed one.
    """

    dimension: Code | None = None
    weight: Positive | None = None
    missing_target: MissingTarget | None = None
    zero_target: Literal["out", "hundred"] | None = None
    prorate: bool | None = None
    monthly_targets: Aggregation | None = None
    override: Positive | None = None
    target_of: Literal["period", "cycle"] | None = None

    @property
    def overriding(self) -> Overriding | None:
        """What the reviewer may set in the place of the computed score; None where nothing."""
        if self.override is None:
            return None
        floor, cap = (getattr(self.rule, name, None) for name in ("floor", "cap"))
        return Overriding(Fraction(self.override), floor, cap)

    @property
    def is_helper(self) -> bool:
        return self.dimension is None

    @property
    def has_target(self) -> bool:
        return self.rule is not None and bool(self.rule.uses_target)

    @property
    def is_prorated(self) -> bool:
        """Whether the target of a joiner or leaver is cut to her days in service.

        Left open, it follows the quantity: a flow and a daily average are, nothing else is.
        """
        if not self.has_target:
            return False
        if self.prorate is not None:
            return self.prorate
        return bool(self.source.prorated) if self.source is not None else False

    @property
    def targets_by_month(self) -> Aggregation:
        """How targets by month become the cycle's; each source has its usual way."""
        usual: Aggregation = self.source.targets if self.source is not None else "sum"
        return self.monthly_targets or usual

    @property
    def targets_without_month(self) -> Literal["period", "cycle"]:
        """Whose a target without month is; left open, the cycle's from year to date."""
        return self.target_of or ("cycle" if self.period == "year_to_date" else "period")


class PointsMeasure(AnyMeasure):
    """A bonus or a deduction: points beside the dimensions, without weight or target."""
