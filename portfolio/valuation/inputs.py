"""What the valuation of a month reads: its ledger rows and sales, and what holds in it: whose
clients, which shares, which rates.
"""

from portfolio.duck import Duck
from portfolio.valuation.export import ExportColumn, Query, into_duck

LEDGER = (
    ExportColumn("month", "l.month", "INTEGER"),
    ExportColumn("account_no", "a.account_no", "VARCHAR"),
    ExportColumn("client_no", "a.client_id", "VARCHAR"),
    ExportColumn("product", "a.product_id", "VARCHAR"),
    ExportColumn("opened_on", "a.opened_on", "DATE"),
    ExportColumn("closed_on", "a.closed_on", "DATE"),
    ExportColumn("matures_on", "a.matures_on", "DATE"),
    ExportColumn("end_balance", "l.end_balance"),
    ExportColumn("average_balance", "l.average_balance"),
    ExportColumn("interest", "l.interest"),
    ExportColumn("fees", "l.fees"),
    ExportColumn("classification", "l.classification", "VARCHAR"),
    ExportColumn("funding", "l.funding"),
)
SHARES = (
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
CLIENTS = (
    ExportColumn("client_no", "c.client_no", "VARCHAR"),
    ExportColumn("client_name", "c.name", "VARCHAR"),
    ExportColumn("manager", "o.manager_id", "VARCHAR"),
    ExportColumn("segment", "c.segment", "VARCHAR"),
    ExportColumn("kind", "c.kind", "VARCHAR"),
    ExportColumn("opened_on", "c.opened_on", "DATE"),
)
PRODUCTS = (
    ExportColumn("code", "p.code", "VARCHAR"),
    ExportColumn("family", "p.family", "VARCHAR"),
    ExportColumn("ftp_rate", "r.ftp_rate"),
    ExportColumn("provision_rate", "r.provision_rate"),
    ExportColumn("tax_rate", "r.tax_rate"),
    ExportColumn("coefficient", "r.coefficient"),
)
HOLDS = """{table} x WHERE x.from_month <= %s AND NOT EXISTS (
    SELECT 1 FROM {table} y
    WHERE y.{of} = x.{of} AND y.from_month > x.from_month AND y.from_month <= %s
)"""
OWNERS = f"(SELECT x.* FROM {HOLDS.format(table='portfolio_ownership', of='client_id')})"  # noqa: S608
RATES = f"(SELECT x.* FROM {HOLDS.format(table='portfolio_rate', of='product_id')})"  # noqa: S608


def read_inputs(duck: Duck, month: int) -> None:
    """Fill the tables of the inputs in DuckDB with those of a month."""
    for table, query in {
        "ledger": _ledger(month),
        "shares": _shares(month),
        "sales": _sales(month),
        "clients": _clients(month),
        "products": _products(month),
    }.items():
        into_duck(duck, table, query)


def _ledger(month: int) -> Query:
    return Query(
        columns=LEDGER,
        source=(
            "portfolio_ledgerrow l JOIN portfolio_account a ON a.id = l.account_id "
            "WHERE l.month = %s"
        ),
        params=(month,),
        order=("account_no",),
    )


def _shares(month: int) -> Query:
    return Query(
        columns=SHARES,
        source=(
            "portfolio_share s WHERE (s.from_month IS NULL OR s.from_month <= %s) "
            "AND (s.to_month IS NULL OR s.to_month >= %s)"
        ),
        params=(month, month),
        order=("account_no", "manager", "share"),
    )


def _sales(month: int) -> Query:
    return Query(
        columns=SALES,
        source="portfolio_sale s WHERE s.month = %s",
        params=(month,),
        order=tuple(column.name for column in SALES),
    )


def _clients(month: int) -> Query:
    return Query(
        columns=CLIENTS,
        source=f"portfolio_client c LEFT JOIN {OWNERS} o ON o.client_id = c.client_no",
        params=(month, month),
        order=("client_no",),
    )


def _products(month: int) -> Query:
    return Query(
        columns=PRODUCTS,
        source=f"portfolio_product p JOIN {RATES} r ON r.product_id = p.code",
        params=(month, month),
        order=("code",),
    )
