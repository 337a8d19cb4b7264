"""Whether an array follows from another: number for number a multiple and something, or one of a
few numbers. Most of a scorecard does: a score is its value times a number, or the cap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]
SAMPLE = 96
OFTEN = 4
"""A number that stands so often in a sample is taken for one of the few."""
MOST = 3
"""Numbers that an array may hold beside what follows."""


@dataclass(frozen=True)
class Likeness:
    """array = base x factor + rest, a factor and a rest a period; where `codes` is n, numbers[n-1].

    All of it in 64 bits, wrapping: what comes back is what went in, whatever it was.
    """

    factors: Int64
    rests: Int64
    codes: NDArray[np.int8] | None
    numbers: tuple[int, ...]


def likeness(array: Int64, base: Int64) -> Likeness | None:
    """Return how an array follows from another of its shape; None where it does not.

    >>> base = np.array([[1], [2], [5]])
    >>> likeness(base * 3 + 1, base)
    Likeness(factors=array([3]), rests=array([1]), codes=None, numbers=())
    """
    factors, rests = np.ones(array.shape[1], np.int64), np.zeros(array.shape[1], np.int64)
    step = max(1, len(array) // SAMPLE)
    sample, of_base = array[::step][:SAMPLE], base[::step][:SAMPLE]
    for period in range(array.shape[1]):
        line = _line(sample[:, period], of_base[:, period])
        if line is None:
            return None
        factors[period], rests[period] = line
    others = array != base * factors + rests
    if not others.any():
        return Likeness(factors, rests, None, ())
    numbers: list[int] = []
    codes = np.zeros(array.shape, dtype=np.int8)
    while others.any():
        if len(numbers) == MOST:
            return None
        odd = array.ravel()[np.argmax(others)]
        same = others & (array == odd)
        numbers.append(int(odd))
        codes[same] = len(numbers)
        others &= ~same
    return Likeness(factors, rests, codes, tuple(numbers))


def _line(values: Int64, base: Int64) -> tuple[int, int] | None:
    """Return factor and rest of two samples, by two of their places; None where there are none."""
    found, count = np.unique(values, return_counts=True)
    often = found[count >= OFTEN]
    rare = np.flatnonzero(~np.isin(values, often)) if len(often) else np.arange(len(values))
    if len(rare) < 2:
        return (0, int(often[0])) if len(often) else None
    one, other = int(rare[0]), int(rare[-1])
    apart, rise = int(base[other]) - int(base[one]), int(values[other]) - int(values[one])
    if not apart or rise % apart:
        return None
    factor = rise // apart
    rest = int(values[one]) - factor * int(base[one])
    fits = max(abs(factor), abs(rest)) < 2**62
    return (factor, rest) if fits else None
