"""What surveys ask and weigh unless HR changes it: `questions.toml` and the numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from perfcenter.base.formats import language
from reviews.models import Side, Survey, SurveyGroup, SurveyQuestion
from scoring.graph.sources.survey import Survey as SurveySource
from scoring.models import Cycle
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.stored import definition

FILE = Path(__file__).with_name("questions.toml")
OPEN_FOR = timedelta(days=14)
WEIGHTS = {
    Side.SELF: 10, Side.SUPERIOR: 30, Side.PEER: 25, Side.SUBORDINATE: 15, Side.CLIENT: 20,
}  # fmt: skip
LEAST = {
    Side.SELF: 1, Side.SUPERIOR: 1, Side.PEER: 3, Side.SUBORDINATE: 3, Side.CLIENT: 3,
}  # fmt: skip
"""Nobody may go below; where one of two answers is one's own, the other is known."""
SIDES = {Survey.Kind.REVIEW: tuple(Side), Survey.Kind.CLIENT: (Side.CLIENT,)}


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


def questions_of(survey: Survey) -> list[SurveyQuestion]:
    """Return the usual questions of its kind, which are not saved."""
    kind = _file()[survey.kind]
    found = []
    for position, asked in enumerate(kind["questions"]):
        titles = kind["dimensions"].get(asked.get("dimension"), {})
        found.append(
            SurveyQuestion(
                survey=survey,
                position=position,
                sides=asked["sides"],
                dimension=asked.get("dimension", ""),
                dimension_title=titles.get("title", ""),
                dimension_title_zh=titles.get("title_zh", ""),
                text=asked["text"],
                text_zh=asked["text_zh"],
            )
        )
    return found


def groups_of(survey: Survey) -> list[SurveyGroup]:
    """Return the groups with the weights of the measure that reads them, else the usual ones.

    A group that the measure does not weigh is asked, and counts nowhere.
    """
    source = source_of(survey)
    weights: Mapping[str, Any] = source.weights if source else WEIGHTS  # type: ignore[assignment]
    least: Mapping[str, int] = source.least if source else {}  # type: ignore[assignment]
    return [
        SurveyGroup(
            survey=survey,
            side=side.value,
            weight=Fraction(weights.get(side.value, 0)),
            least=max(LEAST[side], least.get(side.value, 0)),
        )
        for side in SIDES[Survey.Kind(survey.kind)]
    ]


def source_of(survey: Survey) -> SurveySource | None:
    """Return what reads the survey in the cycle's scheme, if anything does."""
    measures = {measure.code: measure for measure in readers(survey.cycle, survey.kind)}
    found = measures.get(survey.measure_code)
    source = found.source if found else None
    return source if isinstance(source, SurveySource) else None


def readers(cycle: Cycle, kind: str) -> list[AnyMeasure]:
    """Return the measures of the scheme that read a survey of this kind."""
    of_clients = {Side.CLIENT.value}
    return [
        measure
        for measure in definition(cycle.scheme).all_measures()
        if isinstance(measure.source, SurveySource)
        and (set(measure.source.weights) == of_clients) == (kind == Survey.Kind.CLIENT)
    ]


def measure_title(survey: Survey) -> str:
    """Return what the measure that reads the survey is called; "" where none does."""
    if not survey.measure_code:
        return ""
    return definition(survey.cycle.scheme).measure(survey.measure_code).title_for(language())
