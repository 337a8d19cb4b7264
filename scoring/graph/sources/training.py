"""Courses: hours and exam marks."""

from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ground import Ground
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.source import Source, in_periods, mean, recorded
from scoring.graph.text import Text


@sources
class TrainingHours(Source):
    """Hours of the courses completed in the period."""

    metric: Literal["training_hours"]
    courses: tuple[str, ...] = Field(
        default=(), strict=False, description="names of courses|课程名称"
    )
    title: ClassVar[Text] = Text("培训学时", "Training hours")
    units: ClassVar[tuple[str, ...]] = ("hours",)
    prorated: ClassVar[bool] = True
    file: ClassVar[str] = "training"
    recorded: ClassVar[bool] = True

    def read(self, scope: Scope) -> Column:
        rows = [
            (row.person, row.on, row.hours)
            for row in scope.ground.training
            if row.hours is not None and (not self.courses or row.course in self.courses)
        ]
        return recorded(scope, in_periods(scope, rows))

    def anybody_has(self, ground: Ground, code: str) -> bool:
        return bool(ground.training)


@sources
class ExamMean(Source):
    """Mean of the exam marks of the courses completed in the period."""

    metric: Literal["exam_mean"]
    courses: tuple[str, ...] = Field(
        default=(), strict=False, description="names of courses|课程名称"
    )
    least: int = Field(default=1, ge=1, description="fewest marks|最少成绩数")
    title: ClassVar[Text] = Text("考试平均分", "Mean exam mark")
    units: ClassVar[tuple[str, ...]] = ("points",)
    targets: ClassVar[str] = "mean"
    file: ClassVar[str] = "training"
    recorded: ClassVar[bool] = True

    def read(self, scope: Scope) -> Column:
        rows = [
            (row.person, row.on, row.mark)
            for row in scope.ground.training
            if row.mark is not None and (not self.courses or row.course in self.courses)
        ]
        return mean(scope, in_periods(scope, rows), least=self.least)

    def anybody_has(self, ground: Ground, code: str) -> bool:
        return any(row.mark is not None for row in ground.training)
