"""Laws of RORAC and of cost pools that hold for any book."""

import dataclasses
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine.cells import Book
from scoring.engine.pools import Pool, allocate
from scoring.engine.rorac import rorac
from tests.scoring.engine.builders import make_book, make_pool

MANAGERS = 4
fen = st.integers(-(10**6), 10**6)
cells = st.fixed_dictionaries(
    {
        "manager": st.integers(0, MANAGERS - 1),
        "product": st.integers(0, 2),
        "part": st.integers(0, 1),
        "income": fen,
        "funding_cost": fen,
        "risk_cost": fen,
        "tax": fen,
        "average_balance": st.integers(-(10**6), 10**7),
        "accounts": st.integers(0, 3_000_000),
        "age_weight": st.integers(0, 10**10),
    }
)
books = st.lists(cells, max_size=12).map(lambda rows: make_book(*rows))
pools = st.lists(
    st.builds(
        make_pool,
        fen,
        st.sampled_from(["income", "average_balance", "accounts", "headcount"]),
        st.lists(st.integers(0, MANAGERS - 1), max_size=MANAGERS),
        st.sampled_from(["management", "fixed"]),
    ),
    max_size=4,
)


@given(books, pools)
def test_parts_of_a_pool_add_up_to_the_fen(book: Book, given_pools: list[Pool]) -> None:
    """Every pool is on cells to the fen, or listed as unallocated with nothing on cells."""
    result = allocate(book, given_pools)
    for index, pool in enumerate(given_pools):
        put = int(result.amount[result.pool == index].sum())
        assert put == (0 if index in result.unallocated else pool.amount)


@given(books, pools)
def test_pools_stay_with_their_members(book: Book, given_pools: list[Pool]) -> None:
    """Nothing of a pool goes to somebody outside its branch."""
    result = allocate(book, given_pools)
    for index, pool in enumerate(given_pools):
        paying = result.book.manager[result.cell[result.pool == index]]
        assert pool.members[paying].all()


@given(books, pools)
def test_the_bank_pays_every_allocated_pool_once(book: Book, given_pools: list[Pool]) -> None:
    """All cells together are income less all costs less the pools that were allocated."""
    result = rorac(book, given_pools, MANAGERS)
    out = result.allocation.unallocated
    paid = sum(pool.amount for i, pool in enumerate(given_pools) if i not in out)
    own = book.income - book.funding_cost - book.risk_cost - book.tax
    assert int(result.rorac.sum()) == int(own.sum()) - paid


@given(books, st.integers(2, 1000))
def test_scaling_the_currency_scales_rorac(book: Book, factor: int) -> None:
    """Without pools nothing is rounded: in another currency RORAC is that many times as much."""
    names = ("income", "funding_cost", "risk_cost", "tax", "average_balance", "age_weight")
    changed = {name: getattr(book, name) * factor for name in names}
    scaled = rorac(dataclasses.replace(book, **changed), [], MANAGERS)
    plain = rorac(book, [], MANAGERS)
    assert scaled.total.tolist() == [total * factor for total in plain.total]
    assert scaled.k0.tolist() == plain.k0.tolist()


@given(books)
def test_k0_is_between_floor_and_one(book: Book) -> None:
    """However old or odd the stock, k0 stays within 0.8 and 1; what is new counts in full."""
    result = rorac(book, [], MANAGERS)
    assert all(Fraction(4, 5) <= k0 <= 1 for k0 in result.k0)
    assert all(k0 == 1 for k0 in result.k0[book.part == 1])


@given(st.lists(cells, max_size=12), st.permutations(range(MANAGERS)))
def test_the_order_of_managers_does_not_matter_without_ties(rows, order) -> None:
    """Numbering the managers otherwise moves results with them (only ties of pools follow it)."""
    moved = [{**row, "manager": order[row["manager"]]} for row in rows]
    plain = rorac(make_book(*rows), [], MANAGERS).total
    other = rorac(make_book(*moved), [], MANAGERS).total
    assert [other[order[m]] for m in range(MANAGERS)] == plain.tolist()


@given(books, pools)
def test_totals_are_the_sum_of_decayed_cells(book: Book, given_pools: list[Pool]) -> None:
    """A manager's RORAC is k0 x stock + increment over her products, exactly."""
    result = rorac(book, given_pools, MANAGERS)
    for manager in range(MANAGERS):
        mine = result.book.manager == manager
        decayed = [k * int(r) for k, r in zip(result.k0[mine], result.rorac[mine], strict=True)]
        assert result.total[manager] == sum(decayed)


@given(st.lists(cells, max_size=12), st.randoms())
def test_the_order_of_rows_does_not_matter(rows, random) -> None:
    """A book is the same from facts in any order."""
    shuffled = random.sample(rows, len(rows))
    for field in dataclasses.fields(Book):
        one, other = (
            getattr(make_book(*rows), field.name),
            getattr(make_book(*shuffled), field.name),
        )
        assert np.array_equal(one, other)
