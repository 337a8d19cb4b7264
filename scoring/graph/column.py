"""A column: one exact number a person and period, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.graph import ints, states
from scoring.graph.ints import Ints
from scoring.graph.states import State, States

VALUE = int(State.VALUE)  # a member of an enumeration is looked up slowly, a million times a run

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Column:
    """Values numerator / denominator, shape (people, periods).

    `den` is above 0 and has the shape (1, periods), one denominator a period, or a denominator a
    cell. `num` is 0 wherever `state` is not VALUE.
    """

    num: Ints
    den: Ints
    state: States

    @classmethod
    def of(cls, num: Ints, den: Ints | int = 1, state: States | None = None) -> Column:
        """Make a column of numerators, shape (people, periods), and a denominator for all."""
        denominator = np.asarray(den)
        if denominator.ndim == 0:
            number = int(denominator)
            kind = np.int64 if number < 2**62 else object
            denominator = np.full((1, num.shape[1]), number, dtype=kind)
        if state is None:
            return cls(num, denominator, states.values(num.shape))
        return cls(np.where(state == State.VALUE, num, 0), denominator, state)

    @classmethod
    def constant(cls, value: Fraction | int, shape: tuple[int, int]) -> Column:
        """Make a column that is the same number everywhere.

        >>> Column.constant(Fraction(1, 2), (1, 2)).at(0, 1)
        Fraction(1, 2)
        """
        number = Fraction(value)
        kind = np.int64 if abs(number.numerator) < 2**62 else object
        return cls.of(np.full(shape, number.numerator, dtype=kind), number.denominator)

    @classmethod
    def from_cells(cls, cells: list[list[Fraction | None]], missing: State) -> Column:
        """Make a column of single numbers; None has the state `missing`."""
        people, periods = len(cells), len(cells[0]) if cells else 0
        num = np.zeros((people, periods), dtype=object)
        den = np.ones((people, periods), dtype=object)
        state = np.full((people, periods), missing, dtype=np.int8)
        for i, row in enumerate(cells):
            for t, value in enumerate(row):
                if value is not None:
                    num[i, t], den[i, t] = value.numerator, value.denominator
                    state[i, t] = State.VALUE
        return cls(ints.narrow(num), ints.narrow(den), state)

    @property
    def shape(self) -> tuple[int, int]:
        return self.state.shape[0], self.state.shape[1]

    @property
    def has(self) -> Bools:
        """Which cells have a value."""
        return np.asarray(self.state == State.VALUE)

    def at(self, person: int, period: int) -> Fraction | None:
        """Return the exact value of a cell, None where it has none."""
        if self.state[person, period] != VALUE:
            return None
        row = person if self.den.shape[0] > 1 else 0
        return Fraction(int(self.num[person, period]), int(self.den[row, period]))

    def floats(self) -> Floats:
        """Return the values as floats, NaN where there is none."""
        return np.where(self.has, ints.divided(self.num, self.den), np.nan)

    def with_state(self, state: States) -> Column:
        """Return the column with other states; where there is no value the number is 0."""
        return replace(self, num=np.where(state == State.VALUE, self.num, 0), state=state)

    def out(self, condition: Bools, state: State) -> Column:
        """Return the column without the values where the condition holds."""
        return self.with_state(states.where(condition, state, self.state))

    def filled(self, condition: Bools, value: Fraction | int) -> Column:
        """Return the column with this number where the condition holds, whatever was there."""
        if value == 0:
            state = np.where(condition, np.int8(State.VALUE), self.state)
            return replace(self, num=np.where(condition, 0, self.num), state=state)
        constant = Column.constant(value, self.shape)
        return choose(condition, constant, self)

    def reduced(self) -> Column:
        """Return the column without the factor that all of its numerators share with the divisor.

        >>> Column.of(np.array([[4_000_000], [6_000_000]]), 1_000_000).reduced().num.ravel()
        array([4, 6])
        """
        if self.num.dtype == object or self.den.dtype == object or not self.num.size:
            return self
        common = np.gcd(np.gcd.reduce(self.num, axis=None), np.gcd.reduce(self.den, axis=None))
        if common <= 1:
            return self
        return replace(self, num=self.num // common, den=self.den // common)

    def periods(self, chosen: slice | list[int]) -> Column:
        """Return some of the periods."""
        return Column(self.num[:, chosen], self.den[:, chosen], self.state[:, chosen])


def aligned(left: Column, right: Column) -> tuple[Ints, Ints, Ints]:
    """Return both numerators over one denominator, and it."""
    if _same_divisor(left, right):
        return left.num, right.num, left.den
    joint = ints.common_multiple(left.den, right.den)
    if joint is not None:
        one = ints.multiply(left.num, joint // left.den)
        return one, ints.multiply(right.num, joint // right.den), joint
    common = np.lcm(ints.wide(left.den), ints.wide(right.den))
    one = ints.multiply(
        left.num, ints.narrow(np.asarray(common // ints.wide(left.den), dtype=object))
    )
    other = ints.multiply(
        right.num, ints.narrow(np.asarray(common // ints.wide(right.den), dtype=object))
    )
    return one, other, ints.narrow(np.asarray(common, dtype=object))


def _same_divisor(left: Column, right: Column) -> bool:
    return left.den is right.den or (
        left.den.shape == right.den.shape and bool(np.all(left.den == right.den))
    )


def choose(condition: Bools, yes: Column, no: Column) -> Column:
    """Return the cells of `yes` where the condition holds, else those of `no`."""
    state = np.where(condition, yes.state, no.state)
    if _same_divisor(yes, no):
        num, den = np.where(condition, yes.num, no.num), yes.den
    else:
        wide_yes, wide_no = (
            np.broadcast_to(yes.den, state.shape),
            np.broadcast_to(no.den, state.shape),
        )
        num, den = np.where(condition, yes.num, no.num), np.where(condition, wide_yes, wide_no)
    return Column(ints.narrow(num), ints.narrow(np.asarray(den)), state)


def add(left: Column, right: Column) -> Column:
    """Return left + right; a cell without a value on either side has none.

    >>> half, third = (Column.constant(Fraction(1, n), (1, 1)) for n in (2, 3))
    >>> add(half, third).at(0, 0)
    Fraction(5, 6)
    """
    one, other, den = aligned(left, right)
    return _made(ints.add(one, other), den, left, right)


def subtract(left: Column, right: Column) -> Column:
    """Return left - right."""
    one, other, den = aligned(left, right)
    return _made(ints.subtract(one, other), den, left, right)


def multiply(left: Column, right: Column) -> Column:
    """Return left x right."""
    return _made(
        ints.multiply(left.num, right.num), ints.multiply(left.den, right.den), left, right
    )


def divide(left: Column, right: Column) -> Column:
    """Return left / right; where the divisor is 0 the state is ZERO_DIVISOR.

    >>> two, three = (Column.constant(n, (1, 1)) for n in (2, 3))
    >>> divide(two, three).at(0, 0)
    Fraction(2, 3)
    """
    state = states.joined(left.state, right.state)
    state = states.where(right.num == 0, State.ZERO_DIVISOR, state)
    divisor = np.where(state == State.VALUE, right.num, 1)
    num, den = left.num, np.abs(divisor)
    if not _same_divisor(left, right):
        num, den = ints.multiply(num, right.den), ints.multiply(den, left.den)
    if bool(np.any(divisor < 0)):
        num = ints.multiply(num, np.where(divisor < 0, -1, 1))
    return Column.of(num, den, state)


def scaled(column: Column, factor: Fraction | int) -> Column:
    """Return the column times a number."""
    number = Fraction(factor)
    return replace(
        column,
        num=ints.multiply(column.num, np.asarray(number.numerator)),
        den=ints.multiply(column.den, np.asarray(number.denominator)),
    )


def compare(left: Column, right: Column) -> Any:
    """Return the sign of left - right in each cell: -1, 0 or 1; exact."""
    one, other, _den = aligned(left, right)
    return (one > other).astype(np.int8) - (one < other).astype(np.int8)


def least(left: Column, right: Column) -> Column:
    """Return the smaller of each cell's two values."""
    return _joined_states(choose(compare(left, right) <= 0, left, right), left, right)


def most(left: Column, right: Column) -> Column:
    """Return the larger of each cell's two values."""
    return _joined_states(choose(compare(left, right) >= 0, left, right), left, right)


def clipped(column: Column, low: Fraction | None, high: Fraction | None) -> Column:
    """Return the column moved to its bounds where it lies outside."""
    if low is not None:
        column = most(column, Column.constant(low, column.shape))
    if high is not None:
        column = least(column, Column.constant(high, column.shape))
    return column


def _made(num: Ints, den: Ints, left: Column, right: Column) -> Column:
    return Column.of(num, den, states.joined(left.state, right.state))


def _joined_states(column: Column, left: Column, right: Column) -> Column:
    return column.with_state(states.joined(left.state, right.state))
