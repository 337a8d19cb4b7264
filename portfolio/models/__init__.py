"""What the bank knows. Money is integer fen, rates and shares integer millionths, months yyyymm.

Keys of the data contract are primary keys, so that a file's rows and the tables' rows are the same.
"""

from portfolio.models.bank import Account, Branch, Client, Manager, Product
from portfolio.models.close import GeneralLedgerRow, MonthStep
from portfolio.models.columns import ANY_YEAR, WHOLE_CYCLE
from portfolio.models.imports import Import, ImportSource
from portfolio.models.ledger import CostPool, LedgerRow, Recovery, Sale, Share
from portfolio.models.loads import DataLoad
from portfolio.models.months import BookMonth, FactFile, Part
from portfolio.models.people import (
    Absence,
    Certificate,
    Incident,
    ServiceTicket,
    Target,
    Training,
    Value,
)
from portfolio.models.spans import BEGINNING, FIRST_DAY, Ownership, Posting, Rate

__all__ = [
    "ANY_YEAR",
    "BEGINNING",
    "FIRST_DAY",
    "WHOLE_CYCLE",
    "Absence",
    "Account",
    "BookMonth",
    "Branch",
    "Certificate",
    "Client",
    "CostPool",
    "DataLoad",
    "FactFile",
    "GeneralLedgerRow",
    "Import",
    "ImportSource",
    "Incident",
    "LedgerRow",
    "Manager",
    "MonthStep",
    "Ownership",
    "Part",
    "Posting",
    "Product",
    "Rate",
    "Recovery",
    "Sale",
    "ServiceTicket",
    "Share",
    "Target",
    "Training",
    "Value",
]
