"""Scores that a supervisor gives."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.rows import Part, Row, Rows
from scoring.graph.source import Source
from scoring.graph.states import State
from scoring.graph.text import Text


@sources
class Judged(Source):
    """The supervisor's score, 0 to 100; where a reason is required, none is taken without."""

    metric: Literal["judgment"]
    reason: Literal["optional", "required"] = Field(
        default="optional",
        description='"required": no score without its reason|"required"：须写明评分理由',
    )
    reason_below: int | None = Field(
        default=None,
        ge=1,
        le=100,
        description="a score below it needs its reason|低于该分须写明评分理由",
    )
    reason_above: int | None = Field(
        default=None,
        ge=0,
        le=99,
        description="a score above it needs its reason|高于该分须写明评分理由",
    )
    title: ClassVar[Text] = Text("上级评分", "Supervisor's judgment")
    units: ClassVar[tuple[str, ...]] = ("points",)
    targets: ClassVar[str] = "mean"
    kinds: ClassVar[tuple[str, ...]] = ("cycle",)

    def asks_for_reason(self, score: int) -> bool:
        """Whether this score has to say what it rests on.

        >>> Judged(metric="judgment", reason_below=70).asks_for_reason(69)
        True
        """
        return (
            self.reason == "required"
            or (self.reason_below is not None and score < self.reason_below)
            or (self.reason_above is not None and score > self.reason_above)
        )

    def read(self, scope: Scope) -> Column:
        num = np.zeros(scope.shape, dtype=np.int64)
        state = np.full(scope.shape, State.NOT_JUDGED, dtype=np.int8)
        for (person, code), score in scope.ground.judgments.items():
            if code == scope.code and person >= 0:
                num[person, 0], state[person, 0] = score, State.VALUE
        return Column.of(num, 1, state)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        score = scope.ground.judgments.get((0, scope.code))
        rows = () if score is None else (Row((score,)),)
        part = Part(Text("评分", "Score"))
        return Rows((part,), rows, 1, "points", title=Text("上级评分", "Judgment"))
