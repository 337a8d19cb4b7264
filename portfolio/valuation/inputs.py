"""What the valuation reads: ledger rows with their account, shares by month, sales, and products.

Exactly the rows and columns that can change a result are read, so that the digest of a month stays
the same as long as its facts do.
"""

import json

from perfcenter.base.digests import of_text
from portfolio.duck import Duck
from portfolio.valuation.export import ExportColumn, Query, into_duck
from portfolio.valuation.narrowing import EVERYTHING, Narrowing

LEDGER = (
    ExportColumn("month", "l.month", "INTEGER"),
    ExportColumn("account_no", "l.account_id", "VARCHAR"),
    ExportColumn("home", "c.manager_id", "VARCHAR"),
    ExportColumn("product", "a.product_id", "VARCHAR"),
    ExportColumn("opened_on", "a.opened_on", "DATE"),
    ExportColumn("end_balance", "l.end_balance"),
    ExportColumn("average_balance", "l.average_balance"),
    ExportColumn("interest", "l.interest"),
    ExportColumn("fees", "l.fees"),
    ExportColumn("classification", "l.classification", "VARCHAR"),
    ExportColumn("funding", "l.funding"),
)
SHARES = (
    ExportColumn("month", "l.month", "INTEGER"),
    ExportColumn("account_no", "s.account_id", "VARCHAR"),
    ExportColumn("manager", "s.manager_id", "VARCHAR"),
    ExportColumn("share", "s.share"),
)
SALES = (
    ExportColumn("month", "s.month", "INTEGER"),
    ExportColumn("manager", "s.manager_id", "VARCHAR"),
    ExportColumn("product", "s.product_id", "VARCHAR"),
    ExportColumn("quantity", "s.quantity"),
    ExportColumn("amount", "s.amount"),
    ExportColumn("income", "s.income"),
)
PRODUCTS = (
    ExportColumn("code", "p.code", "VARCHAR"),
    ExportColumn("family", "p.family", "VARCHAR"),
    ExportColumn("ftp_rate", "p.ftp_rate"),
    ExportColumn("provision_rate", "p.provision_rate"),
    ExportColumn("tax_rate", "p.tax_rate"),
)

TABLES = {"ledger": LEDGER, "shares": SHARES, "sales": SALES, "products": PRODUCTS}


def lay_tables(duck: Duck) -> None:
    """Make the tables of the inputs, empty."""
    for table, columns in TABLES.items():
        typed = ", ".join(f"{column.name} {column.type}" for column in columns)
        duck.connection.execute(f"CREATE TABLE {table} ({typed})")


def read_inputs(duck: Duck, first_month: int, last_month: int, only: Narrowing = EVERYTHING) -> str:
    """Fill the tables of the inputs in DuckDB; return their digest."""
    months = (first_month, last_month)
    digests = {
        "ledger": into_duck(duck, "ledger", _ledger(months, only)),
        "shares": into_duck(duck, "shares", _shares(months, only)),
        "sales": into_duck(duck, "sales", _sales(months, only)),
        "products": _products(duck),
    }
    return of_text(json.dumps(digests))


def _ledger(months: tuple[int, int], only: Narrowing) -> Query:
    return Query(
        columns=LEDGER,
        source=(
            "portfolio_ledgerrow l JOIN portfolio_account a ON a.account_no = l.account_id "
            "JOIN portfolio_client c ON c.client_no = a.client_id "
            f"WHERE l.month BETWEEN %s AND %s {only.ledger}"
        ),
        params=(*months, *only.ledger_params),
        order=("month", "account_no"),
    )


def _shares(months: tuple[int, int], only: Narrowing) -> Query:
    return Query(
        columns=SHARES,
        source=(
            "portfolio_share s JOIN portfolio_ledgerrow l ON l.account_id = s.account_id "
            "AND (s.from_month IS NULL OR s.from_month <= l.month) "
            "AND (s.to_month IS NULL OR s.to_month >= l.month) "
            f"WHERE l.month BETWEEN %s AND %s {only.ledger}"
        ),
        params=(*months, *only.ledger_params),
        order=tuple(column.name for column in SHARES),
    )


def _sales(months: tuple[int, int], only: Narrowing) -> Query:
    return Query(
        columns=SALES,
        source=f"portfolio_sale s WHERE s.month BETWEEN %s AND %s {only.sales}",
        params=(*months, *only.sales_params),
        order=tuple(column.name for column in SALES),
    )


def _products(duck: Duck) -> str:
    """Read the products, keep those in use, and return the digest of these."""
    if not has_rows(duck):
        duck.connection.execute("TRUNCATE products")
        return of_text(json.dumps([]))
    into_duck(duck, "products", Query(PRODUCTS, "portfolio_product p"))
    duck.connection.execute(
        "DELETE FROM products WHERE code NOT IN (SELECT product FROM ledger) "
        "AND code NOT IN (SELECT product FROM sales)"
    )
    rows = duck.connection.execute("FROM products ORDER BY code").fetchall()
    return of_text(json.dumps(rows))


def has_rows(duck: Duck) -> bool:
    """Whether the inputs read hold anything that can be valued."""
    run = duck.connection.execute
    return bool(run("FROM ledger LIMIT 1").fetchone() or run("FROM sales LIMIT 1").fetchone())
