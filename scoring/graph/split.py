"""Splitting whole units by largest remainder."""

from __future__ import annotations

from collections.abc import Sequence


def largest_remainder(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an integer by weights; the parts add up to it, ties go to the earlier one.

    A negative amount splits like its absolute value; an amount of 0 splits into zeros.

    >>> largest_remainder(100, [1, 1, 1]), largest_remainder(-7, [2, 1])
    ([34, 33, 33], [-5, -2])
    """
    size, whole = abs(amount), sum(weights)
    if not size:
        return [0] * len(weights)
    parts = [size * weight // whole for weight in weights]
    rests = [size * weight % whole for weight in weights]
    left = size - sum(parts)
    for place in sorted(range(len(weights)), key=lambda i: (-rests[i], i))[:left]:
        parts[place] += 1
    return [-part for part in parts] if amount < 0 else parts
