"""Values that another system knows."""

from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ground import MILLION, Ground
from scoring.graph.node import Scope
from scoring.graph.put_together import WHOLE_CYCLE, put_together
from scoring.graph.registry import sources
from scoring.graph.rows import Head, How, Part, Row, Rows
from scoring.graph.source import Source
from scoring.graph.text import Text

IMPORTED = "imported"
IMPORTED_FROM = Head(Text("导入文件", "Imported from"))
NOTES = {
    "whole": Text("以整个考核周期的值为准", "the cycle's own value counts"),
    "mean": Text("以各月平均值为准", "the mean of the months counts"),
    "sum": Text("以各月合计为准", "the sum of the months counts"),
    "last": Text("以最后一个月为准", "the last month counts"),
}


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

    def rows(self, scope: Scope, period: int) -> Rows | None:
        months = scope.ground.values.get((0, self.of or scope.code), {})
        span = scope.periods[period].months
        whole = scope.kind == "cycle" and WHOLE_CYCLE in months
        chosen = [WHOLE_CYCLE] if whole else [month for month in span if month in months]
        if self.months == "last" or whole:
            chosen = chosen[-1:]
        code, ground = self.of or scope.code, scope.ground
        rows = tuple(
            Row((months[month],), cells=(month, ground.origin(self.file, code, month)))
            for month in chosen
        )
        how: How = "mean" if self.months == "mean" and not whole else "sum"
        return Rows(
            (Part(Text("值", "Value")),),
            rows,
            MILLION,
            "",
            how,
            (Head(Text("月份", "Month"), "month"), IMPORTED_FROM),
            title=Text("导入值", "Imported values"),
            sheet=IMPORTED,
            note=NOTES["whole" if whole else self.months],
        )

    def anybody_has(self, ground: Ground, code: str) -> bool:
        return any(name == (self.of or code) for _person, name in ground.values)
