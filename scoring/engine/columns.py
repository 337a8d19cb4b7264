"""The columns the engine takes and returns, and sums over groups that never overflow."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
TextArray = NDArray[np.str_]
ObjectArray = NDArray[np.object_]  # of Fraction, int or None: the docstring says which
AnyInts = NDArray[Any]  # int64, or objects that are Python integers

SAFE = float(2**62)  # half of int64: a float estimate below it proves the exact sum fits


def objects(values: Iterable[object]) -> ObjectArray:
    """Return the values as a one-dimensional object column.

    Formula: out_i = values_i, nothing converted.
    Args:
        values: any Python objects, shape (N).
    Returns:
        An object array of shape (N).
    Example:
        >>> from fractions import Fraction
        >>> objects([Fraction(1, 3), None])
        array([Fraction(1, 3), None], dtype=object)

    Edge cases: no values give an empty column; sequences inside are kept as elements.
    Raises: nothing.
    Source: numpy's own `array` would unpack nested sequences.
    """
    listed = list(values)
    column = np.empty(len(listed), dtype=object)
    column[:] = listed
    return column


def nothing(count: int) -> ObjectArray:
    """Return an object column that says nothing yet.

    Formula: out_i = None.
    Args:
        count: number of rows N.
    Returns:
        An object array of shape (N).
    Example:
        >>> nothing(2)
        array([None, None], dtype=object)

    Edge cases: no rows give an empty column.
    Raises: nothing.
    Source: a column to be filled where there is something to say.
    """
    return np.full(count, None, dtype=object)


def integers(values: Iterable[int]) -> AnyInts:
    """Return the integers as int64, or as Python integers where int64 is too small.

    Formula: out_i = values_i.
    Args:
        values: integers of any size, shape (N).
    Returns:
        int64 of shape (N), or an object array of Python integers.
    Example:
        >>> integers([1, 2]).dtype, integers([2**70]).dtype
        (dtype('int64'), dtype('O'))

    Edge cases: no values give an empty int64 column.
    Raises: nothing.
    Source: numpy would turn integers between int64 and uint64 into uint64 or float64.
    """
    listed = [int(value) for value in values]
    if all(-(2**63) <= value < 2**63 for value in listed):
        return np.array(listed, dtype=np.int64)
    return objects(listed)


def sum_by(values: AnyInts, groups: IntArray, count: int) -> AnyInts:
    """Add up integers by group, exactly.

    Formula: out_g = sum of values_i over the i with groups_i = g.
    Args:
        values: integers, shape (N), in any unit (fen, millionths).
        groups: group of each value, 0 <= g < count, shape (N).
        count: number of groups G.
    Returns:
        The sums in the unit of the values, shape (G); int64, or Python integers (object) where
        a sum could leave int64.
    Example:
        >>> sum_by(np.array([5, 7, -2]), np.array([0, 2, 0]), 3)
        array([3, 0, 7])

    Edge cases: a group without values sums to 0; no values at all give zeros.
    Raises:
        IndexError: a group is outside 0..count-1.
    Source: sums are never rounded; int64 wraps silently in numpy, so it is ruled out.
    """
    if values.dtype != object and float(np.abs(values.astype(np.float64)).sum()) < SAFE:
        sums = np.zeros(count, dtype=np.int64)
        np.add.at(sums, groups, values)
        return sums
    exact = objects([0] * count)
    np.add.at(exact, groups, values.astype(object))
    return exact


def to_int64(values: AnyInts, what: str) -> IntArray:
    """Return the integers as int64, refusing what does not fit.

    Formula: out_i = values_i.
    Args:
        values: integers, shape (N).
        what: the name of the column, for the refusal.
    Returns:
        int64 of shape (N).
    Example:
        >>> to_int64(objects([1, 2]), "income")
        array([1, 2])

    Edge cases: an empty column stays empty.
    Raises:
        OverflowError: a value is beyond 9.2e18 (92 thousand million million yuan in fen).
    Source: the database keeps fen in 64 bits.
    """
    if values.dtype == object and any(not -(2**63) <= v < 2**63 for v in values):
        raise OverflowError(f"{what}: a sum does not fit into 64 bits")
    return values.astype(np.int64)


def floats(values: ObjectArray) -> FloatArray:
    """Return exact values as float64, None as NaN.

    Formula: out_i = the float64 nearest to values_i.
    Args:
        values: `Fraction`, int or None, any unit, shape (N).
    Returns:
        float64 of shape (N); NaN where there is no value.
    Example:
        >>> from fractions import Fraction
        >>> floats(objects([Fraction(1, 4), None, 3]))
        array([0.25,  nan, 3.  ])

    Edge cases: an empty column stays empty.
    Raises:
        OverflowError: a value is beyond 1.8e308.
    Source: the division of Python integers is correctly rounded.
    """
    return np.array([np.nan if v is None else v.numerator / v.denominator for v in values], float)
