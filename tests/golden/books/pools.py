"""Variants about cost pools."""

from collections.abc import Callable

from tests.golden.books.book import Book

Edit = Callable[[Book], None]


def driven_by(driver: str) -> Edit:
    """Return an edit that adds pools of one driver: for the bank, for a region, negative."""

    def edit(book: Book) -> None:
        for month in ("1993-01", "1993-05", "1993-12"):
            _pool(book, month, "Rent", "fixed", "100000.01", driver)
            _pool(book, month, "Staff", "management", "33333.33", driver, "R02")
        _pool(book, "1993-02", "Refund", "management", "-1234.57", driver)
        _pool(book, "1993-03", "One branch", "fixed", "77.77", driver, "B01")
        _pool(book, "1993-04", "Fen", "management", "0.03", driver)
        _pool(book, "1992-12", "Rent", "fixed", "5000.00", driver)
        _pool(book, "1994-01", "Staff", "management", "5000.00", driver, "R02")

    edit.__doc__ = f"Pools driven by {driver}: for the bank, a region, a branch; negative; tiny."
    return edit


def mixed_pools(book: Book) -> None:
    """All drivers at once, of the same names, in both kinds, with months that cancel out."""
    for driver in ("income", "average_balance", "accounts", "headcount"):
        for kind in ("management", "fixed"):
            _pool(book, "1993-06", "Rent", kind, "9999.99", driver)
            _pool(book, "1993-07", "Rent", kind, "0.02", driver)
            _pool(book, "1993-07", "Rent", kind, "345.67", driver, "R01")
            _pool(book, "1993-08", "Cancelled", kind, "50.00", driver)
            _pool(book, "1993-09", "Cancelled", kind, "-50.00", driver)


def pools_without_a_driver(book: Book) -> None:
    """Pools of a branch without participants, and of one whose only manager has no book."""
    book.add("branches", code="X01", name="Empty branch", parent_code="R02")
    book.add("branches", code="X02", name="New branch", parent_code="R02")
    book.add("managers", staff_no="X02", name="New", branch_code="X02", hired_on="1993-12-31")
    for driver in ("income", "average_balance", "accounts", "headcount"):
        _pool(book, "1993-06", "Opening", "fixed", "1000.01", driver, "X01")
        _pool(book, "1993-06", "Opening", "fixed", "2000.02", driver, "X02")


def negative_drivers(book: Book) -> None:
    """Cells whose income or balance is negative weigh nothing; headcount falls back on accounts."""
    for account in book.accounts_of("011"):
        for row in book.rows("ledger", account_no=account):
            row.update(average_balance="-100.00", interest="0.00", fees="0.00")
    for account in book.accounts_of("021"):
        for row in book.rows("ledger", account_no=account):
            row.update(average_balance="0.00", end_balance="0.00", interest="5.00", fees="0.00")
    book.add("sales", month="1993-06", staff_no="031", product_code="C-GOLD", income="-900000.00")
    book.add("sales", month="1993-06", staff_no="SR02", product_code="C-GOLD", income="-5.00")
    for driver in ("income", "average_balance", "accounts", "headcount"):
        _pool(book, "1993-06", driver, "fixed", "40000.00", driver)


def _pool(
    book: Book, month: str, name: str, kind: str, amount: str, driver: str, branch: str = ""
) -> None:
    book.add(
        "pools",
        month=month,
        name=name,
        kind=kind,
        amount=amount,
        driver=driver,
        branch_code=branch,
    )
