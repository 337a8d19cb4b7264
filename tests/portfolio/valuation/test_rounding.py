"""The rounding and splitting of the SQL text, against exact fractions."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio import duck
from portfolio.valuation.rules import ARITHMETIC
from tests.portfolio.valuation.oracle import split

FEN = st.integers(-(10**14), 10**14) | st.integers(-2_000, 2_000)
RATES = st.integers(-5_000_000, 5_000_000)


@pytest.fixture(scope="module")
def ask():
    """Run SQL with the macros of the valuation."""
    with duck.session() as opened:
        opened.connection.execute(ARITHMETIC)
        yield lambda sql, *params: opened.connection.execute(sql, params).fetchall()


def test_ties_go_to_the_even_fen_on_both_sides_of_zero(ask):
    amounts = [1, 3, 5, -1, -3, -5]

    rows = ask("SELECT at_rate(unnest(?::BIGINT[]), 500000::BIGINT)", amounts)

    assert [row[0] for row in rows] == [0, 2, 2, 0, -2, -2]


def test_a_tie_of_days_goes_to_the_even_fen(ask):
    """73 fen x 2.5 x 1 day are half a fen exactly, three times as much one and a half."""
    rows = ask("SELECT for_days(unnest([73, 219, -73, -219])::BIGINT, 2500000::BIGINT, 1::BIGINT)")

    assert [row[0] for row in rows] == [0, 2, 0, -2]


@given(st.lists(st.tuples(FEN, RATES, st.sampled_from([28, 29, 30, 31])), min_size=1))
@settings(deadline=None)
def test_amounts_over_days_are_rounded_half_even(ask, cases):
    """Also of a trillion yuan at 500%, whose plain product would not fit 64 bits."""
    rows = ask(
        "SELECT for_days(unnest(?::BIGINT[]), unnest(?::BIGINT[]), unnest(?::BIGINT[]))",
        *map(list, zip(*cases, strict=True)),
    )

    assert [row[0] for row in rows] == [
        round(Fraction(amount * rate * days, 365_000_000)) for amount, rate, days in cases
    ]


@given(st.lists(st.tuples(FEN, RATES), min_size=1))
@settings(deadline=None)
def test_amounts_at_a_rate_are_rounded_half_even(ask, cases):
    rows = ask(
        "SELECT at_rate(unnest(?::BIGINT[]), unnest(?::BIGINT[]))",
        *map(list, zip(*cases, strict=True)),
    )

    assert [row[0] for row in rows] == [
        round(Fraction(amount * rate, 1_000_000)) for amount, rate in cases
    ]


@st.composite
def shared(draw) -> tuple[int, dict[str, int]]:
    """An amount and up to five holders whose shares make 1, nobody ("") among them or not."""
    names = draw(st.lists(st.text("aAzZ09张李", min_size=1), min_size=1, max_size=4, unique=True))
    if draw(st.booleans()):
        names.append("")
    cuts = draw(st.lists(st.integers(1, 999_999), min_size=len(names) - 1, max_size=len(names) - 1))
    edges = [0, *sorted(cuts), 1_000_000]
    shares = [high - low for low, high in pairwise(edges)]
    return draw(FEN), dict(zip(names, shares, strict=True))


@given(shared())
@settings(deadline=None)
def test_splits_add_up_and_follow_the_largest_remainder(ask, case):
    amount, shares = case

    rows = ask(
        "WITH holders AS (SELECT nullif(unnest(?), '') AS m, unnest(?::BIGINT[]) AS share) "
        "SELECT coalesce(h.m, ''), split(cut(?::BIGINT, h.share), cut(?::BIGINT, g.share), "
        "g.m < h.m OR (h.m IS NULL AND g.m IS NOT NULL)) "
        "FROM holders AS h, holders AS g GROUP BY h.m",
        list(shares),
        list(shares.values()),
        amount,
        amount,
    )

    assert sum(part for _who, part in rows) == amount
    assert dict(rows) == split(amount, shares)


def test_a_product_beyond_64_bits_is_an_error(ask):
    with pytest.raises(duck.TOO_LARGE):
        ask("SELECT at_rate(9000000000000000000::BIGINT, 9000000000000::BIGINT)")


@pytest.mark.parametrize(
    ("month", "days"), [(202402, 29), (202502, 28), (210002, 28), (202412, 31)]
)
def test_days_of_a_month(ask, month, days):
    assert ask("SELECT days_of(?)", month) == [(days,)]
