"""How far each weight of a cycle's scheme may move before the first ten change places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from perfcenter.base.formats import language
from scoring.engine.sensitivity import FIRST, Span, weight_spans
from scoring.models import MeasureScore, Result, ScoreRun
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.stored import definition


@dataclass(frozen=True)
class MovedWeight:
    """A weight of its level with its span, shares of 1; a dimension's has no `within`."""

    title: str
    code: str
    within: str
    span: Span

    @property
    def is_alone(self) -> bool:
        """Whether there is no other weight at its level."""
        return self.span.now > 1 - 1e-12

    @property
    def is_free(self) -> bool:
        """Whether the order stays wherever it moves."""
        return (self.span.low, self.span.high) == (0.0, 1.0)

    @property
    def slack(self) -> float:
        """The smallest move that changes the order; above 1 where none does."""
        moves = [
            abs(end - self.span.now)
            for end, limit in ((self.span.low, 0.0), (self.span.high, 1.0))
            if end != limit
        ]
        return min(moves, default=2.0)


@dataclass(frozen=True)
class Weights:
    """Every weight, those of the dimensions first, then by dimension."""

    lines: tuple[MovedWeight, ...]
    first: int = FIRST

    @property
    def tightest(self) -> MovedWeight | None:
        """The weight whose move changes the order soonest; None where none does."""
        bound = [line for line in self.lines if not line.is_free]
        return min(bound, key=lambda line: line.slack, default=None)


def weights_of(run: ScoreRun) -> Weights:
    """Return the weights of the run's scheme with their spans."""
    scheme = definition(run.cycle.scheme)
    within = {d.code: scheme.weights_within(d.code) for d in scheme.dimensions}
    place = {dimension.code: number for number, dimension in enumerate(scheme.dimensions)}
    measures = scheme.scored_measures
    scores, points = _scores(run, scheme)
    spans = weight_spans(
        scores,
        np.array([within[m.dimension or ""][m.code] for m in measures]),
        np.array([place[m.dimension or ""] for m in measures], dtype=np.int64),
        np.array(list(scheme.dimension_weights().values())),
        points,
        least_weight=float(scheme.no_composite_below),
    )
    return Weights(tuple(_lines(scheme, spans)))


def _scores(run: ScoreRun, scheme: SchemeDefinition) -> tuple[Any, Any]:
    """Return the scores, NaN where out, shape (M, K), and bonus less deductions."""
    results = Result.objects.filter(run=run).order_by("manager_id")
    rows = list(results.values_list("manager_id", "bonus", "deduction"))
    person = {staff: number for number, (staff, *_points) in enumerate(rows)}
    column = {measure.code: number for number, measure in enumerate(scheme.scored_measures)}
    scores = np.full((len(rows), len(column)), np.nan)
    found = MeasureScore.objects.filter(run=run, score__isnull=False)
    for staff, code, score in found.values_list("manager_id", "measure_code", "score").iterator():
        if code in column:
            scores[person[staff], column[code]] = score
    points = np.array([bonus - deduction for _staff, bonus, deduction in rows], dtype=np.float64)
    return scores, points


def _lines(scheme: SchemeDefinition, spans: list[Span]) -> Iterator[MovedWeight]:
    titles = {d.code: d.title_for(language()) for d in scheme.dimensions}
    for dimension, span in zip(scheme.dimensions, spans, strict=False):
        yield MovedWeight(titles[dimension.code], dimension.code, "", span)
    for measure, span in zip(scheme.scored_measures, spans[len(titles) :], strict=True):
        within = titles[measure.dimension or ""]
        yield MovedWeight(measure.title_for(language()), measure.code, within, span)
