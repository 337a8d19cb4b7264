"""360-degree surveys: the weighted mean of the groups of raters."""

from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ground import MILLION, Ground
from scoring.graph.node import Scope
from scoring.graph.records import SurveyRow
from scoring.graph.registry import sources
from scoring.graph.rows import Head, Part, Row, Rows
from scoring.graph.source import Source
from scoring.graph.sources.value import IMPORTED_FROM
from scoring.graph.states import State
from scoring.graph.text import Text
from scoring.graph.types import Positive

Group = Literal["self", "superior", "peer", "subordinate", "client"]

GROUPS = {
    "self": Text("本人", "self"),
    "superior": Text("上级", "superior"),
    "peer": Text("同级", "peers"),
    "subordinate": Text("下级", "subordinates"),
    "client": Text("客户", "clients"),
}


@sources
class Survey(Source):
    """Weighted mean of the groups' values; a missing group is left out, the others' weights
    rescaled.

    A group with fewer answers than `least` counts as missing. Values come from the file `values`
    under MEASURE.GROUP (P360.peer), or from a survey of the cycle.
    """

    metric: Literal["survey"]
    weights: dict[Group, Positive] = Field(description="weight of each group|各组权重")
    least: dict[Group, int] = Field(
        default={}, description="fewest answers of a group|各组最少份数"
    )
    title: ClassVar[Text] = Text("360度评价", "360-degree survey")
    units: ClassVar[tuple[str, ...]] = ("points",)
    targets: ClassVar[str] = "mean"
    kinds: ClassVar[tuple[str, ...]] = ("cycle",)
    recorded: ClassVar[bool] = True

    def read(self, scope: Scope) -> Column:
        people = len(scope.ground.people)
        found: list[dict[str, Fraction]] = [{} for _row in range(people)]
        for row in self.rows_of(scope.ground, scope.code):
            if row.person >= 0 and row.answers >= self.fewest(row.group):
                found[row.person][row.group] = Fraction(row.value, MILLION)
        return Column.from_cells([[self._mean(groups)] for groups in found], State.NO_DATA)

    def fewest(self, group: str) -> int:
        """Return the fewest answers with which a group counts."""
        return {str(name): number for name, number in self.least.items()}.get(group, 1)

    def rows_of(self, ground: Ground, code: str) -> list[SurveyRow]:
        """Return the groups' values: of the survey, and those that were imported."""
        rows = [row for row in ground.surveys if row.measure == code and row.group in self.weights]
        for (person, name), months in ground.values.items():
            measure, _dot, group = name.rpartition(".")
            if measure == code and group in self.weights and 0 in months:
                enough = self.fewest(group)
                rows.append(SurveyRow(person, code, group, months[0], enough))
        return rows

    def rows_behind(self, scope: Scope) -> list[SurveyRow]:
        """Return the groups of one person that count."""
        rows = self.rows_of(scope.ground, scope.code)
        return [row for row in rows if row.person == 0 and row.answers >= self.fewest(row.group)]

    def rows(self, scope: Scope, period: int) -> Rows | None:
        last = {row.group: row for row in self.rows_behind(scope)}
        weights: dict[str, Fraction] = {str(name): weight for name, weight in self.weights.items()}
        found = [
            Row(
                (weights[row.group], weights[row.group] * Fraction(row.value, MILLION)),
                cells=(
                    GROUPS[row.group],
                    row.answers,
                    scope.ground.origin("values", f"{scope.code}.{row.group}", 0),
                    Fraction(row.value, MILLION),
                ),
            )
            for row in last.values()
        ]
        heads = (
            Head(Text("测评组", "Group")),
            Head(Text("份数", "Answers"), "count"),
            IMPORTED_FROM,
            Head(Text("均值", "Mean"), "points"),
        )
        parts = (Part(Text("权重", "Weight")), Part(Text("权重×均值", "weight × mean")))
        return Rows(parts, tuple(found), 1, "points", "ratio", heads, title=self.title)

    def _mean(self, groups: dict[str, Fraction]) -> Fraction | None:
        weights = {name: weight for name, weight in self.weights.items() if name in groups}
        if not weights:
            return None
        total = sum((weight * groups[name] for name, weight in weights.items()), Fraction(0))
        return total / sum(weights.values(), Fraction(0))

    def anybody_has(self, ground: Ground, code: str) -> bool:
        return bool(self.rows_of(ground, code))
