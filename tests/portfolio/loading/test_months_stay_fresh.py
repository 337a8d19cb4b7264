"""Whatever is loaded in whatever order, a month that is kept is what it would be if made now."""

from __future__ import annotations

from itertools import permutations

import pytest

from portfolio.close.read import open_within
from portfolio.close.write import close_month
from portfolio.loading.terms import Terms
from portfolio.valuation import valued_months
from portfolio.valuation.months import make_month
from tests.portfolio.loading.sets import GOOD, load

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("own_vault")]

CLIENT_HEAD, ACCOUNT_HEAD, LEDGER_HEAD, SHARE_HEAD = (
    GOOD[name].partition("\n")[0] + "\n"
    for name in ("clients", "deposits", "ledger", "assignments")
)
SETS = {
    "client": {"clients": CLIENT_HEAD + "C9,何敏,person,gold,N1,001,2026-01-10\n"},
    "of old": {"clients": CLIENT_HEAD + "C8,何洁,person,,N1,002,\n"},
    "account": {"deposits": ACCOUNT_HEAD + "D9,C9,SAV,2026-01-12,,0.003\n"},
    "ledger": {"ledger": LEDGER_HEAD + "2026-02,D9,700.00,650.00,0.10,,,\n"},
    "shares": {"assignments": SHARE_HEAD + "D9,002,2026-02,,0.5\n"},
    "owner": {"clients": CLIENT_HEAD + "C9,何敏,person,gold,N1,002,2026-01-10\n"},
}
NEEDS = {"account": {"client"}, "ledger": {"account"}, "shares": {"account"}, "owner": {"client"}}
LATER = Terms(rows_only=True, year=2026)


def orders() -> list[tuple[str, ...]]:
    """Return the orders in which every set finds what it refers to."""
    return [
        order
        for order in permutations(SETS)
        if all(NEEDS.get(name, set()) <= set(order[:at]) for at, name in enumerate(order))
    ]


def stale() -> list[str]:
    """Return which open months are kept otherwise than they would be made now, and in what."""
    return [
        f"{month} {name}"
        for month in open_within(202601, 202612)
        for kept in valued_months([month])
        for name, digest in make_month(month).items()
        if kept.digests[name] != digest
    ]


@pytest.mark.parametrize("order", orders()[::17], ids=" ".join)
def test_months_are_as_if_made_now_after_every_load(order, tmp_path):
    load(tmp_path / "good")
    assert stale() == []
    for name in order:
        load(tmp_path / name.replace(" ", ""), *SETS[name], terms=LATER, **SETS[name])
        assert (name, stale()) == (name, [])


def test_a_closed_month_takes_no_new_client(tmp_path):
    """She counts from the months that are open; reopened, the month is made with her."""
    load(tmp_path / "good")
    close_month(month=202601, explained="已与总账核对")
    (before,) = valued_months([202601])
    load(tmp_path / "client", "clients", terms=LATER, **SETS["client"])
    assert valued_months([202601]) == [before]
    assert make_month(202601) != before.digests
    assert stale() == []
