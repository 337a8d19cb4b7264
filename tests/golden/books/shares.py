"""Variants about whose an account is."""

from tests.golden.books.book import Book


def thirds(book: Book) -> None:
    """Three shares of 0.333333: the millionth left is the client's manager's, or nobody's."""
    accounts = book.accounts_of("011")
    for account in accounts[:9]:
        _share(book, account, ("012", "013", "014"), "0.333333")
    for account in accounts[9:14]:
        _share(book, account, ("011", "012", "SR01"), "0.333333")
    for loan in book.tables["loans"]:
        _share(book, loan["contract_no"], ("014", "013", "012"), "0.333333")
    orphan = book.rows("deposits", account_no=accounts[2])[0]["client_no"]
    book.change("clients", {"client_no": orphan}, manager_no="")


def odd_shares(book: Book) -> None:
    """Shares that leave ties, nothing, almost nothing, and a whole account to somebody else."""
    a, b, c, d, e, f, *_ = book.accounts_of("012")
    _share(book, a, ("014", "011"), "0.5")
    _share(book, b, ("014",), "0.5")
    _share(book, c, ("011",), "1")
    _share(book, d, ("011",), "0.000001")
    _share(book, e, ("011",), "0")
    _share(book, f, ("012",), "0.25")
    for row in book.rows("ledger", account_no=a):
        row.update(end_balance="-0.01", average_balance="0.01", interest="-12.35", fees="0.03")


def transfer(book: Book) -> None:
    """Accounts change hands in mid-cycle, some whole, some shared, one back and forth."""
    accounts = book.accounts_of("011")
    for account in accounts[:6]:
        _span(book, account, "012", "1993-07", "", "1")
    for account in accounts[6:9]:
        _span(book, account, "013", "", "1993-06", "0.6")
        _span(book, account, "014", "1993-07", "1993-12", "0.7")
    _span(book, accounts[9], "014", "1993-03", "1993-03", "1")
    _span(book, accounts[9], "014", "1993-05", "1993-06", "1")
    _span(book, accounts[9], "013", "1994-01", "", "1")
    for loan in book.tables["loans"]:
        _span(book, loan["contract_no"], "021", "1993-11", "", "0.4")
        _span(book, loan["contract_no"], "011", "", "1993-12", "0.333333")


def orphans(book: Book) -> None:
    """Clients without a manager: their accounts are nobody's, but for what the shares give."""
    for client in book.rows("clients", manager_no="013")[::2]:
        client["manager_no"] = ""
    orphaned = {row["client_no"] for row in book.rows("clients", manager_no="")}
    accounts = [r["account_no"] for r in book.tables["deposits"] if r["client_no"] in orphaned]
    for account in accounts[:5]:
        _share(book, account, ("011",), "0.3")
    for client in book.rows("clients", manager_no="061"):
        client["manager_no"] = ""


def _share(book: Book, account: str, staff: tuple[str, ...], share: str) -> None:
    for staff_no in staff:
        _span(book, account, staff_no, "", "", share)


def _span(book: Book, account: str, staff_no: str, first: str, last: str, share: str) -> None:
    book.add(
        "assignments",
        account_no=account,
        staff_no=staff_no,
        from_month=first,
        to_month=last,
        share=share,
    )
