"""Over all managers and nobody, the book of a run is the same then and now, to the fen."""

from __future__ import annotations

from collections import Counter

import pytest

from portfolio.models import Client, Manager, Ownership
from portfolio.valuation.owned import owned_both_ways
from scoring.runs.kept import months_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_whatever_is_handed_over_nothing_comes_in_and_nothing_is_lost(bank):
    run, _hr = bank
    managers = list(Manager.objects.order_by("staff_no"))
    takers = [*managers, None]
    for place, client in enumerate(Client.objects.order_by("client_no")):
        if place % 3:
            taker = takers[place % len(takers)]
            Ownership.objects.update_or_create(
                client=client, from_month=run.cycle.last_month, defaults={"manager": taker}
            )
    then: Counter[tuple[str, str]] = Counter()
    now: Counter[tuple[str, str]] = Counter()
    moved = 0
    for staff_no in (*(manager.pk for manager in managers), ""):
        for client in owned_both_ways(months_of(run), manager=staff_no):
            moved += client.then != client.now
            for name in ("deposit_days", "loan_days", "fees", "profit"):
                then[name, client.client_no] += getattr(client.then, name)
                now[name, client.client_no] += getattr(client.now, name)
    assert moved > len(managers)
    assert sum(then.values()) != 0
    assert then == now
