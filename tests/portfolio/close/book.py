"""Three months of one account, and two people of human resources."""

from __future__ import annotations

from portfolio.loading.book import touch
from portfolio.models import Account
from tests import factories as make

REASON = "a late correction"


def make_months() -> Account:
    """An account with a ledger from January to March 2026."""
    account = make.make_account(
        client=make.make_client(manager=make.make_manager()), product=make.make_product()
    )
    for month, balance in ((202601, 100_00), (202602, 1_000_00), (202603, 10_000_01)):
        make.make_ledger_row(account, month, end_balance=balance, average_balance=0)
    touch((202601, 202603))
    return account
