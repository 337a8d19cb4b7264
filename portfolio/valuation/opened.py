"""All that a manager's numbers open down to, from one session: opening DuckDB costs most of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.valuation.detail import AccountMonth, SalesRow, months_of, read_clients, sales_in
from portfolio.valuation.inputs import read_inputs
from portfolio.valuation.losses import LoanLoss, lay_losses, losses_of
from portfolio.valuation.narrowing import all_of
from portfolio.valuation.rules import share_out, valuing, within_range


@dataclass(frozen=True)
class BookRows:
    """Account-months and sales of some months, and the loans with a loss at the end of the last."""

    months: list[AccountMonth]
    sales: list[SalesRow]
    losses: list[LoanLoss]


def book_rows(
    base: date,
    first_month: int,
    last_month: int,
    *,
    manager: str,
    loss_rates: Mapping[str, int] | None = None,
) -> BookRows:
    """Return what account_months, sales_rows and, with rates, loan_loss_rows return one by one."""
    only = all_of(manager)
    with valuing(base) as opened, within_range(first_month):
        read_inputs(opened, first_month, last_month, only)
        share_out(opened)
        read_clients(opened, first_month, last_month, only)
        losses: list[LoanLoss] = []
        if loss_rates:
            lay_losses(opened, loss_rates)
            losses = losses_of(opened, last_month, manager)
        return BookRows(months_of(opened, manager), sales_in(opened), losses)
