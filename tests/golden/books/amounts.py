"""Variants about the ledger's amounts, dates and classes, and sales."""

from tests.golden.books.book import Book


def funding(book: Book) -> None:
    """Rows that bring their own funding: used as it is, also when it is zero or negative."""
    given = ["1234.56", "0.00", "-7.89", "0.01"]
    rows = [row for row in book.tables["ledger"] if row["account_no"].startswith("L")]
    rows += book.tables["ledger"][::7]
    for place, row in enumerate(rows):
        row["funding"] = given[place % len(given)]


def rounding_ties(book: Book) -> None:
    """Balances, rates and days that meet half a fen, on either side of zero."""
    for row in book.tables["products"]:
        row.update(ftp_rate="0.073", provision_rate="0.0365", tax_rate="0.05")
    for place, row in enumerate(book.tables["ledger"]):
        fen = 125 * (place % 81) * (-1) ** (place % 3)
        row["average_balance"] = _yuan(fen)
        row["fees"] = _yuan(place % 30 - 10)


def great_amounts(book: Book) -> None:
    """Balances at the limit of what a file may hold, with rates of six decimals."""
    for row in book.tables["products"]:
        row.update(ftp_rate="0.123457", provision_rate="0.999999", tax_rate="0.333333")
    for place, row in enumerate(book.rows("ledger", month="1993-12")[:40]):
        sign = "-" if place % 5 == 0 else ""
        row["average_balance"] = row["end_balance"] = f"{sign}{999999999999 - place}.99"
        row["interest"] = f"{99999999 + place}.01"
    for row in book.rows("ledger", month="1993-11")[:20]:
        row["average_balance"] = "123456789012.34"
    book.add(
        "pools",
        month="1993-12",
        name="Great",
        kind="fixed",
        amount="999999999999.99",
        driver="average_balance",
    )
    for account in sorted({r["account_no"] for r in book.rows("ledger", month="1993-12")[:10]}):
        for staff_no in ("012", "013", "014"):
            book.add("assignments", account_no=account, staff_no=staff_no, share="0.333333")


def loans_overpaid(book: Book) -> None:
    """Loans that end below zero: with them somebody's loans add up to less than nothing."""
    for loan in book.tables["loans"]:
        book.change(
            "ledger",
            {"account_no": loan["contract_no"], "month": "1993-12"},
            end_balance="-12.34",
            classification="loss",
        )


def bad_loans(book: Book) -> None:
    """Loans of every class at the end of the cycle, with odd fen, shared and whole."""
    classes = ["substandard", "doubtful", "loss", "special_mention", "", "substandard"]
    odd = ["0.05", "100.01", "33.33", "50000.00", "2000.00", "999.95"]
    for place, loan in enumerate(book.tables["loans"]):
        book.change(
            "ledger",
            {"account_no": loan["contract_no"], "month": "1993-12"},
            classification=classes[place % 6],
            end_balance=odd[place % 6],
        )
        for row in book.rows("ledger", account_no=loan["contract_no"], month="1993-11"):
            row.update(classification="loss")
    for loan in book.tables["loans"][::2]:
        for staff_no in ("012", "011"):
            book.add("assignments", account_no=loan["contract_no"], staff_no=staff_no, share="0.13")
    for row in book.rows("ledger", account_no=book.accounts_of("021")[0]):
        row["classification"] = "loss"
    for client in ("C20001", "C20002"):
        book.add("clients", client_no=client, name=client, branch_code="HO", manager_no="014")
    _loan(book, "L90001", "C20001", "900000.00", "normal")
    _loan(book, "L90002", "C20002", "10000.01", "doubtful")
    _loan(book, "L90003", "C20002", "0.00", "loss")


def sales_of_all_kinds(book: Book) -> None:
    """Sales of every family, cancelled, repeated, of a product that also has accounts."""
    for code, family in (("S-1", "settlement"), ("O-1", "other"), ("F-1", "fee")):
        book.add("products", code=code, name=code, family=family, ftp_rate="0.03", tax_rate="0.06")
    for staff_no in ("011", "012", "SR01"):
        for code in ("S-1", "O-1", "F-1", "D-MONTHLY", "L-12"):
            _sale(book, "1993-03", staff_no, code, "1000.25")
            _sale(book, "1993-04", staff_no, code, "-0.25")
    _sale(book, "1993-05", "011", "S-1", "77.75")
    _sale(book, "1993-05", "011", "S-1", "77.75")
    _sale(book, "1993-06", "012", "F-1", "-5000.00")
    _sale(book, "1992-12", "011", "F-1", "5000.00")
    _sale(book, "1993-06", "013", "C-GOLD", "")
    for staff_no, target in (("011", "2000"), ("012", "900.5"), ("SR01", "0.000001")):
        book.add("targets", staff_no=staff_no, measure_code="OTHER", target=target)
    book.add("clients", client_no="C20009", name="Trader", branch_code="HO", manager_no="011")
    book.add(
        "deposits",
        account_no="D90001",
        client_no="C20009",
        product_code="S-1",
        opened_on="1993-03-03",
    )
    for month in ("1993-03", "1993-04"):
        _ledger(book, month, "D90001", "1000.00", interest="12.34", fees="55.55")


def leap_year(book: Book) -> None:
    """The same bank three years later, when February has 29 days."""
    for rows in book.tables.values():
        for row in rows:
            for column, text in row.items():
                if column in ("month", "from_month", "to_month") or column.endswith("_on"):
                    row[column] = f"{int(text[:4]) + 3}{text[4:]}" if text else text
    for account in book.accounts_of("011")[:3]:
        book.change("deposits", {"account_no": account}, opened_on="1996-02-29")


def old_accounts(book: Book) -> None:
    """Accounts opened long ago, so that the decay of stock runs from nothing to its floor."""
    ages = ["1992-12-31", "1993-01-01", "1992-01-01", "1990-06-15", "1988-12-31", "1970-01-01"]
    for place, row in enumerate(book.tables["deposits"]):
        row["opened_on"] = ages[place % len(ages)]
    for loan in book.tables["loans"]:
        loan["disbursed_on"] = "1991-11-11"
    accounts = book.accounts_of("021")
    for row in book.tables["ledger"]:
        if row["account_no"] in accounts:
            row["average_balance"] = "0.00"
    for row in book.rows("ledger", account_no=book.accounts_of("011")[0]):
        row["average_balance"] = "-5000.00"


def _loan(book: Book, number: str, client: str, balance: str, classification: str) -> None:
    book.add(
        "loans",
        contract_no=number,
        client_no=client,
        product_code="L-12",
        disbursed_on="1992-05-05",
    )
    for month in ("1993-10", "1993-12"):
        _ledger(book, month, number, balance, classification=classification)


def _ledger(book: Book, month: str, account: str, balance: str, **cells: str) -> None:
    amounts = {"end_balance": balance, "average_balance": balance, "interest": "1.00"}
    book.add("ledger", month=month, account_no=account, **(amounts | cells))


def _sale(book: Book, month: str, staff_no: str, product: str, income: str) -> None:
    book.add("sales", month=month, staff_no=staff_no, product_code=product, income=income)


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"
