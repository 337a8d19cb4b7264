"""Certificates held."""

from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.node import Scope
from scoring.graph.records import CertificateRow
from scoring.graph.registry import sources
from scoring.graph.rows import Head, Part, Row, Rows
from scoring.graph.source import Source, counted
from scoring.graph.text import Text


@sources
class Certificates(Source):
    """Certificates that hold on the period's last day, each name once."""

    metric: Literal["certificates"]
    names: tuple[str, ...] = Field(
        default=(), strict=False, description="which; left out, all|证书名称"
    )
    title: ClassVar[Text] = Text("持证数", "Certificates held")
    units: ClassVar[tuple[str, ...]] = ("count",)
    targets: ClassVar[str] = "last"
    file: ClassVar[str] = "certificates"

    def held(self, scope: Scope, period: int) -> list[CertificateRow]:
        """Return the certificates that hold on the last day of a period."""
        day = scope.periods[period].ends
        return [
            row
            for row in scope.ground.certificates
            if (not self.names or row.name in self.names)
            and row.obtained_on <= day
            and (row.expires_on is None or row.expires_on >= day)
        ]

    def read(self, scope: Scope) -> Column:
        held = {
            (row.person, period, row.name)
            for period in range(len(scope.periods))
            for row in self.held(scope, period)
        }
        return counted(scope, ((person, period, 1) for person, period, _name in held), 1)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        names = {row.name: row for row in self.held(scope, period) if row.person == 0}
        found = [
            Row((1,), cells=(row.name, row.obtained_on, row.expires_on)) for row in names.values()
        ]
        heads = (
            Head(Text("证书", "Certificate")),
            Head(Text("取得日期", "Obtained"), "day"),
            Head(Text("有效期至", "Expires"), "day"),
        )
        part = Part(Text("计数", "Counts"))
        return Rows(
            (part,), tuple(found), 1, "count", heads=heads, title=Text("证书", "Certificates")
        )
