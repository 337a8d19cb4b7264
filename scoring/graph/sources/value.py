"""Values that another system knows."""

from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ground import MILLION, Ground
from scoring.graph.node import Scope
from scoring.graph.put_together import put_together
from scoring.graph.registry import sources
from scoring.graph.source import Source
from scoring.graph.text import Text


@sources
class Imported(Source):
    """The measure's rows in the file `values`: those of the period's months, else the cycle's own.

    Over the whole cycle a row without a month comes first; over a part of it, rows of its months
    only.
    """

    metric: Literal["value"]
    of: str | None = Field(
        default=None, description="measure code of the file, if another|文件中的指标代码"
    )
    months: Literal["sum", "mean", "last"] = Field(
        default="mean", description="how months make a longer period|各月合成方式"
    )
    title: ClassVar[Text] = Text("导入值", "Imported value")
    units: ClassVar[tuple[str, ...]] = ("yuan", "ratio", "points", "hours", "count", "years")
    targets: ClassVar[str] = "mean"
    file: ClassVar[str] = "values"
    recorded: ClassVar[bool] = True

    def read(self, scope: Scope) -> Column:
        return put_together(scope, scope.ground.values, self.of or scope.code, self.months, MILLION)

    def anybody_has(self, ground: Ground, code: str) -> bool:
        return any(name == (self.of or code) for _person, name in ground.values)
