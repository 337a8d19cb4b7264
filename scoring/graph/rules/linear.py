"""Straight between two anchors."""

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph import column
from scoring.graph.column import Column
from scoring.graph.formula import CLOSE, MINUS, OPEN, OVER, PLUS, TIMES, Piece, parameter
from scoring.graph.node import Cell, Scope
from scoring.graph.registry import rules
from scoring.graph.rule import HUNDRED, ZERO, Policy, Rule
from scoring.graph.text import Text
from scoring.graph.types import Exact


@rules
class Linear(Rule):
    """Straight between two anchors, level outside them.

    Formula: worst_score + (value - worst) / (best - worst) x (best_score - worst_score).
    """

    name: Literal["linear"]
    best: Exact = Field(description="value from which the score is best_score|最优值")
    worst: Exact = Field(description="value from which the score is worst_score|最差值")
    best_score: Exact = Field(default=HUNDRED, description="score at best|最优值得分")
    worst_score: Exact = Field(default=ZERO, description="score at worst|最差值得分")
    threshold: Exact | None = Field(
        default=None, description="a score below it is 0|低于此分记 0 分"
    )
    title: ClassVar[Text] = Text("按最优值与最差值线性计分", "Linear")

    def score(self, scope: Scope, value: Column, target: Column | None, policy: Policy) -> Column:
        slope = (self.best_score - self.worst_score) / (self.best - self.worst)
        rise = column.scaled(value, slope)
        start = Column.constant(self.worst_score - self.worst * slope, value.shape)
        score = column.add(rise, start)
        low, high = sorted((self.worst_score, self.best_score))
        score = column.clipped(score, Fraction(low), Fraction(high))
        if self.threshold is not None:
            below = column.compare(score, Column.constant(self.threshold, score.shape)) < 0
            score = score.filled(below & score.has, 0)
        return score

    def pieces(self, cell: Cell, policy: Policy) -> tuple[Piece, ...]:
        low, high = sorted((self.worst_score, self.best_score))
        score = cell.result.value
        if score in (low, high):
            return (cell.input(0),)
        return (
            parameter(self.worst_score, "最差值得分", "score at worst"),
            PLUS,
            OPEN,
            cell.input(0),
            MINUS,
            parameter(self.worst, "最差值", "worst", cell.input(0).unit),
            CLOSE,
            OVER,
            OPEN,
            parameter(self.best, "最优值", "best", cell.input(0).unit),
            MINUS,
            parameter(self.worst, "最差值", "worst", cell.input(0).unit),
            CLOSE,
            TIMES,
            parameter(self.best_score - self.worst_score, "分差", "from worst to best"),
        )

    def said(self, cell: Cell, policy: Policy) -> Text | None:
        if cell.result.value == self.best_score:
            return Text("达到最优值", "at best or beyond")
        if cell.result.value == self.worst_score:
            return Text("达到最差值", "at worst or beyond")
        return None

    def problems(self, policy: Policy) -> Iterable[tuple[str, str]]:
        if self.best == self.worst:
            yield "worst", "anchors_differ"
        elif (self.best < self.worst) != policy.lower_is_better:
            yield "best", "best_below_worst" if policy.lower_is_better else "best_above_worst"
        if self.best_score <= self.worst_score:
            yield "best_score", "best_scores_more"
