"""What the bank knows. Money is integer fen, rates and shares integer millionths, months yyyymm.

Keys of the data contract are primary keys, so that a file's rows and the tables' rows are the same.
"""

from portfolio.models.bank import Account, Branch, Client, Manager, Product
from portfolio.models.columns import WHOLE_CYCLE
from portfolio.models.facts import DataLoad, Fact, FactMonth
from portfolio.models.ledger import CostPool, LedgerRow, Sale, Share
from portfolio.models.people import Absence, Certificate, Incident, Target, Training, Value

__all__ = [
    "WHOLE_CYCLE",
    "Absence",
    "Account",
    "Branch",
    "Certificate",
    "Client",
    "CostPool",
    "DataLoad",
    "Fact",
    "FactMonth",
    "Incident",
    "LedgerRow",
    "Manager",
    "Product",
    "Sale",
    "Share",
    "Target",
    "Training",
    "Value",
]
