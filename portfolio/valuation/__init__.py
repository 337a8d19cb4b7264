"""What each account's month is worth, and to whom: monthly facts and the rows they are made of.

`refresh_facts` makes the facts, `load_facts` reads them as columns; `account_months`, `sales_rows`
and `loan_loss_rows` open them down to the rows for one manager, `book_rows` all at once.
"""

from portfolio.valuation.detail import AccountMonth, SalesRow, account_months, sales_rows
from portfolio.valuation.facts import load_facts, refresh_facts
from portfolio.valuation.losses import LoanLoss, loan_loss_rows, loan_losses
from portfolio.valuation.opened import BookRows, book_rows
from portfolio.valuation.rules import ValuationError

__all__ = [
    "AccountMonth",
    "BookRows",
    "LoanLoss",
    "SalesRow",
    "ValuationError",
    "account_months",
    "book_rows",
    "load_facts",
    "loan_loss_rows",
    "loan_losses",
    "refresh_facts",
    "sales_rows",
]
