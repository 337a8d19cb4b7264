"""What the database holds already, as far as the set concerns it: tables `db_<table>` in DuckDB."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Collection

from portfolio.contract import FILES, Table, stored
from portfolio.contract.files import fields_of
from portfolio.contract.tables import TABLES
from portfolio.loading.stage import Stage
from portfolio.valuation.export import ExportColumn, Query, into_duck

REFERRED = {
    "branches": "portfolio_branch",
    "managers": "portfolio_manager",
    "products": "portfolio_product",
    "clients": "portfolio_client",
    "accounts": "portfolio_account",
}
"""Where a reference may point, and the table that holds it."""


def tables_of(names: set[str]) -> list[Table]:
    """Return the tables that these files write, in writing order."""
    written = {FILES[name].table.name for name in names} | {FILES[name].besides for name in names}
    return [table for table in TABLES.values() if table.name in written]


def pull(stage: Stage) -> None:
    """Copy into DuckDB what the set's files write to, and the keys of what they refer to."""
    names = set(stage.sources)
    wanted = {table.name for table in tables_of(names)}
    referred = {REFERRED[c.refers] for name in names for c in FILES[name].columns if c.refers}
    if "portfolio_client" in wanted:
        wanted.add("portfolio_manager")  # whose first day of service says from when she may have it
    if wanted & {"portfolio_product", "portfolio_account"}:
        # A product's family and its accounts' kind must agree, whichever of them the set brings.
        wanted |= {"portfolio_product", "portfolio_account"}
    for table in TABLES.values():
        if table.name in wanted:
            _pull(stage, table, fields_of(table))
        elif table.name in referred:
            _pull(stage, table, table.key)


def _pull(stage: Stage, table: Table, fields: Collection[str]) -> None:
    columns = [
        ExportColumn(name, stored.column(table, name), type_)
        for name, type_ in fields_of(table).items()
        if name in fields
    ]
    if table.serial or table.numbered:
        columns.append(ExportColumn("id", "t.id"))
    where = ""
    params: tuple[int, ...] = ()
    if table.scope == ("month",):
        params = _months(stage, table)
        where = (
            f" WHERE t.month IN ({', '.join(['%s'] * len(params))})" if params else " WHERE 1 = 0"
        )
    query = Query(tuple(columns), f"{stored.source(table)}{where}", params)
    into_duck(stage.duck, f"db_{table.name}", query)


def _months(stage: Stage, table: Table) -> tuple[int, ...]:
    name = next(file.name for file in FILES.values() if file.table is table)
    rows = stage.sql(f"SELECT DISTINCT month FROM staged_{name} WHERE month IS NOT NULL ORDER BY 1")
    return tuple(month for (month,) in rows.fetchall())
