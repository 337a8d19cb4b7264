"""Compliance incidents."""

from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ground import Ground, IncidentRow
from scoring.graph.node import Scope
from scoring.graph.registry import sources
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


@sources
class IncidentPoints(OfIncidents):
    """Points of the incidents of the period."""

    metric: Literal["incident_points"]
    title: ClassVar[Text] = Text("违规扣分", "Points of incidents")
    units: ClassVar[tuple[str, ...]] = ("points",)

    def read(self, scope: Scope) -> Column:
        rows = ((row.person, row.on, row.points or 0) for row in self.kept(scope.ground))
        return counted(scope, in_periods(scope, rows))


@sources
class IncidentCount(OfIncidents):
    """Number of incidents of the period."""

    metric: Literal["incident_count"]
    title: ClassVar[Text] = Text("违规次数", "Number of incidents")
    units: ClassVar[tuple[str, ...]] = ("count",)

    def read(self, scope: Scope) -> Column:
        rows = ((row.person, row.on, 1) for row in self.kept(scope.ground))
        return counted(scope, in_periods(scope, rows), 1)
