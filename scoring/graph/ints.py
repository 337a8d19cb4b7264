"""Integer arithmetic over arrays that never wraps: int64 where it fits, else Python integers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]  # int64, or objects that are Python integers
FLOAT_BITS = 1023  # integers of more may be beyond every float
SAFE = float(2**62)  # half of int64: a float estimate below it proves that the exact result fits


def largest(values: Ints) -> float:
    """Return the largest magnitude as a float; 0 of nothing, infinite where no float holds it.

    >>> largest(np.array([3, -7]))
    7.0
    """
    if not values.size:
        return 0.0
    if values.dtype == object:
        size = max(abs(int(values.max())), abs(int(values.min())))
        return float(size) if size.bit_length() <= FLOAT_BITS else float("inf")
    return max(abs(float(values.max())), abs(float(values.min())))


def wide(values: Ints) -> Ints:
    """Return the integers as Python integers."""
    return values if values.dtype == object else values.astype(object)


def narrow(values: Ints) -> Ints:
    """Return the integers as int64 where all of them fit.

    >>> narrow(np.array([1, 2], dtype=object)).dtype
    dtype('int64')
    """
    if values.dtype == object and largest(values) < SAFE:
        return values.astype(np.int64)
    return values


def add(left: Ints, right: Ints) -> Ints:
    """Return left + right, exactly.

    >>> add(np.array([2**62]), np.array([2**62]))[0] == 2**63
    True
    """
    return _apply(np.add, left, right, largest(left) + largest(right))


def subtract(left: Ints, right: Ints) -> Ints:
    """Return left - right, exactly."""
    return _apply(np.subtract, left, right, largest(left) + largest(right))


def multiply(left: Ints, right: Ints) -> Ints:
    """Return left * right, exactly.

    >>> multiply(np.array([10**12]), np.array([10**12]))[0] == 10**24
    True
    """
    return _apply(np.multiply, left, right, largest(left) * largest(right))


def total(values: Ints, axis: int) -> Ints:
    """Add up along an axis, exactly."""
    if values.dtype != object and largest(values) * values.shape[axis] >= SAFE:
        values = wide(values)
    added: Ints = values.sum(axis=axis)
    return added


def common_multiple(left: Ints, right: Ints) -> Ints | None:
    """Return the least common multiples; None where one might not fit into 64 bits.

    >>> common_multiple(np.array([4, 6]), np.array([6]))
    array([12,  6])
    """
    if left.dtype == object or right.dtype == object:
        return None
    rest = left // np.gcd(left, right)
    if largest(rest) * largest(right) >= SAFE and np.any(
        rest.astype(np.float64) * right.astype(np.float64) >= SAFE
    ):
        return None
    multiple: Ints = rest * right
    return multiple


def sums_by(values: Ints, group: NDArray[np.int64], groups: int) -> Ints:
    """Add up by group, exactly; `group` is the place of each value, groups without values get 0.

    >>> sums_by(np.array([5, 7, -2]), np.array([0, 2, 0]), 3)
    array([3, 0, 7])
    """
    if values.dtype != object and float(np.abs(values.astype(np.float64)).sum()) < SAFE:
        sums: Ints = np.zeros(groups, dtype=np.int64)
        np.add.at(sums, group, values)
        return sums
    sums = wide(np.zeros(groups, dtype=np.int64))
    np.add.at(sums, group, wide(values))
    return sums


def summed(values: Ints, weights: NDArray[np.int64]) -> Ints:
    """Return values @ weights, exactly; weights are 0 or more.

    >>> summed(np.array([[1, 2]]), np.array([[3], [4]]))
    array([[11]])
    """
    most = float(weights.sum(axis=0).max(initial=0))
    if values.dtype != object and largest(values) * most < SAFE:
        return np.asarray(values @ weights)
    return narrow(np.asarray(wide(values) @ wide(weights), dtype=object))


def added_fractions(numerators: Ints, denominators: Ints) -> tuple[Ints, Ints]:
    """Add up the fractions of each row; return a numerator and a denominator a row.

    A single row of denominators is everybody's; then there is one denominator for all.

    >>> added_fractions(np.array([[1, 1], [0, 3]]), np.array([[2, 3]]))
    (array([5, 6]), array([6]))
    """
    common: Ints | None = denominators[:, 0]
    for period in range(1, denominators.shape[1]):
        if common is not None:
            common = common_multiple(common, denominators[:, period])
    if common is not None:
        factors = common[:, None] // denominators
        size = np.abs(numerators.astype(np.float64)) * factors
        if size.sum(axis=1).max(initial=0) < SAFE:
            return narrow((numerators * factors).sum(axis=1)), common
    rows = wide(denominators)
    multiples = _objects([math.lcm(*row) for row in rows.tolist()])
    sums = (wide(numerators) * (multiples[:, None] // rows)).sum(axis=1)
    return narrow(np.asarray(sums, dtype=object)), narrow(multiples)


def _objects(values: list[int]) -> Ints:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def divided(numerator: Ints, denominator: Ints) -> NDArray[np.float64]:
    """Return the quotients as the nearest floats; the denominators are above 0."""
    if largest(numerator) < 2**53 and largest(denominator) < 2**53:
        return np.asarray(numerator, dtype=np.float64) / np.asarray(denominator, dtype=np.float64)
    return np.asarray(np.true_divide(wide(numerator), wide(denominator)), dtype=np.float64)


def _apply(operation: Callable[[Any, Any], Any], left: Ints, right: Ints, bound: float) -> Ints:
    if left.dtype == object or right.dtype == object or bound >= SAFE:
        return narrow(np.asarray(operation(wide(left), wide(right)), dtype=object))
    return np.asarray(operation(left, right))
