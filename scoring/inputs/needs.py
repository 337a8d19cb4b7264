"""What a scheme reads beyond the facts, so that nothing is read in vain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from perfcenter.base.money import MILLION
from scoring.graph.calendar import Calendar, Kind
from scoring.graph.sources.account_increment import AccountIncrement
from scoring.graph.sources.clients import Clients, ProductsPerClient
from scoring.graph.sources.increment import OverBase
from scoring.graph.sources.responsibility_profit import ResponsibilityProfit
from scoring.scheme.model import SchemeDefinition


@dataclass(frozen=True)
class Needs:
    """Whether clients and single accounts are counted, when losses are, and over which base.

    Over a base the facts by account are kept too: an explanation opens the base down to accounts.
    """

    clients: bool
    accounts: bool
    base: bool
    base_month: int | None
    losses: tuple[Kind, ...]
    loss_rates: Mapping[str, int]

    def loss_months(self, calendar: Calendar) -> set[int]:
        """Return the months with which a period ends that has a loan loss."""
        return {span.months[-1] for kind in self.losses for span in calendar.periods(kind)}


def needs_of(scheme: SchemeDefinition) -> Needs:
    """Return what the sources of a scheme read."""
    sources = [(m.source, m.period) for m in scheme.all_measures() if m.source is not None]
    over = [source for source, _kind in sources if isinstance(source, OverBase)]
    months = {source.base_month for source in over if source.base_month is not None}
    return Needs(
        clients=any(isinstance(source, Clients | ProductsPerClient) for source, _kind in sources),
        accounts=any(isinstance(source, AccountIncrement) for source in over),
        base=bool(over),
        base_month=min(months) if months else None,
        losses=tuple(
            {kind for source, kind in sources if isinstance(source, ResponsibilityProfit)}
        ),
        loss_rates={
            name: int(getattr(scheme.loan_loss, name) * MILLION)
            for name in ("substandard", "doubtful", "loss")
        },
    )
