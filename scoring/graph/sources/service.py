"""Service tickets: how quickly they were answered and resolved, and how content clients were."""

from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ground import MILLION, Ground, Ticket
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.source import Source, counted, in_periods, mean
from scoring.graph.text import Text


class OfTickets(Source):
    """Tickets opened in the period, of some kinds."""

    tickets: tuple[str, ...] = Field(default=(), strict=False, description="kinds|工单类型")

    def kept(self, ground: Ground) -> list[Ticket]:
        """Return the tickets that count."""
        return [row for row in ground.service if not self.tickets or row.kind in self.tickets]


class Recorded(OfTickets):
    """A mean or share, out below a smallest number of records."""

    least: int = Field(default=1, ge=1, description="fewest records|最少记录数")
    targets: ClassVar[str] = "mean"
    recorded: ClassVar[bool] = True

    def anybody_has(self, ground: Ground, code: str) -> bool:
        return bool(ground.service)


@sources
class TicketCount(OfTickets):
    """Tickets opened in the period."""

    metric: Literal["ticket_count"]
    title: ClassVar[Text] = Text("工单数", "Number of tickets")
    units: ClassVar[tuple[str, ...]] = ("count",)

    def read(self, scope: Scope) -> Column:
        rows = ((row.person, row.on, 1) for row in self.kept(scope.ground))
        return counted(scope, in_periods(scope, rows), 1)


@sources
class AnsweredInTime(Recorded):
    """Share of the tickets answered within so many minutes; one never answered was not."""

    metric: Literal["answered_in_time"]
    minutes: int = Field(default=20, ge=1, description="answered within|响应时限（分钟）")
    title: ClassVar[Text] = Text("及时响应率", "Answered in time")
    units: ClassVar[tuple[str, ...]] = ("ratio",)

    def read(self, scope: Scope) -> Column:
        most = self.minutes * 60
        rows = [
            (row.person, row.on, int(row.answered_after is not None and row.answered_after <= most))
            for row in self.kept(scope.ground)
        ]
        return mean(scope, in_periods(scope, rows), 1, self.least)


@sources
class ResolvedInTime(Recorded):
    """Share of the tickets that were resolved within so many hours; one never resolved was not."""

    metric: Literal["resolved_in_time"]
    hours: int = Field(default=24, ge=1, description="resolved within|办结时限（小时）")
    title: ClassVar[Text] = Text("及时办结率", "Resolved in time")
    units: ClassVar[tuple[str, ...]] = ("ratio",)

    def read(self, scope: Scope) -> Column:
        most = self.hours * 3600
        rows = [
            (row.person, row.on, int(row.resolved_after is not None and row.resolved_after <= most))
            for row in self.kept(scope.ground)
        ]
        return mean(scope, in_periods(scope, rows), 1, self.least)


@sources
class Satisfaction(Recorded):
    """Mean of the satisfaction marks of the tickets that carry one."""

    metric: Literal["satisfaction"]
    title: ClassVar[Text] = Text("满意度", "Satisfaction")
    units: ClassVar[tuple[str, ...]] = ("points",)

    def read(self, scope: Scope) -> Column:
        rows = [
            (row.person, row.on, row.satisfaction)
            for row in self.kept(scope.ground)
            if row.satisfaction is not None
        ]
        return mean(scope, in_periods(scope, rows), MILLION, self.least)
