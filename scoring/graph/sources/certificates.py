"""Certificates held."""

from typing import ClassVar, Literal

from pydantic import Field

from scoring.graph.column import Column
from scoring.graph.node import Scope
from scoring.graph.registry import sources
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

    def read(self, scope: Scope) -> Column:
        held = {
            (row.person, period, row.name)
            for row in scope.ground.certificates
            if not self.names or row.name in self.names
            for period, span in enumerate(scope.periods)
            if row.obtained_on <= span.ends
            and (row.expires_on is None or row.expires_on >= span.ends)
        }
        return counted(scope, ((person, period, 1) for person, period, _name in held), 1)
