"""Which months a run of a cycle reads."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio.models import LedgerRow
from portfolio.months import months_between
from scoring.graph.calendar import after
from scoring.inputs.bare import Over
from scoring.inputs.needs import needs_of
from scoring.scheme.stored import definition


@dataclass(frozen=True)
class Wanted:
    """The cycle's own months, and that of its base where one is asked for and has a ledger."""

    own: tuple[int, ...]
    base: int | None

    def all(self) -> list[int]:
        """Return the base month, then the cycle's own."""
        return [*([self.base] if self.base is not None else []), *self.own]


def wanted_of(cycle: Over) -> Wanted:
    """Return the months that a run of the cycle reads now."""
    needs = needs_of(definition(cycle.scheme))
    base = needs.base_month or after(cycle.first_month, -1)
    is_based = needs.base and LedgerRow.objects.filter(month=base).exists()
    own = tuple(months_between(cycle.first_month, cycle.last_month))
    return Wanted(own, base if is_based else None)
