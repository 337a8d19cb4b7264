"""A participant's book by client, as owned in the cycle's months and as owned now.

What is shown is rounded so that the lines add up to the totals in each column, and each line's
difference is what its two amounts say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext_lazy

from perfcenter.base.batches import batches
from perfcenter.base.money import FEN
from perfcenter.base.numbers.rounding import apportion, rounded
from perfcenter.models import User
from portfolio.models import Manager
from portfolio.months import days_in
from portfolio.valuation.owned import Figures, OwnedClient, owned_both_ways
from scoring.models import ScoreRun
from scoring.runs.kept import months_of

KINDS = {
    "deposits": gettext_lazy("Deposit daily average"),
    "loans": gettext_lazy("Loan daily average"),
    "fees": gettext_lazy("Fees"),
    "profit": gettext_lazy("Risk-adjusted profit"),
}
"""The figures, all in yuan; profit is before cost pools."""


@dataclass(frozen=True)
class Amount:
    """One figure both ways, in yuan to the fen."""

    kind: str
    then: Decimal
    now: Decimal

    @property
    def title(self) -> str:
        return str(KINDS[self.kind])

    @property
    def difference(self) -> Decimal:
        return self.now - self.then


Amounts = tuple[Amount, ...]
"""One a kind; a kind of which there is nothing either way is left out."""


@dataclass(frozen=True)
class ClientLine:
    """A client, whose she is now ("": nobody's) and since when (0: ever), and the amounts.

    `owner_name` is None where the viewer may not know who it is.
    """

    client_no: str
    name: str
    owner: str
    owner_name: str | None
    owned_from: int
    amounts: Amounts


@dataclass(frozen=True)
class OwnedBook:
    """Clients with a difference, the largest first; the others and their sum; the total."""

    changed: tuple[ClientLine, ...]
    unchanged: tuple[ClientLine, ...]
    rest: Amounts
    total: Amounts


def owned_book(run: ScoreRun, manager: Manager, *, viewer: User | None) -> OwnedBook:
    """Return the manager's book in the run's months both ways; no viewer sees every name."""
    months = months_of(run)
    days = sum(days_in(month.month) for month in months)
    clients = owned_both_ways(months, manager=manager.staff_no)
    unchanged = [client for client in clients if client.then == client.now]
    changed = _largest_first([client for client in clients if client.then != client.now], days)
    rest = _whole((client.then for client in unchanged), days)
    all_then = _whole((client.then for client in clients), days)
    all_now = _whole((client.now for client in clients), days)
    then = _shown([client.then for client in changed], _less(all_then, rest), days)
    now = _shown([client.now for client in changed], _less(all_now, rest), days)
    same = _shown([client.then for client in unchanged], rest, days)
    names = _names({client.owner for client in clients}, viewer)
    return OwnedBook(
        changed=tuple(_line(names, *one) for one in zip(changed, then, now, strict=True)),
        unchanged=tuple(_line(names, *one) for one in zip(unchanged, same, same, strict=True)),
        rest=_amounts(rest, rest),
        total=_amounts(all_then, all_now),
    )


Row = tuple[Decimal, ...]
"""Yuan to the fen, one number a kind."""


def _in_fen(figures: Figures, days: int) -> list[Fraction]:
    balances = figures.deposit_days, figures.loan_days
    return [
        *(Fraction(balance, days) for balance in balances),
        *map(Fraction, (figures.fees, figures.profit)),
    ]


def _largest_first(clients: list[OwnedClient], days: int) -> list[OwnedClient]:
    """Sort by the largest difference of any kind."""

    def size(client: OwnedClient) -> Fraction:
        return max(map(abs, _in_fen(client.difference, days)))

    return sorted(clients, key=lambda client: (-size(client), client.client_no))


def _whole(several: Iterable[Figures], days: int) -> Row:
    """Return the rounded sum."""
    total = sum(several, Figures())
    return tuple(rounded(fen / FEN) for fen in _in_fen(total, days or 1))


def _less(row: Row, other: Row) -> Row:
    return tuple(a - b for a, b in zip(row, other, strict=True))


def _shown(several: Sequence[Figures], total: Row, days: int) -> list[Row]:
    """Round the parts so that each kind adds up to its total."""
    parts = [_in_fen(one, days) for one in several]
    columns = [
        apportion(whole, [part[kind] / FEN for part in parts]) for kind, whole in enumerate(total)
    ]
    return list(zip(*columns, strict=True)) if several else []


def _line(names: dict[str, str], client: OwnedClient, then: Row, now: Row) -> ClientLine:
    return ClientLine(
        client.client_no,
        client.name,
        client.owner,
        names.get(client.owner),
        client.owned_from,
        _amounts(then, now),
    )


def _amounts(then: Row, now: Row) -> Amounts:
    both = zip(KINDS, then, now, strict=True)
    return tuple(Amount(kind, before, after) for kind, before, after in both if before or after)


def _names(owners: set[str], viewer: User | None) -> dict[str, str]:
    """Return the names of those whom the viewer may see."""
    people = Manager.objects.all() if viewer is None else Manager.objects.visible_to(viewer)
    found: dict[str, str] = {}
    for batch in batches(sorted(owners)):
        found |= dict(people.filter(staff_no__in=batch).values_list("staff_no", "name"))
    return found
