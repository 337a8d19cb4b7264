"""Splitting integers by largest remainder, so that the parts add up to the unit."""

from collections.abc import Sequence

import numpy as np

from scoring.engine.columns import AnyInts, BoolArray, IntArray, objects, sum_by

# Below these an estimate in float64 is off by at most one, and the remainder, computed in
# wrapping 64-bit arithmetic, is still the true one: it lies in [-W, 2W).
MOST_AMOUNT = 2**50
MOST_WEIGHT = 2**61


def largest_remainder(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an integer by weights; the parts add up to it.

    Formula: part_i = floor(|amount| * w_i / W) + one of the units left over for the largest
    remainders; W = sum of w; the sign is put back.
    Args:
        amount: fen or any unit, any sign and size.
        weights: integers, not negative, shape (N).
    Returns:
        The parts in the unit of the amount, shape (N).
    Example:
        >>> largest_remainder(100, [1, 1, 1]), largest_remainder(-100, [1, 1, 1])
        ([34, 33, 33], [-34, -33, -33])

    Edge cases: ties go to the earlier index; a weight of 0 gets nothing; an amount of 0 splits
        into zeros whatever the weights.
    Raises:
        ValueError: a weight is negative, or all are 0 and the amount is not.
    Source: Hamilton's method.
    """
    column = objects(list(weights))
    groups = np.zeros(len(column), dtype=np.int64)
    return [int(part) for part in largest_remainder_by(objects([amount]), column, groups)]


def largest_remainder_by(amounts: AnyInts, weights: AnyInts, groups: IntArray) -> AnyInts:
    """Split many integers at once, each by the weights of its group.

    Formula: as `largest_remainder`, for every group g with amount A_g and weights {w_i: g_i = g}.
    Args:
        amounts: fen or any unit, any sign, shape (G).
        weights: integers, not negative, shape (N).
        groups: the group of each weight, 0 <= g < G, shape (N), in any order.
    Returns:
        The parts, shape (N): int64, or Python integers (object) where an amount or weight needs it.
    Example:
        >>> parts = largest_remainder_by(
        ...     np.array([100, -7]), np.array([1, 1, 1, 2, 1]), np.array([0, 0, 0, 1, 1])
        ... )
        >>> parts
        array([34, 33, 33, -5, -2])

    Edge cases: ties go to the earlier index of the group; an amount of 0 splits into zeros; a
        group may have no weights only where its amount is 0.
    Raises:
        ValueError: a weight is negative, or those of a group are all 0 and its amount is not.
    Source: Hamilton's method; docs/engine.md, "Splitting".
    """
    if len(weights) and weights.min() < 0:
        raise ValueError("a weight is negative")
    size = np.abs(amounts)
    totals = sum_by(weights, groups, len(amounts))
    if np.any((totals == 0) & (size != 0)):
        raise ValueError("an amount has nobody to go to: its weights add up to 0")
    if _is_small(size, MOST_AMOUNT) and _is_small(totals, MOST_WEIGHT):
        size, weights, totals = (c.astype(np.int64) for c in (size, weights, totals))
        parts, rests = _divided(size[groups], weights, np.maximum(totals, 1)[groups])
    else:
        size, weights, totals = (c.astype(object) for c in (size, weights, totals))
        product, whole = size[groups] * weights, np.maximum(totals, 1)[groups]
        parts, rests = product // whole, product % whole
    left = size - sum_by(parts, groups, len(amounts))
    parts = parts + _next_in_line(rests, left, groups)
    return np.where((amounts < 0)[groups], -parts, parts)


def _is_small(column: AnyInts, limit: int) -> bool:
    return not len(column) or bool(column.max() < limit)


def _divided(amount: IntArray, weight: IntArray, total: IntArray) -> tuple[IntArray, IntArray]:
    """Return quotient and remainder of amount * weight / total without the wide product."""
    quotient = (amount * (weight / total)).astype(np.int64)
    rest = amount * weight - quotient * total  # wraps; the difference is right modulo 2**64
    low = rest < 0
    quotient, rest = quotient - low, rest + low * total
    high = rest >= total
    return quotient + high, rest - high * total


def _next_in_line(rests: AnyInts, left: AnyInts, groups: IntArray) -> BoolArray:
    """Return who gets one of the units left over: the largest remainders, ties by index."""
    if len(left) == 1 and rests.dtype != object:
        return _largest(np.asarray(rests, dtype=np.int64), int(left[0]))
    order = np.lexsort((-rests, groups))  # stable: ties stay in the order of the index
    sizes = np.bincount(groups, minlength=len(left))
    first = np.cumsum(sizes) - sizes
    place = np.empty(len(rests), dtype=np.int64)
    place[order] = np.arange(len(rests)) - first[groups[order]]
    served: BoolArray = place < left[groups]
    return served


def _largest(values: IntArray, count: int) -> BoolArray:
    """Return which values are the `count` largest, ties by index, without sorting them all."""
    if count == 0:
        return np.zeros(len(values), dtype=np.bool_)
    threshold = np.partition(values, len(values) - count)[len(values) - count]
    chosen: BoolArray = values > threshold
    tied = np.flatnonzero(values == threshold)
    chosen[tied[: count - int(chosen.sum())]] = True
    return chosen
