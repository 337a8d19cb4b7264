"""Schemes as a page shows them: every rule in words and numbers."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.formats import language
from perfcenter.base.numbers.comparing import differs
from perfcenter.base.numbers.places import places_for
from perfcenter.base.numbers.rounding import units
from scoring.engine import ahp
from scoring.engine.ahp_missing import combined_given, completed
from scoring.models import Scheme, SchemeDraft
from scoring.scheme.measures import AnyMeasure, Measure
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.wording import rule_in_words, source_in_words

LIMIT = 0.1
CR_PLACES = 4


@dataclass(frozen=True)
class DescribedMeasure:
    """A measure with its weight within the dimension and in the composite, both shares of 1."""

    code: str
    title: str
    meaning: str
    source: str
    rule: str
    within: float | None
    weight: float | None


@dataclass(frozen=True)
class DescribedDimension:
    title: str
    weight: float
    measures: tuple[DescribedMeasure, ...]


@dataclass(frozen=True)
class Judgments:
    """One expert's matrix, or all together: rows of texts, weights and consistency."""

    name: str
    rows: tuple[tuple[str, tuple[str, ...], float], ...]
    lambda_max: float
    ci: float
    cr: float
    is_consistent: bool

    @property
    def cr_text(self) -> str:
        """The ratio with four places, or as many as tell on which side of the limit it is."""
        return formats.plain(self.cr, places_for(self.cr, at_least=(LIMIT,), places=CR_PLACES))


def listed_schemes() -> QuerySet[Scheme]:
    """Return every version, by name, the newest first, with how many cycles use it."""
    versions = Scheme.objects.annotate(uses=Count("cycles"))
    # Grouping drops the model's own order.
    return versions.defer("source").order_by("name", "-version")


def listed_drafts() -> QuerySet[SchemeDraft]:
    """Return the drafts, changed last first, without their texts."""
    found = SchemeDraft.objects.select_related("base", "changed_by")
    return found.defer("text", "base__source")


def described(scheme: SchemeDefinition) -> dict[str, Any]:
    """Return what the page of a scheme shows."""
    weights = scheme.dimension_weights()
    return {
        "definition": scheme,
        "heading": scheme.title_for(language()),
        "dimensions": [
            DescribedDimension(
                dimension.title_for(language()),
                weights[dimension.code],
                _measures(scheme, dimension.code, weights[dimension.code]),
            )
            for dimension in scheme.dimensions
        ],
        "bonus": [_described(measure) for measure in scheme.bonus_measures],
        "deductions": [_described(measure) for measure in scheme.deduction_measures],
        "helpers": [_described(measure) for measure in scheme.helpers],
        "quotas": [(quota.title_for(language()), quota.share) for quota in scheme.grading.quotas],
        "bands": [(band.title_for(language()), band.lowest) for band in scheme.bands],
        "judgments": _judgments(scheme),
        "titles": [dimension.title_for(language()) for dimension in scheme.dimensions],
    }


def _measures(
    scheme: SchemeDefinition, dimension: str, weight: float
) -> tuple[DescribedMeasure, ...]:
    measures = scheme.measures_of(dimension)
    within = scheme.weights_within(dimension)
    return tuple(_described(m, within[m.code], within[m.code] * weight) for m in measures)


def _described(
    measure: AnyMeasure, within: float | None = None, weight: float | None = None
) -> DescribedMeasure:
    return DescribedMeasure(
        code=measure.code,
        title=measure.title_for(language()),
        meaning=measure.meaning_for(language()),
        source=source_in_words(measure),
        rule=rule_in_words(measure, is_points=not isinstance(measure, Measure)),
        within=within,
        weight=weight,
    )


def _judgments(scheme: SchemeDefinition) -> list[Judgments]:
    if scheme.ahp is None:
        return []
    experts = [(expert.name_for(language()), expert.matrix()) for expert in scheme.ahp.experts]
    if len(experts) > 1:
        together = completed(combined_given([expert.given() for expert in scheme.ahp.experts]))
        experts.insert(0, (_("All together"), together))
    return [_judged(scheme, name, matrix) for name, matrix in experts]


def _judged(scheme: SchemeDefinition, name: str, matrix: Any) -> Judgments:
    found = ahp.analyse(matrix)
    titles = [dimension.title_for(language()) for dimension in scheme.dimensions]
    rows = tuple(
        (title, tuple(judgment_text(float(number)) for number in row), float(weight))
        for title, row, weight in zip(titles, matrix, found.weights, strict=True)
    )
    return Judgments(name, rows, found.lambda_max, found.ci, found.cr, found.cr < LIMIT)


def judgment_text(judgment: float) -> str:
    """Write a judgment as Saaty's scale does: 3, 1/3, or two places between."""
    if not differs(judgment, units(judgment)):
        return formats.whole(units(judgment))
    inverse = 1 / judgment
    if not differs(inverse, units(inverse)):
        return f"1/{formats.whole(units(inverse))}"
    return formats.plain(judgment)
