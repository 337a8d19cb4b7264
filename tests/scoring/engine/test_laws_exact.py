"""Laws of rounding and splitting that hold for any numbers."""

from fractions import Fraction

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from scoring.engine.columns import integers, sum_by
from scoring.engine.exact import fixed, round_half_even, scaled, times_rate
from scoring.engine.split import largest_remainder, largest_remainder_by

amounts = st.one_of(
    st.integers(-(10**4), 10**4), st.integers(-(2**50), 2**50), st.integers(-(10**21), 10**21)
)
weights = st.one_of(
    st.integers(0, 3), st.integers(0, 10**6), st.integers(0, 2**58), st.integers(0, 10**24)
)
splits = st.lists(weights, min_size=1, max_size=12).filter(any)
fractions = st.fractions(-(10**9), 10**9, max_denominator=10**6)


def _slowly(amount: int, shares: list[int]) -> list[int]:
    total = sum(shares)
    parts = [abs(amount) * weight // total for weight in shares]
    by_rest = sorted(range(len(shares)), key=lambda i: (-(abs(amount) * shares[i] % total), i))
    for i in by_rest[: abs(amount) - sum(parts)]:
        parts[i] += 1
    return [-part if amount < 0 else part for part in parts]


@given(amounts, splits)
def test_parts_add_up_to_the_amount(amount: int, shares: list[int]) -> None:
    """Largest remainder loses and invents nothing."""
    assert sum(largest_remainder(amount, shares)) == amount


@example(859481412440794, [391778669836026972, 415278387743371885, 159479071895106639])
@example(683155310401463, [240876820599544417, 359936689956997704, 313337609452750210])
@example(285_088_432, [309, 79])
@example(2**61 + 1, [2**58 - 1, 2**58 - 3, 7])
@given(amounts, splits)
def test_in_64_bits_the_parts_are_those_of_exact_integers(amount: int, shares: list[int]) -> None:
    """The examples are those where an estimate in floats is off by one, either way, or by more."""
    one = np.zeros(len(shares), dtype=np.int64)
    quick = largest_remainder_by(integers([amount]), integers(shares), one)
    assert [int(part) for part in quick] == _slowly(amount, shares)


@given(amounts, splits)
def test_each_part_is_within_one_unit_of_the_exact_share(amount: int, shares: list[int]) -> None:
    """No part is a whole unit away from amount x weight / sum of weights."""
    total = sum(shares)
    for part, weight in zip(largest_remainder(amount, shares), shares, strict=True):
        assert abs(part - Fraction(amount * weight, total)) < 1


@given(amounts, splits)
def test_a_larger_remainder_is_served_first(amount: int, shares: list[int]) -> None:
    """Who got a unit had at least the remainder of who did not, and came first in a tie."""
    total = sum(shares)
    parts = [abs(part) for part in largest_remainder(amount, shares)]
    rests = [abs(amount) * weight % total for weight in shares]
    got = [p > abs(amount) * w // total for p, w in zip(parts, shares, strict=True)]
    served = [(-rest, i) for i, rest in enumerate(rests) if got[i]]
    waiting = [(-rest, i) for i, rest in enumerate(rests) if not got[i]]
    assert not served or not waiting or max(served) < min(waiting)


@given(amounts, splits)
def test_a_negative_amount_splits_like_its_absolute_value(amount: int, shares: list[int]) -> None:
    """The sign is put back after the split."""
    assert largest_remainder(-amount, shares) == [-p for p in largest_remainder(amount, shares)]


@given(st.lists(st.tuples(amounts, splits), min_size=1, max_size=6), st.randoms())
def test_many_splits_at_once_are_the_same_splits(cases, random) -> None:
    """The vectorised split of many groups, rows mixed, is each group's own split."""
    rows = [(g, i, w) for g, (_, ws) in enumerate(cases) for i, w in enumerate(ws)]
    random.shuffle(rows)
    rows.sort(key=lambda row: row[1])  # the order within a group decides ties
    parts = largest_remainder_by(
        integers(amount for amount, _ in cases),
        integers(w for _, _, w in rows),
        np.array([g for g, _, _ in rows]),
    )
    for group, (amount, shares) in enumerate(cases):
        mine = [int(p) for p, (g, _, _) in zip(parts, rows, strict=True) if g == group]
        assert mine == largest_remainder(amount, shares)


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=8))
def test_sums_never_wrap(values: list[int]) -> None:
    """A sum that leaves int64 comes back as a Python integer."""
    groups = np.zeros(len(values), dtype=np.int64)
    assert int(sum_by(integers(values), groups, 1)[0]) == sum(values)


@given(st.integers(-(10**14), 10**14), st.integers(0, 10**6), st.integers(1, 366))
def test_rates_round_like_exact_fractions(amount: int, rate: int, days: int) -> None:
    """amount x rate x days / 365, in 64 bits, is the exact product rounded half-even."""
    found = times_rate(np.array([amount]), np.array([rate * days]), 365_000_000)
    assert int(found[0]) == round_half_even(amount * rate * days, 365_000_000)


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**6))
def test_ties_of_rates_are_half_even(amount: int, rate: int) -> None:
    """With a small divisor ties are frequent, and go to the even number."""
    found = times_rate(np.array([amount]), np.array([rate]), 4)
    assert int(found[0]) == round_half_even(amount * rate, 4)


@given(fractions, st.integers(0, 8))
def test_fixed_is_within_half_of_the_last_place(value: Fraction, places: int) -> None:
    """What is written differs from the value by half a unit of the last place at most."""
    assert abs(Fraction(fixed(value, places)) - value) <= Fraction(1, 2 * 10**places)


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_a_float_next_to_a_tie_counts_as_the_tie(units: int, places: int) -> None:
    """A float made of an exact tie goes to the even neighbour, as the exact value does."""
    tie = Fraction(2 * units + 1, 2 * 10**places)
    assert scaled(float(tie) if abs(tie) < 10**4 else tie, places) == scaled(tie, places)
