"""One fen, one share, one day changed in a bank, and what a reader expects to move."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tests.golden.books.book import Book
from tests.golden.books.variants import Variant

FEN = Decimal("0.01")


@dataclass(frozen=True)
class Mutation:
    """A change; whose cells move by it (ranks aside), and which columns of rorac.csv."""

    change: Callable[[Book], None]
    people: set[str]
    columns: set[str]

    @property
    def name(self) -> str:
        return self.change.__name__


def ground(book: Book) -> None:
    """Lay what the mutations change by one: shares, a pool, a bad loan, a joiner."""
    for staff_no in ("011", "012", "013"):
        book.add("assignments", account_no="D01930", staff_no=staff_no, share="0.333333")
    book.add(
        "pools",
        month="1993-09",
        name="Staff",
        kind="management",
        amount="33333.33",
        driver="headcount",
        branch_code="R01",
    )
    bad = {"account_no": "L07240", "month": "1993-12"}
    book.change("ledger", bad, classification="doubtful", end_balance="261003.01")
    book.change("managers", {"staff_no": "031"}, hired_on="1993-07-01")


GROUND = Variant("ground", (ground,), first="1993-07")
"""The second half of the year: accounts of the first half are stock."""


def one_fen_of_interest(book: Book) -> None:
    _more(book, "interest", "D00751", "1993-09")


def one_fen_of_a_bad_loan(book: Book) -> None:
    _more(book, "end_balance", "L07240", "1993-12")


def one_fen_of_a_month_outside(book: Book) -> None:
    _more(book, "interest", "D00751", "1993-06")


def one_fen_of_a_pool(book: Book) -> None:
    (row,) = book.rows("pools", name="Staff")
    row["amount"] = str(Decimal(row["amount"]) + FEN)


def one_millionth_of_a_share(book: Book) -> None:
    """The millionth left to the client's manager goes to another."""
    book.change("assignments", {"staff_no": "011"}, share="0.333334")


def one_share_gone(book: Book) -> None:
    """The client's manager, who had a millionth, has a third."""
    book.drop("assignments", account_no="D01930", staff_no="012")


def one_day_from_increment_to_stock(book: Book) -> None:
    """An account opened on the cycle's first day was opened the day before."""
    book.change("deposits", {"account_no": "D00036"}, opened_on="1993-06-30")


def one_day_of_age(book: Book) -> None:
    book.change("deposits", {"account_no": "D00764"}, opened_on="1993-01-07")


def one_day_of_service(book: Book) -> None:
    """A joiner of the cycle's first day comes on its second."""
    book.change("managers", {"staff_no": "031"}, hired_on="1993-07-02")


def _more(book: Book, column: str, account: str, month: str) -> None:
    """Add a fen to an amount of a ledger row."""
    (row,) = book.rows("ledger", account_no=account, month=month)
    row[column] = str(Decimal(row[column]) + FEN)


ALL = {"income", "funding_cost", "management_cost", "tax", "rorac", "n", "k0"}

MUTATIONS = [
    Mutation(one_fen_of_interest, {"031"}, {"funding_cost", "rorac"}),
    Mutation(one_fen_of_a_bad_loan, {"012"}, set()),
    Mutation(one_fen_of_a_month_outside, set(), set()),
    Mutation(one_fen_of_a_pool, {"014"}, {"management_cost", "rorac"}),
    Mutation(one_millionth_of_a_share, {"011", "012", "031"}, set()),
    Mutation(one_share_gone, {"011", "012", "031"}, ALL),
    Mutation(one_day_from_increment_to_stock, {"011"}, ALL),
    Mutation(one_day_of_age, {"011"}, {"n", "k0"}),
    Mutation(one_day_of_service, {"031"}, set()),
]
