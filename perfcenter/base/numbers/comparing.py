"""Comparing scores: floats are good to 1e-9, so what is that near a bound stands on it."""

from __future__ import annotations

from fractions import Fraction

from perfcenter.base.numbers.rounding import Number, exact

NEAR = Fraction(1, 10**9)


def differs(one: Number, other: Number) -> bool:
    """Whether two scores are more apart than floats are good for.

    >>> differs(0.1 + 0.2, 0.3), differs(1, 1.001)
    (False, True)
    """
    return abs(exact(one) - exact(other)) > NEAR


def is_below(score: Number | None, bound: Number) -> bool:
    """Whether a score, or a completion in percent, is under a bound; what is missing is not.

    >>> is_below(89.99, 90), is_below(89.9999999999, 90), is_below(90, 90), is_below(None, 90)
    (True, False, False, False)
    """
    if score is None:
        return False
    one, other = exact(score), exact(bound)
    return one < other and one < other - NEAR
