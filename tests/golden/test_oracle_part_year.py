"""The oracle's part years on numbers worked out by hand."""

from fractions import Fraction

import pytest

from tests.golden.books.book import Book
from tests.golden.oracle import Question
from tests.golden.oracle.completions import completions
from tests.golden.oracle.months import span
from tests.golden.oracle.part_year import PUT_TOGETHER, QUANTITIES, served, target_of

YEAR = span((2025, 1), (2025, 12))
HALF = Fraction(183, 365)
MONTHS = {(2025, 3): Fraction(6), (2025, 7): Fraction(3), (2025, 12): Fraction(9)}


@pytest.mark.parametrize(
    ("hired", "left", "part"),
    [
        ("", "", 1),
        ("2025-07-02", "", HALF),
        ("", "2025-08-31", Fraction(243, 365)),
        ("2025-12-31", "2025-12-31", Fraction(1, 365)),
        ("", "2024-12-31", 0),
    ],
)
def test_both_days_count_as_served(hired, left, part):
    assert served({"hired_on": hired, "left_on": left}, YEAR) == part


@pytest.mark.parametrize(
    ("code", "target"),
    [
        ("RORAC", 366), ("RPROFIT", 366), ("FEE", 366), ("OTHER", 366), ("HOURS", 366),
        ("DEP", 366), ("LOAN", 366),
        ("SAT", 730), ("EXAM", 730), ("NPL", 730), ("ENDDEP", 730), ("ENDLOAN", 730),
        ("YEARS", 730),
    ],
)  # fmt: skip
def test_flows_and_averages_have_a_part_year_and_nothing_else_has(code, target):
    assert target_of(code, Fraction(730), {}, HALF) == target


@pytest.mark.parametrize(
    ("code", "target"),
    [("FEE", 18 * HALF), ("DEP", 6 * HALF), ("SAT", 6), ("ENDDEP", 9), ("NPL", 9)],
)
def test_months_are_put_together_and_then_cut_where_there_is_a_part_year(code, target):
    assert target_of(code, None, MONTHS, HALF) == target


def test_every_kind_of_quantity_says_how_its_months_come_together():
    assert set(QUANTITIES.values()) == set(PUT_TOGETHER)


def test_a_leavers_end_balance_is_that_of_her_last_month(tmp_path):
    """Ann left on 31 August; the account is Bob's from September, who holds it in December."""
    book = Book()
    book.add("branches", code="HO", name="Head office")
    book.add("managers", staff_no="ann", name="Ann", branch_code="HO", left_on="2025-08-31")
    book.add("managers", staff_no="bob", name="Bob", branch_code="HO")
    book.add("products", code="D", name="D", family="deposit")
    book.add("clients", client_no="c", name="C", branch_code="HO", manager_no="ann")
    book.add("deposits", account_no="a", client_no="c", product_code="D", opened_on="2020-01-01")
    book.add("assignments", account_no="a", staff_no="bob", from_month="2025-09", share="1")
    for month, balance in (("2025-08", "80.00"), ("2025-12", "120.00")):
        book.add("ledger", month=month, account_no="a", end_balance=balance, average_balance="0.00")
    for staff_no in ("ann", "bob"):
        book.add("targets", staff_no=staff_no, measure_code="ENDDEP", target="100")
    found = completions(Question(book.write(tmp_path), YEAR[0], YEAR[-1]))
    assert found == {
        ("ann", "ENDDEP"): ("80.000000", "100.000000", "80.000000"),
        ("bob", "ENDDEP"): ("120.000000", "100.000000", "120.000000"),
    }
