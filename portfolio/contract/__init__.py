"""The data contract: which files a bank's export holds, and what each of their columns means."""

from portfolio.contract.columns import ContractColumn, Kind
from portfolio.contract.file import File
from portfolio.contract.files import FILES
from portfolio.contract.tables import TABLES, Table

__all__ = ["FILES", "TABLES", "ContractColumn", "File", "Kind", "Table"]
