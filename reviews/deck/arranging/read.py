"""Which slides a line's decks have: as HR chose, as the scheme has it, or the usual ones."""

from __future__ import annotations

from dataclasses import dataclass

from reviews.deck.arranging.kinds import MOST, TITLES, Arrangement
from reviews.models import SlideOrder
from scoring.models import Cycle
from scoring.scheme.stored import definition


@dataclass(frozen=True)
class Chosen:
    """HR's choices in a cycle: the newest of each line; "" is of every line."""

    rows: dict[str, SlideOrder]
    cycle: Cycle

    @classmethod
    def of(cls, cycle: Cycle) -> Chosen:
        """Read them; what was chosen after a publication is no part of it."""
        found = SlideOrder.objects.filter(cycle=cycle)
        if cycle.published_at is not None:
            found = found.filter(chosen_at__lte=cycle.published_at)
        rows: dict[str, SlideOrder] = {}
        for row in found.order_by("id"):
            rows[row.line] = row
        return cls({line: row for line, row in rows.items() if row.talk}, cycle)

    def by_hr(self, line: str) -> SlideOrder | None:
        return self.rows.get(line) or self.rows.get("")

    def of_line(self, line: str) -> Arrangement:
        """Return what a line's decks are made by; empty for the usual slides."""
        row = self.by_hr(line)
        if row is not None:
            return Arrangement(tuple(row.talk), tuple(row.behind))
        return Arrangement(definition(self.cycle.scheme).slides_of(line))

    def shown(self, line: str) -> Arrangement:
        """Return the same with a place for each: of the usual ones those beyond twelve follow."""
        found = self.of_line(line)
        if found.talk:
            return Arrangement(found.talk[: MOST - 1], (*found.talk[MOST - 1 :], *found.behind))
        return Arrangement(tuple(TITLES)[: MOST - 1], tuple(TITLES)[MOST - 1 :])

    def newest(self, line: str) -> int:
        """Return the number of the newest row of a line; 0 where there is none."""
        rows = SlideOrder.objects.filter(cycle=self.cycle, line=line)
        return rows.values_list("pk", flat=True).first() or 0
