"""Deposit accounts with a loan product, loans with a deposit product: also through an update."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portfolio.contract.sentences import filled
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage

NOT_LOAN = _("a product of another family than loan, for a deposit account")
NOT_DEPOSIT = _("a product of another family than deposit, for a loan")

CONTRADICTS = (
    "(a.kind = 'deposit' AND p.family = 'loan' OR a.kind = 'loan' AND p.family = 'deposit')"
)

OF_SET = f"""
WITH p AS (
    SELECT code, family FROM new_products
    UNION ALL BY NAME SELECT code, family FROM db_portfolio_product
    ANTI JOIN new_products USING (code)
)
SELECT DISTINCT a._file, a._line FROM new_portfolio_account a JOIN p ON p.code = a.product_id
WHERE {CONTRADICTS}
"""  # noqa: S608 - constants of this module

OF_DATABASE = f"""
SELECT p._line, p.family, min(a.account_no), count(*)
FROM db_portfolio_account a JOIN new_products p ON p.code = a.product_id
WHERE {CONTRADICTS} AND a.account_no NOT IN (
    SELECT account_no FROM new_accounts WHERE account_no IS NOT NULL
)
GROUP BY p._line, p.family ORDER BY p._line
"""  # noqa: S608 - constants of this module


def find(stage: Stage) -> Iterator[Finding]:
    """Yield a finding for each account of the set, and each product, that breaks the rule."""
    if "products" in stage.uncertain:
        return
    _views(stage)
    if stage.sources.keys() & {"deposits", "loans"}:
        for name, line in stage.rows(OF_SET):
            yield Finding(
                name, line, "product_code", NOT_LOAN if name == "deposits" else NOT_DEPOSIT
            )
    if "products" in stage.sources:
        for line, family, account, count in stage.rows(OF_DATABASE):
            expected = filled(
                _("not {family}: {count} accounts of the other kind have it, such as {account}"),
                family=family, count=count, account=account,
            )  # fmt: skip
            yield Finding("products", line, "family", expected)


def _views(stage: Stage) -> None:
    """Give the set's products and accounts a name, also when the set has none."""
    for view, files, table, columns in (
        ("new_products", {"products"}, "portfolio_product", "_line, code, family"),
        ("new_accounts", {"deposits", "loans"}, "portfolio_account", "account_no"),
    ):
        given = files & stage.sources.keys()
        nothing = "SELECT 0 AS _line, '' AS code, '' AS family, '' AS account_no LIMIT 0"
        select = f"SELECT {columns} FROM new_{table}" if given else nothing  # noqa: S608 - constants
        stage.sql(f"CREATE OR REPLACE VIEW {view} AS {select}")
