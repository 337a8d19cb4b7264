"""The value is the score."""

from typing import ClassVar, Literal

from scoring.graph.column import Column
from scoring.graph.node import Scope
from scoring.graph.registry import rules
from scoring.graph.rule import Bounded, Policy
from scoring.graph.text import Text


@rules
class AsIs(Bounded):
    """The value is the score."""

    name: Literal["value"]
    title: ClassVar[Text] = Text("直接计分", "By its value")

    def score(self, scope: Scope, value: Column, target: Column | None, policy: Policy) -> Column:
        return self.bounded(value)
