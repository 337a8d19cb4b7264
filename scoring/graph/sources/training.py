"""Courses: hours and exam marks."""

from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ground import MILLION, Ground
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.rows import Head, Part, Row, Rows
from scoring.graph.source import Source, in_periods, mean, recorded
from scoring.graph.text import Text

COURSE = (Head(Text("完成日期", "Completed"), "day"), Head(Text("课程", "Course")))
TRAINING = Text("培训记录", "Training")


def _rows(scope: Scope, period: int, column: str, courses: tuple[str, ...]) -> tuple[Row, ...]:
    """Return one person's courses of a period that have an entry in a column."""
    found = []
    for row in scope.ground.training:
        number = getattr(row, column)
        named = not courses or row.course in courses
        if row.person == 0 and number is not None and named and scope.periods[period].holds(row.on):
            found.append(Row((number,), cells=(row.on, row.course)))
    return tuple(found)


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

    def rows(self, scope: Scope, period: int) -> Rows | None:
        found = _rows(scope, period, "hours", self.courses)
        part = Part(Text("学时", "Hours"))
        return Rows((part,), found, MILLION, "hours", heads=COURSE, title=TRAINING)

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

    def rows(self, scope: Scope, period: int) -> Rows | None:
        found = _rows(scope, period, "mark", self.courses)
        part = Part(Text("成绩", "Mark"))
        return Rows(
            (part,), found, MILLION, "points", "mean", COURSE, title=TRAINING, least=self.least
        )

    def anybody_has(self, ground: Ground, code: str) -> bool:
        return any(row.mark is not None for row in ground.training)
