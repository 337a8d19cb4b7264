"""Which accounts and sales to read: all, or those concerned by a question.

Whoever narrows must keep every holder of an account: how a fen falls depends on all of them.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Narrowing:
    """SQL conditions with parameters: on ledger rows (alias l) and on sales (alias s)."""

    ledger: str = ""
    ledger_params: tuple[str, ...] = ()
    sales: str = ""
    sales_params: tuple[str, ...] = ()


EVERYTHING = Narrowing()
NOTHING = "AND FALSE"

OF_MANAGER = """AND l.account_id IN (
    SELECT x.account_no FROM portfolio_account x
    JOIN portfolio_client y ON y.client_no = x.client_id WHERE y.manager_id = %s
    UNION SELECT account_id FROM portfolio_share WHERE manager_id = %s
)"""
OF_NOBODY = """AND l.account_id IN (
    SELECT x.account_no FROM portfolio_account x
    JOIN portfolio_client y ON y.client_no = x.client_id WHERE y.manager_id IS NULL
)"""
OF_PRODUCT = """AND l.account_id IN (
    SELECT account_no FROM portfolio_account WHERE product_id = %s
)"""
OF_ACCOUNT = "AND l.account_id = %s"
LOANS = """AND l.account_id IN (
    SELECT x.account_no FROM portfolio_account x
    JOIN portfolio_product y ON y.code = x.product_id WHERE y.family = 'loan'
)"""


def book_of(manager: str, *, product: str | None = None, account: str | None = None) -> Narrowing:
    """The ledger rows that a manager has or may have a part in; "" for those that nobody has."""
    parts: list[tuple[str, tuple[str, ...]]] = []
    parts.append((OF_MANAGER, (manager, manager)) if manager else (OF_NOBODY, ()))
    if product is not None:
        parts.append((OF_PRODUCT, (product,)))
    if account is not None:
        parts.append((OF_ACCOUNT, (account,)))
    return Narrowing(
        ledger=" ".join(condition for condition, _params in parts),
        ledger_params=tuple(param for _condition, params in parts for param in params),
        sales=NOTHING,
    )


def sales_of(manager: str, *, product: str | None = None) -> Narrowing:
    """The sales of a manager."""
    return Narrowing(
        ledger=NOTHING,
        sales="AND s.manager_id = %s" + (" AND s.product_id = %s" if product is not None else ""),
        sales_params=(manager,) if product is None else (manager, product),
    )


def all_of(manager: str) -> Narrowing:
    """The ledger rows that a manager has or may have a part in, and her sales."""
    book, sales = book_of(manager), sales_of(manager)
    return replace(book, sales=sales.sales, sales_params=sales.sales_params)


def loans_of(manager: str | None, classes: tuple[str, ...]) -> Narrowing:
    """The ledger rows of loans in these classes, of everybody (None) or of a manager."""
    book = EVERYTHING if manager is None else book_of(manager)
    places = ", ".join(["%s"] * len(classes))
    in_class = f"AND l.classification IN ({places})" if classes else NOTHING
    return Narrowing(
        ledger=f"{LOANS} {in_class} {book.ledger}",
        ledger_params=(*classes, *book.ledger_params),
        sales=NOTHING,
    )
