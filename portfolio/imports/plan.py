"""How a table is read: which file of the contract it is, where its columns are, in which unit.

A plan is JSON in the database and comes from three places: what the table looks like
(`recognising.py`), what was decided last time for the source, what somebody chooses on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from portfolio.contract import FILES, ContractColumn, File
from portfolio.contract.columns import AMOUNT, FACTOR, RATE, SHARE

AMOUNTS = {
    "1": _("yuan"), "1000": _("thousand yuan"), "10000": _("10,000 yuan"),
    "100000000": _("100 million yuan"),
}  # fmt: skip
FRACTIONS = {"1": _("fraction"), "0.01": _("percent"), "0.001": _("per mille")}
TITLES = {
    "branches": _("Branches"), "managers": _("Managers"), "products": _("Products"),
    "clients": _("Clients"), "deposits": _("Deposit accounts"), "loans": _("Loan contracts"),
    "ledger": _("Ledger at month's end"), "assignments": _("Shares of accounts"),
    "sales": _("Sales"), "pools": _("Cost pools"), "owners": _("Owners of clients"),
    "postings": _("Postings"), "rates": _("Prices and rates"),
    "general_ledger": _("General ledger"), "targets": _("Targets"), "values": _("Values"),
    "absences": _("Absences"), "training": _("Training"), "certificates": _("Certificates"),
    "incidents": _("Incidents"), "service": _("Service tickets"), "recoveries": _("Recoveries"),
}  # fmt: skip


def units_of(column: ContractColumn) -> Mapping[str, Any]:
    """Return the units in which a column may be written."""
    if column.kind is AMOUNT:
        return AMOUNTS
    return FRACTIONS if column.kind in (RATE, SHARE, FACTOR) else {}


@dataclass(frozen=True)
class ColumnPlan:
    """A column of the contract in a table: at which place, under which heading, in which unit."""

    name: str
    place: int
    heading: str
    unit: str = "1"

    @property
    def factor(self) -> Decimal:
        return Decimal(self.unit)


@dataclass(frozen=True)
class TablePlan:
    """How one table is read. Without a file of the contract it is passed over.

    file, sheet  where the table stands, as it was brought
    header       the row of the column names, counted from 1
    as_it_is     the file goes to the check untouched
    """

    place: int
    file: str
    sheet: str
    contract: str
    header: int
    separator: str
    as_it_is: bool
    columns: tuple[ColumnPlan, ...]

    @property
    def found(self) -> File | None:
        return FILES.get(self.contract)

    @property
    def missing(self) -> list[ContractColumn]:
        """The columns that the contract requires and the table is not read to have."""
        if self.found is None:
            return []
        names = {column.name for column in self.columns}
        return [c for c in self.found.columns if c.required and not {c.name, c.alias} & names]

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> TablePlan:
        columns = tuple(ColumnPlan(**column) for column in plain["columns"])
        return cls(**{**plain, "columns": columns})


def column_of(file: File, name: str) -> ContractColumn:
    """Return a column by its name or by the one that may stand in its place."""
    return next(column for column in file.columns if name in {column.name, column.alias})


def plans_of(plain: Iterable[Mapping[str, Any]]) -> list[TablePlan]:
    return [TablePlan.of(one) for one in plain]


def as_last_time(
    plan: TablePlan, known: Iterable[TablePlan], headings: tuple[str, ...]
) -> TablePlan:
    """Return the plan as it was decided for a table with the same headings."""
    for last in known:
        same = [c for c in last.columns if c.heading in headings]
        if last.sheet == plan.sheet and len(same) == len(last.columns) > 0:
            columns = tuple(replace(c, place=headings.index(c.heading)) for c in last.columns)
            return replace(plan, contract=last.contract, as_it_is=last.as_it_is, columns=columns)
    return plan
