"""The variants by name: what is changed in bank1993, and over which cycle it is scored."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.golden.books import BANK1993, amounts, people, pools, records, shares
from tests.golden.books.book import Book, cut

Edit = Callable[[Book], None]


@dataclass(frozen=True)
class Variant:
    """Edits of bank1993, cut to some regions (none: the whole bank), and a cycle."""

    name: str
    edits: tuple[Edit, ...] = ()
    regions: tuple[str, ...] = ("R01", "R02")
    first: str = "1993-01"
    last: str = "1993-12"
    line: str = ""
    members: tuple[str, ...] = ()

    def book(self) -> Book:
        """Return the changed bank."""
        book = Book.read(BANK1993)
        if self.regions:
            book = cut(book, self.regions)
        for edit in self.edits:
            edit(book)
        return book

    def write(self, folder: Path) -> Path:
        return self.book().write(folder)


WHOLE: tuple[str, ...] = ()
PART_YEARS = Variant(
    "part years",
    (
        people.joiners_and_leavers,
        people.targets_of_every_kind,
        amounts.bad_loans,
        amounts.sales_of_all_kinds,
    ),
)
AS_IS = Variant("as is", regions=WHOLE)

VARIANTS = [
    AS_IS,
    *(
        Variant(f"pools by {driver}", (pools.driven_by(driver),))
        for driver in ("income", "average_balance", "accounts", "headcount")
    ),
    Variant("mixed pools", (pools.mixed_pools,), WHOLE, first="1993-07"),
    Variant("pools without a driver", (pools.pools_without_a_driver,)),
    Variant("negative drivers", (pools.negative_drivers,)),
    Variant("thirds", (shares.thirds,), WHOLE),
    Variant("odd shares", (shares.odd_shares,)),
    Variant("transfer in mid-cycle", (shares.transfer,), WHOLE),
    Variant("accounts without manager", (shares.orphans,)),
    Variant("funding", (amounts.funding,)),
    Variant("rounding ties", (amounts.rounding_ties, shares.thirds)),
    Variant("great amounts", (amounts.great_amounts,), first="1993-07"),
    Variant("bad loans", (amounts.bad_loans,)),
    Variant("sales", (amounts.sales_of_all_kinds,)),
    Variant("leap year", (amounts.leap_year,), first="1996-01", last="1996-12"),
    Variant("second half", regions=WHOLE, first="1993-07"),
    Variant("old accounts", (amounts.old_accounts, pools.driven_by("average_balance"))),
    Variant("over the turn of the year", first="1992-11", last="1993-03"),
    Variant("one month", first="1993-02", last="1993-02"),
    Variant("joiners and leavers", (people.joiners_and_leavers, pools.driven_by("headcount"))),
    Variant("one line", (people.lines_of_business,), line="wealth"),
    Variant("members", (pools.driven_by("income"),), members=("014", "011", "061", "SR02")),
    Variant("odd names", (people.odd_names,)),
    Variant("gaps", (records.gaps,)),
    Variant("nobody trained", (records.nobody_trained,)),
    Variant("only marks", (records.only_marks,)),
    Variant(
        "trained elsewhere", (people.lines_of_business, records.trained_elsewhere), line="wealth"
    ),
    Variant("loans overpaid", (amounts.loans_overpaid,)),
    Variant("by months", (records.by_months,)),
    Variant("bonus", (records.bonus,)),
    Variant(
        "everything at once",
        (
            shares.transfer,
            shares.orphans,
            amounts.funding,
            amounts.bad_loans,
            amounts.sales_of_all_kinds,
            people.joiners_and_leavers,
            records.gaps,
            records.by_months,
            records.bonus,
            pools.mixed_pools,
            pools.pools_without_a_driver,
        ),
        WHOLE,
        first="1993-07",
    ),
]
