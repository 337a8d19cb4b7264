"""Risk-adjusted profit (RORAC): cells in fen, the decay of stock, and a manager's total."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from scoring.engine.cells import NO_PRODUCT, STOCK, Book
from scoring.engine.columns import IntArray, ObjectArray, objects, sum_by
from scoring.engine.pools import Allocation, Pool, allocate
from scoring.engine.ratios import Ratios, times

DECAY = Fraction(5, 100)
FLOOR = Fraction(8, 10)
DAYS = 365


@dataclass(frozen=True)
class Rorac:
    """RORAC of every cell and manager. Columns have one number a row of `book`."""

    book: Book
    management_cost: IntArray  # Cm, fen
    fixed_cost: IntArray  # Cf, fen
    rorac: IntArray  # before k0, fen
    ages: Ratios  # n in years; 0 but for stock
    factors: Ratios  # k0; 1 but for stock
    totals: Ratios  # RORAC of each manager in fen, shape (M)
    allocation: Allocation

    @cached_property
    def age(self) -> ObjectArray:
        return self.ages.fractions()

    @cached_property
    def k0(self) -> ObjectArray:
        return self.factors.fractions()

    @cached_property
    def total(self) -> ObjectArray:
        return self.totals.fractions()


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
        `rorac` is exact fen; `total` are exact Fractions of fen, not rounded.
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
    ages = stock_ages(book)
    factors = stock_factors(ages, decay, floor)
    return Rorac(
        book=book,
        management_cost=management,
        fixed_cost=fixed,
        rorac=result,
        ages=ages,
        factors=factors,
        totals=_by_manager(factors, result, book.manager, managers),
        allocation=allocation,
    )


def stock_ages(book: Book) -> Ratios:
    """Return the mean age n of each cell's stock in years.

    Formula: n = sum(average_balance * days of age) / (365 * sum(average_balance)).
    Args:
        book: the cells, N rows; `age_weight` in fen days, `average_balance` in fen.
    Returns:
        Years, shape (N); 0 for increment and lines without product.
    Example:
        >>> def column(number):
        ...     return np.array([number])
        >>> zeros = [column(0)] * 7
        >>> book = Book(*zeros, column(4), column(0), column(365 * 10))
        >>> stock_ages(book).texts()
        ['5/2']

    Edge cases: 0 where the balances add up to 0; months weigh alike, whatever their days.
    Raises: nothing.
    Source: docs/engine.md, "RORAC, worked".
    """
    stock = (book.part == STOCK) & (book.product != NO_PRODUCT) & (book.average_balance != 0)
    balance = times(book.average_balance, DAYS)
    return Ratios.of(np.where(stock, book.age_weight, 0), np.where(stock, balance, 1))


def stock_factors(ages: Ratios, decay: Fraction = DECAY, floor: Fraction = FLOOR) -> Ratios:
    """Return the factor k0 by which stock of an age counts.

    Formula: k0 = min(1, max(floor, 1 - decay * n)).
    Args:
        ages: n in years, shape (N).
        decay: what a year takes off, a fraction of 1.
        floor: the least k0, 0 to 1.
    Returns:
        Fractions between `floor` and 1, shape (N).
    Example:
        >>> stock_factors(Ratios(np.array([0, 2, 9]), np.array([1, 1, 1]))).texts()
        ['1/1', '9/10', '4/5']

    Edge cases: never above 1, so a negative age counts in full.
    Raises: nothing.
    Source: docs/engine.md, "RORAC, worked".
    """
    whole = np.ones(len(ages.num), dtype=np.int64)
    if not decay:
        return Ratios(whole, whole)
    beyond = (1 - floor) / decay  # from this age on k0 is the floor
    is_old = times(ages.num, beyond.denominator) >= times(ages.den, beyond.numerator)
    left = times(ages.den, decay.denominator) - times(ages.num, decay.numerator)
    num = np.where(is_old, floor.numerator, left)
    den = np.where(is_old, floor.denominator, times(ages.den, decay.denominator))
    is_new = ages.num <= 0
    return Ratios.of(np.where(is_new, 1, num), np.where(is_new, 1, den))


def _by_manager(factors: Ratios, result: IntArray, manager: IntArray, managers: int) -> Ratios:
    """Add factor x result up by manager: whole numbers first and as such, the others one by one."""
    amounts = times(factors.num, result)
    is_whole = np.asarray(factors.den == 1, dtype=np.bool_)
    nums = sum_by(amounts[is_whole], manager[is_whole], managers).tolist()
    dens = [1] * managers
    others = np.flatnonzero(~is_whole)
    for m, num, den in zip(
        manager[others].tolist(),
        amounts[others].tolist(),
        factors.den[others].tolist(),
        strict=True,
    ):
        if dens[m] == den:
            nums[m] += num
        else:
            nums[m], dens[m] = nums[m] * den + num * dens[m], dens[m] * den
    return Ratios.of(objects(nums), objects(dens))
