"""What the oracle says of bank1993 and its variants, where it can be seen without it."""

import csv
from collections import defaultdict
from decimal import Decimal

import pytest

from tests.golden.books import BANK1993
from tests.golden.books.cells import cells, moves
from tests.golden.books.mutations import GROUND, MUTATIONS
from tests.golden.books.variants import VARIANTS, Variant
from tests.golden.oracle import Answer, Question, answer
from tests.golden.oracle.months import month
from tests.golden.oracle.rorac import pools
from tests.golden.oracle.tables import read


@pytest.fixture(scope="module")
def as_is() -> Answer:
    return answer(Question(BANK1993, (1993, 1), (1993, 12)))


def test_bank1993_has_88_managers_of_whom_80_have_a_book(as_is):
    assert len(as_is.rows("results.csv")) == 88
    assert len({row[0] for row in as_is.rows("rorac.csv")}) == 80
    assert sum(1 for row in as_is.rows("results.csv") if row[1]) == 80


def test_without_shares_interest_and_fees_add_up_to_the_ledger(as_is):
    with (BANK1993 / "ledger.csv").open() as file:
        deposits = [row for row in csv.DictReader(file) if row["account_no"].startswith("D")]
    paid = sum(Decimal(row["interest"]) for row in deposits)
    cells = [row for row in as_is.rows("rorac.csv") if row[1].startswith("D-")]
    assert sum(Decimal(row[4]) for row in cells) == paid


def test_the_one_card_sold_is_a_cell_of_its_own(as_is):
    assert [row[3:10] for row in as_is.rows("rorac.csv") if row[1] == "C-CLASSIC"] == [
        ["200.00", "0.00", "0.00", "0.00", "0.00", "10.00", "190.00"]
    ]


def test_weights_add_up_to_one_for_everybody_who_has_a_measure(as_is):
    sums = defaultdict(Decimal)
    for row in as_is.rows("scores.csv"):
        sums[row[0]] += Decimal(row[6])
    assert all(abs(total - 1) < Decimal("1e-10") for total in sums.values() if total)


def ask(variant: Variant, folder) -> Answer:
    first, last = month(variant.first), month(variant.last)
    return answer(Question(folder, first, last, variant.line, variant.members))


@pytest.mark.parametrize("name", ["pools by income", "pools by headcount", "mixed pools"])
def test_pools_add_up_to_the_fen(name, tmp_path):
    variant = next(v for v in VARIANTS if v.name == name)
    folder = variant.write(tmp_path)
    sums = defaultdict(int)
    months = [(1993, n) for n in range(month(variant.first)[1], 13)]
    for (kind, *_), fen in pools(read(folder), months).items():
        sums[kind] += fen
    rows = ask(variant, folder).rows("rorac.csv")
    for kind, column in (("management", 5), ("fixed", 6)):
        assert sum(Decimal(row[column]) for row in rows) * 100 == sums[kind]


def test_every_variant_has_a_name_of_its_own_and_asks_something_else():
    books = [(v.book().tables, v.first, v.last, v.line, v.members) for v in VARIANTS]
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS)
    assert all(book not in books[:place] for place, book in enumerate(books))


def test_a_mutation_moves_what_a_reader_expects(tmp_path):
    """One fen, one share, one day: whose cells move by it is stated beside the change."""
    before = cells(ask(GROUND, GROUND.write(tmp_path / "ground")).files)
    for mutation in MUTATIONS:
        book = GROUND.book()
        mutation.change(book)
        after = cells(ask(GROUND, book.write(tmp_path / mutation.name)).files)
        moved = moves(before, after)
        assert {key[1] for key in moved if key[-1] != "rank"} == mutation.people, mutation.name
        columns = {key[-1] for key in moved if key[0] == "rorac.csv"}
        assert columns == mutation.columns, mutation.name
