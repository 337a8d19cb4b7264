"""What each account's month is worth, and to whom.

`valued_months` values months and keeps them as files of the vault; `facts_of` makes a cycle's facts
of these files, `fact_columns` reads them as numbers and `read_facts` as a frame; `book_rows` opens
a manager's numbers down to rows.
"""

from portfolio.valuation.columns import FactColumns, fact_columns
from portfolio.valuation.detail import (
    AccountMonth,
    BaseRow,
    BookRows,
    SalesRow,
    account_months,
    book_rows,
    sales_rows,
)
from portfolio.valuation.facts import Base, facts_of, read_facts
from portfolio.valuation.losses import LoanLoss, loan_losses
from portfolio.valuation.months import MonthFiles, is_fresh, valued_months
from portfolio.valuation.rules import ValuationError

__all__ = [
    "AccountMonth",
    "Base",
    "BaseRow",
    "BookRows",
    "FactColumns",
    "LoanLoss",
    "MonthFiles",
    "SalesRow",
    "ValuationError",
    "account_months",
    "book_rows",
    "fact_columns",
    "facts_of",
    "is_fresh",
    "loan_losses",
    "read_facts",
    "sales_rows",
    "valued_months",
]
