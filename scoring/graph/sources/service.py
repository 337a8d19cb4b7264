"""Service tickets: how quickly they were answered and resolved, and how content clients were."""

from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.ground import MILLION, Ground
from scoring.graph.node import Scope
from scoring.graph.records import Ticket
from scoring.graph.registry import sources
from scoring.graph.rows import Head, Part, Row, Rows
from scoring.graph.source import Source, counted, in_periods, mean
from scoring.graph.text import Text


class OfTickets(Source):
    """Tickets opened in the period, of some kinds."""

    tickets: tuple[str, ...] = Field(default=(), strict=False, description="kinds|工单类型")

    def kept(self, ground: Ground) -> list[Ticket]:
        """Return the tickets that count."""
        return [row for row in ground.service if not self.tickets or row.kind in self.tickets]

    def counted_as(self, row: Ticket) -> int | None:
        """Return what a ticket counts, None where it does not."""
        return 1

    def rows(self, scope: Scope, period: int) -> Rows | None:
        found = []
        for row in self.kept(scope.ground):
            number = self.counted_as(row)
            if row.person == 0 and number is not None and scope.periods[period].holds(row.on):
                mark = None if row.satisfaction is None else Fraction(row.satisfaction, MILLION)
                spans = (_minutes(row.answered_after), _minutes(row.resolved_after))
                found.append(Row((number,), cells=(row.on, row.ticket_no, row.kind, *spans, mark)))
        den = MILLION if isinstance(self, Satisfaction) else 1
        part = Part(self.title)
        unit = "count" if self.units == ("ratio",) else self.units[0]
        if not isinstance(self, Recorded):
            return Rows((part,), tuple(found), den, unit, heads=TICKET, title=TICKETS)
        return Rows(
            (part,), tuple(found), den, unit, "mean", TICKET, title=TICKETS, least=self.least
        )


TICKETS = Text("服务工单", "Service tickets")
TICKET = (
    Head(Text("日期", "Day"), "day"),
    Head(Text("工单号", "Ticket")),
    Head(Text("类型", "Kind")),
    Head(Text("响应（分钟）", "Answered after, minutes"), "count"),
    Head(Text("办结（分钟）", "Resolved after, minutes"), "count"),
    Head(Text("满意度", "Satisfaction"), "count"),
)


def _minutes(seconds: int | None) -> Fraction | None:
    return None if seconds is None else Fraction(seconds, 60)


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

    def counted_as(self, row: Ticket) -> int:
        return int(row.answered_after is not None and row.answered_after <= self.minutes * 60)

    def read(self, scope: Scope) -> Column:
        rows = [(row.person, row.on, self.counted_as(row)) for row in self.kept(scope.ground)]
        return mean(scope, in_periods(scope, rows), 1, self.least)


@sources
class ResolvedInTime(Recorded):
    """Share of the tickets that were resolved within so many hours; one never resolved was not."""

    metric: Literal["resolved_in_time"]
    hours: int = Field(default=24, ge=1, description="resolved within|办结时限（小时）")
    title: ClassVar[Text] = Text("及时办结率", "Resolved in time")
    units: ClassVar[tuple[str, ...]] = ("ratio",)

    def counted_as(self, row: Ticket) -> int:
        return int(row.resolved_after is not None and row.resolved_after <= self.hours * 3600)

    def read(self, scope: Scope) -> Column:
        rows = [(row.person, row.on, self.counted_as(row)) for row in self.kept(scope.ground)]
        return mean(scope, in_periods(scope, rows), 1, self.least)


@sources
class Satisfaction(Recorded):
    """Mean of the satisfaction marks of the tickets that carry one."""

    metric: Literal["satisfaction"]
    title: ClassVar[Text] = Text("满意度", "Satisfaction")
    units: ClassVar[tuple[str, ...]] = ("points",)

    def counted_as(self, row: Ticket) -> int | None:
        return row.satisfaction

    def read(self, scope: Scope) -> Column:
        rows = [
            (row.person, row.on, row.satisfaction)
            for row in self.kept(scope.ground)
            if row.satisfaction is not None
        ]
        return mean(scope, in_periods(scope, rows), MILLION, self.least)
