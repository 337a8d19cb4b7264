"""Variants about who is appraised and for how long."""

from tests.golden.books.book import Book


def joiners_and_leavers(book: Book) -> None:
    """Who joins or leaves within the cycle has her target cut; who is outside has no score."""
    days = {
        "011": ("1993-04-15", ""),
        "012": ("1988-03-01", "1993-09-10"),
        "013": ("1993-02-01", "1993-02-01"),
        "014": ("1988-03-01", "1992-12-31"),
        "021": ("1994-01-01", ""),
        "031": ("1993-12-31", ""),
        "041": ("1986-06-01", "1993-01-01"),
        "051": ("", "1993-06-30"),
        "061": ("1992-02-29", ""),
        "071": ("", ""),
        "081": ("1983-12-31", ""),
        "091": ("1983-01-01", "1993-12-31"),
    }
    for staff_no, (hired, left) in days.items():
        book.change("managers", {"staff_no": staff_no}, hired_on=hired, left_on=left)


def targets_of_every_kind(book: Book) -> None:
    """Targets of every kind of quantity, by the cycle and by month; leavers hand over, or not."""
    yearly = {"SAT": "90", "EXAM": "85.5", "NPL": "0.02", "ENDDEP": "500000", "ENDLOAN": "80000"}
    for staff_no in ("011", "012", "013", "021", "031", "051", "061", "091"):
        for measure, target in {**yearly, "YEARS": "4"}.items():
            book.add("targets", staff_no=staff_no, measure_code=measure, target=target)
    for staff_no in ("041", "071", "081"):
        for place, month in enumerate(("1993-03", "1993-07", "1993-12")):
            for measure, target in yearly.items():
                monthly = str(float(target) * (place + 2) / 3)[:8]
                book.add(
                    "targets", staff_no=staff_no, measure_code=measure, target=monthly, month=month
                )
    for account in book.accounts_of("012"):
        _hand_over(book, account, "011", "1993-10")
    for account in book.accounts_of("051"):
        _hand_over(book, account, "061", "1993-06")


def _hand_over(book: Book, account: str, to: str, month: str) -> None:
    book.add("assignments", account_no=account, staff_no=to, from_month=month, share="1")


def lines_of_business(book: Book) -> None:
    """Managers of several lines."""
    for row, line in zip(
        book.tables["managers"], ["corporate", "wealth", "personal", ""] * 30, strict=False
    ):
        row["line"] = line
    for driver in ("income", "headcount"):
        book.add(
            "pools", month="1993-06", name="Line", kind="fixed", amount="4321.09", driver=driver
        )


def odd_names(book: Book) -> None:
    """Staff numbers and product codes whose order differs between code points and languages."""
    for old, new in {
        "011": "b",
        "012": "B",
        "013": "_x",
        "014": "Zoé",
        "021": "张",
        "031": "10",
    }.items():
        _rename(book, old, new)
    for old, new in {"D-MONTHLY": "d 1", "D-WEEKLY": "D-1", "L-12": "l,12"}.items():
        book.change("products", {"code": old}, code=new)
        for table in ("deposits", "loans"):
            for row in book.rows(table, product_code=old):
                row["product_code"] = new
    for driver in ("income", "headcount", "accounts"):
        for amount in ("0.07", "100.01"):
            book.add(
                "pools", month="1993-06", name=amount, kind="fixed", amount=amount, driver=driver
            )
    for account in book.accounts_of("b")[:4]:
        for staff_no in ("B", "_x", "Zoé"):
            book.add("assignments", account_no=account, staff_no=staff_no, share="0.333333")


def _rename(book: Book, old: str, new: str) -> None:
    """Give somebody another staff number everywhere."""
    columns = {"managers": "staff_no", "clients": "manager_no"}
    columns |= dict.fromkeys(("sales", "targets", "values", "training"), "staff_no")
    for table, column in columns.items():
        for row in book.rows(table, **{column: old}):
            row[column] = new
