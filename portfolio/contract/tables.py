"""The tables that files go to: how rows are told apart and what a file replaces."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """A table of the database.

    `key` tells rows apart; without one, rows are told apart by content and equal rows count.
    `scope` (SQL over the fields) names what a set replaces; without one, rows are updated by key.
    `serial` says that the database numbers the rows (column `id`), `numbered` that a load does.
    `numbers` are fields that hold the number of a row of another table instead of its key.
    `monthly` tables have a partition a month on PostgreSQL.
    """

    name: str
    key: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    serial: bool = False
    numbered: bool = False
    numbers: Mapping[str, str] = field(default_factory=dict)
    monthly: bool = False


ACCOUNTS = "portfolio_account"
GENERAL = ("month", "branch_id", "product_id")
OF = ("manager_id", "measure_code", "month", "cycle", "year")

TABLES = {
    table.name: table
    for table in (
        Table("portfolio_branch", key=("code",)),
        Table("portfolio_manager", key=("staff_no",)),
        Table("portfolio_product", key=("code",)),
        Table("portfolio_client", key=("client_no",)),
        Table(ACCOUNTS, key=("account_no",), numbered=True),
        Table("portfolio_ownership", ("client_id", "from_month"), ("client_id",), serial=True),
        Table("portfolio_posting", ("manager_id", "from_on"), ("manager_id",), serial=True),
        Table("portfolio_rate", ("product_id", "from_month"), ("product_id",), serial=True),
        Table(
            "portfolio_ledgerrow",
            key=("month", "account_id"),
            scope=("month",),
            numbers={"account_id": ACCOUNTS},
            monthly=True,
        ),
        Table("portfolio_share", scope=("account_id",), serial=True),
        Table("portfolio_sale", scope=("month",), serial=True),
        Table("portfolio_costpool", scope=("month",), serial=True),
        Table("portfolio_recovery", scope=("month",), serial=True),
        Table("portfolio_generalledgerrow", GENERAL, scope=("month",), serial=True),
        Table("portfolio_target", key=OF, serial=True),
        Table("portfolio_value", key=OF, serial=True),
        Table("portfolio_absence", key=("manager_id", "from_on", "kind"), serial=True),
        Table("portfolio_certificate", key=("manager_id", "name", "obtained_on"), serial=True),
        Table("portfolio_training", scope=("manager_id", "year(completed_on)"), serial=True),
        Table("portfolio_serviceticket", key=("ticket_no",)),
        Table("portfolio_incident", scope=("manager_id", "year(occurred_on)"), serial=True),
    )
}
"""In the order in which rows may be written."""
