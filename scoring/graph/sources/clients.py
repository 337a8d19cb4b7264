"""Clients, new clients, products per client."""

from collections.abc import Iterable
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from scoring.graph import states
from scoring.graph.column import Column
from scoring.graph.ground import Ground
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.rows import Head, Part, Row, Rows
from scoring.graph.source import Source, counted, in_months_of, per_cell
from scoring.graph.states import State
from scoring.graph.text import Text


class OfClients(Source):
    """Clients of some segments and kinds."""

    segments: tuple[str, ...] = Field(
        default=(), strict=False, description="segments of clients|客户分层"
    )
    clients: Literal["person", "company"] | None = Field(
        default=None, description="kind of client|客户类型"
    )
    units: ClassVar[tuple[str, ...]] = ("count",)

    def kept(self, ground: Ground, rows: Iterable[Any]) -> list[Any]:
        """Return the rows that count."""
        return [
            row
            for row in rows
            if (not self.segments or ground.segments[row.segment] in self.segments)
            and (self.clients is None or row.is_company == int(self.clients == "company"))
        ]

    def at_the_end(self, scope: Scope) -> list[tuple[int, int, Any]]:
        """Return (person, period, client) for the clients of each period's last month."""
        months = scope.ground.calendar.months
        last = {months.index(span.months[-1]): p for p, span in enumerate(scope.periods)}
        rows = self.kept(scope.ground, scope.ground.clients)
        return [(row.person, last[row.month], row) for row in rows if row.month in last]

    def listed(self, scope: Scope, period: int) -> list[Any]:
        """Return one person's clients of a period's last month."""
        found = self.at_the_end(scope)
        return [row for person, p, row in found if person == 0 and p == period]


KINDS = {0: Text("个人", "person"), 1: Text("公司", "company")}
CLIENT = (
    Head(Text("客户号", "Client")),
    Head(Text("分层", "Segment")),
    Head(Text("类型", "Kind")),
)


@sources
class Clients(OfClients):
    """Clients whose manager she is in the period's last month."""

    metric: Literal["clients"]
    title: ClassVar[Text] = Text("客户数", "Clients")
    targets: ClassVar[str] = "last"

    def read(self, scope: Scope) -> Column:
        return counted(
            scope, ((person, p, row.clients) for person, p, row in self.at_the_end(scope)), 1
        )

    def rows(self, scope: Scope, period: int) -> Rows | None:
        found = self.listed(scope, period)
        rows = tuple(Row((row.clients,), cells=_cells(scope, row)) for row in found)
        return Rows(
            (Part(Text("计数", "Counts")),), rows, 1, "count", heads=CLIENT, title=self.title
        )


@sources
class NewClients(OfClients):
    """Clients opened in the period, for the manager whose clients they are in that month."""

    metric: Literal["new_clients"]
    title: ClassVar[Text] = Text("新增客户数", "New clients")
    prorated: ClassVar[bool] = True

    def read(self, scope: Scope) -> Column:
        rows = self.kept(scope.ground, scope.ground.new_clients)
        return counted(scope, in_months_of(scope, ((row.person, row.on, 1) for row in rows)), 1)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        span = scope.periods[period]
        found = tuple(
            Row((1,), cells=(row.on, *_cells(scope, row)))
            for row in self.kept(scope.ground, scope.ground.new_clients)
            if row.person == 0 and span.holds(row.on)
        )
        heads = (Head(Text("开户日期", "Opened"), "day"), *CLIENT)
        return Rows(
            (Part(Text("计数", "Counts")),), found, 1, "count", heads=heads, title=self.title
        )


@sources
class ProductsPerClient(OfClients):
    """Mean number of different products that her clients hold in the period's last month.

    A client without an account counts with 0; nobody without clients has a mean.
    """

    metric: Literal["products_per_client"]
    title: ClassVar[Text] = Text("户均产品数", "Products per client")
    targets: ClassVar[str] = "last"

    def read(self, scope: Scope) -> Column:
        rows = self.at_the_end(scope)
        clients = per_cell(scope, ((person, p, row.clients) for person, p, row in rows))
        held = per_cell(scope, ((person, p, row.products) for person, p, row in rows))
        state = states.where(clients == 0, State.NO_DATA, states.values(scope.shape))
        return Column.of(held, np.maximum(clients, 1), state)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        found = self.listed(scope, period)
        rows = tuple(Row((row.clients, row.products), cells=_cells(scope, row)) for row in found)
        parts = (Part(Text("客户数", "Clients")), Part(Text("产品数", "Products")))
        return Rows(parts, rows, 1, "count", "ratio", CLIENT, title=self.title)


def _cells(scope: Scope, row: Any) -> tuple[Any, ...]:
    kind = KINDS.get(row.is_company, Text("", ""))
    return (row.client_no, scope.ground.segments[row.segment], kind)
