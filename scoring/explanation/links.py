"""Where a number of the graph is explained: the page of its measure, dimension or total."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from scoring.explanation.opening import AMENDMENT
from scoring.graph.calendar import Calendar
from scoring.graph.graph import Graph

DIMENSION = "dimension."
TOTALS = {"composite": "composite", "composite.exact": "composite", "rank": "rank"}


@dataclass(frozen=True)
class Links:
    """The addresses of one person's numbers in a cycle."""

    cycle: str
    staff_no: str
    graph: Graph
    calendar: Calendar
    amendment: int = 0

    def of(self, node: str, period: int) -> str:
        """Return the address of the page that explains a node; "" where there is none."""
        if node.startswith(DIMENSION):
            return self._card("dimension-" + node.removeprefix(DIMENSION).rpartition(".")[0])
        if node in TOTALS:
            return self._card(TOTALS[node])
        code = self.graph[node].code
        if node.startswith("pool.") or not code:
            code = node.removesuffix(".weight") if node.endswith(".weight") else ""
        return self._measure(code, node, period) if code else ""

    def _card(self, part: str) -> str:
        address = reverse("scoring:card", args=[self.cycle, self.staff_no, part])
        return f"{address}?{AMENDMENT}={self.amendment}" if self.amendment else address

    def _measure(self, code: str, node: str, period: int) -> str:
        address = reverse("scoring:explanation", args=[self.cycle, self.staff_no, code])
        periods = self.calendar.periods(self.graph[node].kind)
        pairs = {AMENDMENT: str(self.amendment)} if self.amendment else {}
        pairs |= {"period": periods[period].code} if len(periods) > 1 else {}
        query = urlencode(pairs)
        return f"{address}?{query}" if query else address
