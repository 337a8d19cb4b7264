"""Small books worked out by hand. June has 30 days: a rate of 0.0365 is 0.003 of the balance."""

from pathlib import Path

import pytest

from tests.golden.books.book import Book
from tests.golden.oracle import Question, answer

JUNE = (2026, 6)


@pytest.fixture
def book() -> Book:
    """Ann and Bob, a client of each, a deposit and a loan opened in the month."""
    book = Book()
    book.add("branches", code="HO", name="Head office")
    book.add("branches", code="B1", name="Branch", parent_code="HO")
    for staff_no, branch in (("ann", "B1"), ("bob", "HO")):
        book.add("managers", staff_no=staff_no, name=staff_no, branch_code=branch)
        book.add("clients", client_no=f"c-{staff_no}", name="Client", manager_no=staff_no)
    rates = {"ftp_rate": "0.0365", "provision_rate": "0.073", "tax_rate": "0.1"}
    book.add("products", code="D", name="Deposit", family="deposit", **rates)
    book.add("products", code="L", name="Loan", family="loan", **rates)
    book.add(
        "deposits",
        account_no="d1",
        client_no="c-ann",
        product_code="D",
        opened_on="2026-06-01",
    )
    book.add(
        "loans",
        contract_no="l1",
        client_no="c-bob",
        product_code="L",
        disbursed_on="2026-06-01",
    )
    for account in ("d1", "l1"):
        book.add(
            "ledger",
            month="2026-06",
            account_no=account,
            end_balance="900.00",
            average_balance="1000.00",
            interest="2.00",
            fees="1.00",
        )
    return book


def rorac(book: Book, folder: Path, **question: object) -> dict[tuple[str, str, str], str]:
    """Return the cells' numbers as one text: E Cd Cm Cf Cr T RORAC n k0."""
    asked = Question(book.write(folder), **({"first": JUNE, "last": JUNE} | question))
    return {tuple(row[:3]): " ".join(row[3:]) for row in answer(asked).rows("rorac.csv")}


def test_a_deposit_earns_its_transfer_and_fees_and_a_loan_its_interest_and_fees(book, tmp_path):
    # transfer 1000 x 0.003 = 3.00, Cr 1000 x 0.006 = 6.00
    # deposit: E 3 + 1, Cd 2, T 0.40; loan: E 2 + 1, Cd 3, T 0.30
    assert rorac(book, tmp_path) == {
        ("ann", "D", "increment"): "4.00 2.00 0.00 0.00 6.00 0.40 -4.40 0.000000 1.000000",
        ("bob", "L", "increment"): "3.00 3.00 0.00 0.00 6.00 0.30 -6.30 0.000000 1.000000",
    }


def test_funding_of_the_row_replaces_the_transfer(book, tmp_path):
    for row in book.tables["ledger"]:
        row["funding"] = "0.00"
    cells = rorac(book, tmp_path)
    assert cells["ann", "D", "increment"].startswith("1.00 2.00 0.00 0.00 6.00 0.10 ")
    assert cells["bob", "L", "increment"].startswith("3.00 0.00 0.00 0.00 6.00 0.30 ")


def test_stock_two_years_old_keeps_nine_tenths(book, tmp_path):
    book.change("deposits", {"account_no": "d1"}, opened_on="2024-06-01")
    cells = rorac(book, tmp_path)
    assert cells["ann", "D", "stock"].endswith(" -4.40 2.000000 0.900000")


def test_the_age_of_stock_is_weighted_by_balance_and_k0_stops_at_its_floor(book, tmp_path):
    # (1000 x 2 + 3000 x 10) / 4000 = 8 years; 1 - 0.4 is below 0.8
    book.change("deposits", {"account_no": "d1"}, opened_on="2024-06-01")
    book.add(
        "deposits", account_no="d2", client_no="c-ann", product_code="D", opened_on="2016-06-03"
    )
    book.add("ledger", month="2026-06", account_no="d2", average_balance="3000.00")
    cells = rorac(book, tmp_path)
    assert cells["ann", "D", "stock"].endswith(" 8.000000 0.800000")


def test_shares_split_each_amount_and_the_rest_is_the_clients_managers(book, tmp_path):
    # transfer 300 fen, fees 100, interest 200, Cr 600, T 40; a third each of cat and bob
    book.add("managers", staff_no="cat", name="Cat", branch_code="B1")
    for staff_no in ("bob", "cat"):
        book.add("assignments", account_no="d1", staff_no=staff_no, share="0.333333")
    cells = rorac(book, tmp_path)
    # the fen left over: ann's remainder is the largest each time, then bob stands before cat
    assert cells["ann", "D", "increment"].startswith("1.34 0.67 0.00 0.00 2.00 0.14 ")
    assert cells["bob", "D", "increment"].startswith("1.33 0.67 0.00 0.00 2.00 0.13 ")
    assert cells["cat", "D", "increment"].startswith("1.33 0.66 0.00 0.00 2.00 0.13 ")


def test_a_share_counts_in_the_months_of_its_span_the_last_included(book, tmp_path):
    for row in [dict(row) for row in book.tables["ledger"]]:
        book.add("ledger", **(row | {"month": "2026-07"}))
    book.add("assignments", account_no="d1", staff_no="bob", to_month="2026-06", share="1")
    cells = rorac(book, tmp_path, last=(2026, 7))
    assert cells["bob", "D", "increment"].startswith("4.00 2.00 ")  # June
    assert cells["ann", "D", "increment"].startswith("4.10 2.00 ")  # July: 31 days, 3.10


def test_the_rest_of_a_client_without_manager_is_nobodys(book, tmp_path):
    book.change("clients", {"client_no": "c-ann"}, manager_no="")
    book.add("assignments", account_no="d1", staff_no="bob", share="0.25")
    cells = rorac(book, tmp_path)
    assert ("ann", "D", "increment") not in cells
    assert cells["bob", "D", "increment"].startswith("1.00 0.50 0.00 0.00 1.50 0.10 ")


def test_sales_are_increment_and_taxed_a_row_at_a_time(book, tmp_path):
    book.add("products", code="F", name="Fund", family="fee", tax_rate="0.1")
    for income in ("0.05", "0.05", "-0.15"):  # taxes 0.5, 0.5 and -1.5 fen
        book.add("sales", month="2026-06", staff_no="ann", product_code="F", income=income)
    cells = rorac(book, tmp_path)
    assert cells["ann", "F", "increment"].startswith("-0.05 0.00 0.00 0.00 0.00 -0.02 -0.03 ")


POOL = {"month": "2026-06", "name": "Rent", "kind": "fixed", "amount": "7.01"}


@pytest.mark.parametrize(
    ("driver", "ann", "bob"),
    [
        ("income", "4.01", "3.00"),  # 701 x 4/7 = 400.57, 701 x 3/7 = 300.43
        ("average_balance", "3.51", "3.50"),  # a tie: the first staff number
        ("accounts", "3.51", "3.50"),
        ("headcount", "3.51", "3.50"),
    ],
)
def test_a_pool_goes_over_the_cells_by_its_driver(book, tmp_path, driver, ann, bob):
    book.add("pools", driver=driver, **POOL)
    cells = rorac(book, tmp_path)
    assert cells["ann", "D", "increment"].split()[3] == ann
    assert cells["bob", "L", "increment"].split()[3] == bob


def test_a_pool_of_a_branch_stays_in_it_and_below(book, tmp_path):
    book.add("pools", driver="income", branch_code="B1", **POOL)
    cells = rorac(book, tmp_path)
    assert cells["ann", "D", "increment"].split()[3] == "7.01"
    assert cells["bob", "L", "increment"].split()[3] == "0.00"


def test_heads_without_a_book_pay_on_a_line_without_product(book, tmp_path):
    book.add("managers", staff_no="cat", name="Cat", branch_code="B1")
    book.add("pools", driver="headcount", **POOL)
    cells = rorac(book, tmp_path)  # 701 fen over three: 234 234 233
    assert cells["cat", "", "increment"] == (
        "0.00 0.00 0.00 2.33 0.00 0.00 -2.33 0.000000 1.000000"
    )


def test_a_head_without_income_pays_by_accounts(book, tmp_path):
    book.change("ledger", {"account_no": "l1"}, interest="0.00", fees="0.00")
    book.add("pools", driver="headcount", **POOL)
    assert rorac(book, tmp_path)["bob", "L", "increment"].split()[3] == "3.50"


def test_a_pool_without_driver_stays_where_it_is(book, tmp_path):
    for row in book.tables["ledger"]:
        row["average_balance"] = "-1.00"
    book.add("pools", driver="average_balance", **POOL)
    assert {cell.split()[3] for cell in rorac(book, tmp_path).values()} == {"0.00"}


def test_the_months_of_a_pool_are_one_amount(book, tmp_path):
    book.add("pools", driver="accounts", **(POOL | {"amount": "0.01"}))
    book.add("pools", driver="accounts", **(POOL | {"amount": "0.01", "month": "2026-07"}))
    cells = rorac(book, tmp_path, last=(2026, 7))
    assert [cell.split()[3] for cell in cells.values()] == ["0.01", "0.01"]
