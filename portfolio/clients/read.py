"""The clients that somebody may see, and the book of one manager with its balances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Sum

from portfolio.models import Account, Client, LedgerRow, Manager


@dataclass(frozen=True)
class BookLine:
    """A client of a book: how many accounts there are, and what stood on them, in fen."""

    client: Client
    accounts: int
    deposits: int
    loans: int


def newest_month() -> int | None:
    """Return the newest month of the ledger."""
    found: int | None = LedgerRow.objects.aggregate(month=Max("month"))["month"]
    return found


def book_of(manager: Manager, month: int | None) -> list[BookLine]:
    """Return the clients of a manager with their accounts, and their balances of the month's end.

    All of an account counts, whoever has a share in it: it is the client's.
    """
    of_her = {"account__client__manager": manager}
    sums: Any = (
        LedgerRow.objects.filter(month=month or 0, **of_her)
        .values_list("account__client", "account__kind")
        .annotate(Sum("end_balance"))
    )
    balances = {(client, kind): amount for client, kind, amount in sums}
    counted = Account.objects.filter(client__manager=manager, closed_on__isnull=True)
    accounts: Any = dict(counted.values_list("client").annotate(Count("pk")))
    clients = Client.objects.filter(manager=manager).select_related("branch").order_by("client_no")
    return [
        BookLine(
            client,
            accounts.get(client.client_no, 0),
            balances.get((client.client_no, Account.Kind.DEPOSIT), 0),
            balances.get((client.client_no, Account.Kind.LOAN), 0),
        )
        for client in clients
    ]
