"""What surveys ask and weigh unless HR changes it: `questions.toml` and the numbers."""

from __future__ import annotations

import tomllib
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


def questions_of(survey: Survey, like: Survey | None = None) -> list[SurveyQuestion]:
    """Return the usual questions of its kind, or those of another survey, which are not saved."""
    if like is not None:
        return [copied(one, survey, one.position) for one in like.questions.all()]
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


def copied(question: SurveyQuestion, survey: Survey, position: int) -> SurveyQuestion:
    """Return a question as one of the survey, at this place, which is not saved."""
    words = ("sides", "dimension", "dimension_title", "dimension_title_zh", "text", "text_zh")
    kept = {name: getattr(question, name) for name in words}
    return SurveyQuestion(survey=survey, position=position, **kept)


def dimensions_of(survey: Survey) -> dict[str, tuple[str, str]]:
    """Return title and Chinese title of the dimensions it has, and of the usual ones besides."""
    usual = _file()[survey.kind]["dimensions"]
    found = {code: (each["title"], each["title_zh"]) for code, each in usual.items()}
    for one in survey.questions.exclude(dimension=""):
        found[one.dimension] = (one.dimension_title, one.dimension_title_zh)
    return found


def groups_of(survey: Survey, like: Survey | None = None) -> list[SurveyGroup]:
    """Return the groups with the weights of the measure that reads them, else the usual ones.

    What no measure says is as in the survey that is taken for a model. A group that the measure
    does not weigh is asked, and counts nowhere.
    """
    source = source_of(survey)
    before = list(like.groups.all()) if like is not None else []
    weights: dict[str, Any] = {side.value: weight for side, weight in WEIGHTS.items()}
    weights |= {one.side: one.weight for one in before}
    least = {one.side: one.least for one in before}
    if source is not None:
        weights = {str(side): weight for side, weight in source.weights.items()}
        least |= {str(side): number for side, number in source.least.items()}
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
