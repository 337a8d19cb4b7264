"""Compliance incidents."""

from typing import Any, ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ground import MILLION, Ground
from scoring.graph.node import Scope
from scoring.graph.records import IncidentRow
from scoring.graph.registry import sources
from scoring.graph.rows import Head, Part, Row, Rows
from scoring.graph.source import Source, counted, in_periods
from scoring.graph.text import Text


class OfIncidents(Source):
    """Incidents of some kinds and severities."""

    incidents: tuple[str, ...] = Field(default=(), strict=False, description="kinds|事件类型")
    severities: tuple[str, ...] = Field(default=(), strict=False, description="severities|严重程度")
    concern: ClassVar[str] = "compliance"

    def kept(self, ground: Ground) -> list[IncidentRow]:
        """Return the incidents that count."""
        return [
            row
            for row in ground.incidents
            if (not self.incidents or row.kind in self.incidents)
            and (not self.severities or row.severity in self.severities)
        ]

    def listed(self, scope: Scope, period: int) -> list[IncidentRow]:
        """Return one person's incidents of a period."""
        span = scope.periods[period]
        return [row for row in self.kept(scope.ground) if row.person == 0 and span.holds(row.on)]


INCIDENTS = Text("合规事件", "Incidents")
INCIDENT = (
    Head(Text("日期", "Day"), "day"),
    Head(Text("类型", "Kind")),
    Head(Text("严重程度", "Severity")),
    Head(Text("说明", "Note")),
)


def _cells(row: IncidentRow) -> tuple[Any, ...]:
    return (row.on, row.kind, row.severity, row.note)


@sources
class IncidentPoints(OfIncidents):
    """Points of the incidents of the period."""

    metric: Literal["incident_points"]
    title: ClassVar[Text] = Text("合规事件扣分", "Points of incidents")
    units: ClassVar[tuple[str, ...]] = ("points",)

    def read(self, scope: Scope) -> Column:
        rows = ((row.person, row.on, row.points or 0) for row in self.kept(scope.ground))
        return counted(scope, in_periods(scope, rows))

    def rows(self, scope: Scope, period: int) -> Rows | None:
        found = tuple(
            Row((row.points or 0,), cells=_cells(row)) for row in self.listed(scope, period)
        )
        part = Part(Text("扣分", "Points off"))
        return Rows((part,), found, MILLION, "points", heads=INCIDENT, title=INCIDENTS)


@sources
class IncidentCount(OfIncidents):
    """Number of incidents of the period."""

    metric: Literal["incident_count"]
    title: ClassVar[Text] = Text("合规事件次数", "Number of incidents")
    units: ClassVar[tuple[str, ...]] = ("count",)

    def read(self, scope: Scope) -> Column:
        rows = ((row.person, row.on, 1) for row in self.kept(scope.ground))
        return counted(scope, in_periods(scope, rows), 1)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        found = tuple(Row((1,), cells=_cells(row)) for row in self.listed(scope, period))
        part = Part(Text("次数", "Number"))
        return Rows((part,), found, 1, "count", heads=INCIDENT, title=INCIDENTS)
