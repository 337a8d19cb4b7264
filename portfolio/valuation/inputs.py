"""What the valuation of a month reads: its ledger rows and sales, and what holds in it: whose
clients, which shares, which rates.
"""

from portfolio.duck import Duck
from portfolio.valuation.export import ExportColumn, Query, into_duck
from portfolio.valuation.rules import INPUTS

ROWS = (
    ExportColumn("month", "l.month", "INTEGER"),
    ExportColumn("account", "l.account_id"),
    ExportColumn("end_balance", "l.end_balance"),
    ExportColumn("average_balance", "l.average_balance"),
    ExportColumn("interest", "l.interest"),
    ExportColumn("fees", "l.fees"),
    ExportColumn("classification", "l.classification", "VARCHAR"),
    ExportColumn("funding", "l.funding"),
)
ACCOUNTS = (
    ExportColumn("account", "a.id"),
    ExportColumn("account_no", "a.account_no", "VARCHAR"),
    ExportColumn("client_no", "a.client_id", "VARCHAR"),
    ExportColumn("product", "a.product_id", "VARCHAR"),
    ExportColumn("opened_on", "a.opened_on", "DATE"),
    ExportColumn("closed_on", "a.closed_on", "DATE"),
    ExportColumn("matures_on", "a.matures_on", "DATE"),
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
    ExportColumn("segment", "c.segment", "VARCHAR"),
    ExportColumn("kind", "c.kind", "VARCHAR"),
    ExportColumn("opened_on", "c.opened_on", "DATE"),
)
OWNERS = (
    ExportColumn("client_no", "o.client_id", "VARCHAR"),
    ExportColumn("from_month", "o.from_month", "INTEGER"),
    ExportColumn("manager", "o.manager_id", "VARCHAR"),
)
PRODUCTS = (
    ExportColumn("code", "p.code", "VARCHAR"),
    ExportColumn("family", "p.family", "VARCHAR"),
    ExportColumn("ftp_rate", "r.ftp_rate"),
    ExportColumn("provision_rate", "r.provision_rate"),
    ExportColumn("tax_rate", "r.tax_rate"),
    ExportColumn("coefficient", "r.coefficient"),
)
NONE = " WHERE 1 = 0"
RATES = """(
    SELECT x.* FROM portfolio_rate x WHERE x.from_month <= %s AND NOT EXISTS (
        SELECT 1 FROM portfolio_rate y WHERE y.product_id = x.product_id
            AND y.from_month > x.from_month AND y.from_month <= %s
    )
)"""


def read_inputs(duck: Duck, month: int) -> None:
    """Make the tables of the inputs in DuckDB of what the database holds of a month."""
    read_rows(duck, month)
    for table, query in {
        "shares": _shares(month),
        "sales": _sales(month),
        "clients": Query(CLIENTS, "portfolio_client c"),
        "owners": Query(OWNERS, "portfolio_ownership o WHERE o.from_month <= %s", (month,)),
        "products": _products(month),
    }.items():
        into_duck(duck, f"db_{table}", query)
    duck.connection.execute(INPUTS)


def read_rows(duck: Duck, month: int) -> None:
    """Read the ledger rows of a month, and the accounts that they are of.

    Each table by itself: DuckDB joins them in a fraction of what the database takes for it.
    """
    rows = Query(ROWS, "portfolio_ledgerrow l WHERE l.month = %s", (month,))
    into_duck(duck, "db_rows", rows)
    has_rows = duck.connection.execute("FROM db_rows LIMIT 1").fetchone() is not None
    into_duck(
        duck, "db_accounts", Query(ACCOUNTS, f"portfolio_account a{'' if has_rows else NONE}")
    )


def _shares(month: int) -> Query:
    return Query(
        columns=SHARES,
        source=(
            "portfolio_share s WHERE (s.from_month IS NULL OR s.from_month <= %s) "
            "AND (s.to_month IS NULL OR s.to_month >= %s)"
        ),
        params=(month, month),
    )


def _sales(month: int) -> Query:
    return Query(columns=SALES, source="portfolio_sale s WHERE s.month = %s", params=(month,))


def _products(month: int) -> Query:
    return Query(
        columns=PRODUCTS,
        source=f"portfolio_product p JOIN {RATES} r ON r.product_id = p.code",
        params=(month, month),
    )
