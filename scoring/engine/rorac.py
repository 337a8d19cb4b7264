"""Risk-adjusted profit (RORAC): cells in fen, the decay of stock, and a manager's total."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from scoring.engine.cells import NO_PRODUCT, STOCK, Book
from scoring.engine.columns import IntArray, ObjectArray, objects, sum_by
from scoring.engine.pools import Allocation, Pool, allocate

DECAY = Fraction(5, 100)
FLOOR = Fraction(8, 10)
DAYS = 365
ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Rorac:
    """RORAC of every cell and manager. Columns have one number a row of `book`."""

    book: Book
    management_cost: IntArray  # Cm, fen
    fixed_cost: IntArray  # Cf, fen
    rorac: IntArray  # before k0, fen
    age: ObjectArray  # n in years, Fraction; 0 but for stock
    k0: ObjectArray  # Fraction; 1 but for stock
    after_decay: ObjectArray  # k0 * rorac in fen, Fraction (an int where k0 is 1)
    total: ObjectArray  # RORAC of each manager in fen, Fraction, shape (M)
    allocation: Allocation


def rorac(
    book: Book,
    pools: Sequence[Pool],
    managers: int,
    decay: Fraction = DECAY,
    floor: Fraction = FLOOR,
) -> Rorac:
    """Return risk-adjusted profit by cell and by manager.

    Formula: RORAC_ip = E - (Cd + Cm + Cf + Cr) - T;
    RORAC_i = k0 * RORAC_i0 + RORAC_i1; RORAC = sum of RORAC_i over products i.
    Args:
        book: the participants' cells, N rows, fen.
        pools: cost pools in fen, allocated over the book first.
        managers: number of managers M.
        decay: what a year of age takes off, a fraction of 1.
        floor: the least k0, 0 to 1.
    Returns:
        The cells (the book's, and lines without product where a pool needed them) and totals.
        `rorac` is exact fen; `after_decay` and `total` are exact Fractions of fen, not rounded.
    Example:
        >>> def column(*numbers):
        ...     return np.array(numbers)
        >>> book = Book(column(0, 0), column(3, 3), column(0, 1), column(1000, 500),
        ...     column(300, 100), column(50, 20), column(30, 15), column(10_000, 5_000),
        ...     column(12_000_000, 1_000_000), column(10_000 * 730, 0))
        >>> result = rorac(book, [], managers=1)
        >>> result.rorac, str(result.k0[0]), str(result.total[0])
        (array([620, 365]), '9/10', '923')

    Edge cases: a manager without cells has a total of 0; gains and losses of stock decay alike;
        costs of a line without product count in full.
    Raises:
        ValueError: `decay` is negative or `floor` outside 0..1.
        IndexError: the book has a manager beyond `managers`.
    Source: docs/engine.md, "RORAC, worked".
    """
    if decay < 0 or not 0 <= floor <= 1:
        raise ValueError(f"decay {decay}, floor {floor}; expected decay >= 0, floor within 0..1")
    allocation = allocate(book, pools)
    book = allocation.book
    management = allocation.by_cell([pool.kind == "management" for pool in pools])
    fixed = allocation.by_cell([pool.kind == "fixed" for pool in pools])
    result = book.income - (book.funding_cost + management + fixed + book.risk_cost) - book.tax
    age = stock_age(book)
    k0 = stock_factor(age, decay, floor)
    after = objects(int(r) if k is ONE else k * int(r) for k, r in zip(k0, result, strict=True))
    return Rorac(
        book=book,
        management_cost=management,
        fixed_cost=fixed,
        rorac=result,
        age=age,
        k0=k0,
        after_decay=after,
        total=_by_manager(after, book.manager, managers),
        allocation=allocation,
    )


def stock_age(book: Book) -> ObjectArray:
    """Return the mean age n of each cell's stock in years.

    Formula: n = sum(average_balance * days of age) / (365 * sum(average_balance)).
    Args:
        book: the cells, N rows; `age_weight` in fen days, `average_balance` in fen.
    Returns:
        Fractions of years, shape (N); the constant 0 for increment and lines without product.
    Example:
        >>> def column(number):
        ...     return np.array([number])
        >>> zeros = [column(0)] * 7
        >>> book = Book(*zeros, column(4), column(0), column(365 * 10))
        >>> str(stock_age(book)[0])
        '5/2'

    Edge cases: 0 where the balances add up to 0; months weigh alike, whatever their days.
    Raises: nothing.
    Source: docs/engine.md, "RORAC, worked".
    """
    ages = objects([ZERO] * len(book))
    stock = (book.part == STOCK) & (book.product != NO_PRODUCT) & (book.average_balance != 0)
    for row in np.flatnonzero(stock):
        balance = DAYS * int(book.average_balance[row])
        ages[row] = Fraction(int(book.age_weight[row]), balance)
    return ages


def stock_factor(age: ObjectArray, decay: Fraction = DECAY, floor: Fraction = FLOOR) -> ObjectArray:
    """Return the factor k0 by which stock of an age counts.

    Formula: k0 = min(1, max(floor, 1 - decay * n)).
    Args:
        age: n in years, Fractions, shape (N).
        decay: what a year takes off, a fraction of 1.
        floor: the least k0, 0 to 1.
    Returns:
        Fractions between `floor` and 1, shape (N).
    Example:
        >>> [str(k0) for k0 in stock_factor(objects([Fraction(0), Fraction(2), Fraction(9)]))]
        ['1', '9/10', '4/5']

    Edge cases: never above 1, so a negative age counts in full.
    Raises: nothing.
    Source: docs/engine.md, "RORAC, worked".
    """
    beyond = (1 - floor) / decay if decay else None  # from this age on k0 is the floor
    return objects(
        ONE if n.numerator <= 0 or beyond is None else floor if n >= beyond else 1 - decay * n
        for n in age
    )


def _by_manager(values: ObjectArray, manager: IntArray, managers: int) -> ObjectArray:
    """Add up by manager: whole numbers first and as such, since adding Fractions is slow."""
    whole = np.array([type(value) is int for value in values], dtype=np.bool_)
    totals = objects(map(Fraction, sum_by(values[whole], manager[whole], managers)))
    np.add.at(totals, manager[~whole], values[~whole])
    return totals
