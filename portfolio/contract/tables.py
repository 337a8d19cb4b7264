"""The tables that files go to: how rows are told apart and what a file replaces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table of the database.

    `key` tells rows apart; without one, rows are told apart by content and equal rows count.
    `scope` (SQL over the fields) names what a set replaces; without one, rows are updated by key.
    `serial` says that the database numbers the rows (column `id`).
    """

    name: str
    key: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    serial: bool = False


TABLES = {
    table.name: table
    for table in (
        Table("portfolio_branch", key=("code",)),
        Table("portfolio_manager", key=("staff_no",)),
        Table("portfolio_product", key=("code",)),
        Table("portfolio_client", key=("client_no",)),
        Table("portfolio_account", key=("account_no",)),
        Table("portfolio_ledgerrow", key=("month", "account_id"), scope=("month",)),
        Table("portfolio_share", scope=("account_id",), serial=True),
        Table("portfolio_sale", scope=("month",), serial=True),
        Table("portfolio_costpool", scope=("month",), serial=True),
        Table("portfolio_target", key=("manager_id", "measure_code", "month"), serial=True),
        Table("portfolio_value", key=("manager_id", "measure_code", "month"), serial=True),
        Table("portfolio_absence", key=("manager_id", "from_on", "kind"), serial=True),
        Table("portfolio_certificate", key=("manager_id", "name", "obtained_on"), serial=True),
        Table("portfolio_training", scope=("manager_id", "year(completed_on)"), serial=True),
        Table("portfolio_incident", scope=("manager_id", "year(occurred_on)"), serial=True),
    )
}
"""In the order in which rows may be written."""
