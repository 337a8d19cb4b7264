"""Exact numbers: reading them, rounding them once, splitting them without losing a fen."""

from collections.abc import Hashable, Iterable
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def fen(text: str) -> int:
    """Return an amount in yuan as fen; empty is nothing."""
    amount = Fraction(text or 0) * 100
    if amount.denominator != 1:
        raise ValueError(f"{text} has more than two decimals")
    return int(amount)


def half_even(number: Fraction) -> int:
    """Round to the nearest integer, ties to the even one."""
    below = number.numerator // number.denominator
    rest = number - below
    if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and below % 2 == 1):
        return below + 1
    return below


def split(amount: int, weights: Iterable[tuple[Key, Fraction]]) -> dict[Key, int]:
    """Split an amount by largest remainder; ties go to whoever stands first in `weights`.

    A negative amount splits like its absolute value. Weights are not negative and not all 0.
    """
    weights = list(weights)
    if len(weights) == 1:
        return {weights[0][0]: amount}
    total = sum(weight for _, weight in weights)
    sign = -1 if amount < 0 else 1
    parts, remainders = {}, []
    for place, (key, weight) in enumerate(weights):
        exact = abs(amount) * weight / total
        parts[key] = int(exact)
        remainders.append((-(exact - int(exact)), place, key))
    missing = abs(amount) - sum(parts.values())
    for _, _, key in sorted(remainders)[:missing]:
        parts[key] += 1
    return {key: sign * part for key, part in parts.items()}


def fixed(number: Fraction | int, places: int) -> str:
    """Write a number with fixed places, rounded half-even; nothing is ever written -0."""
    units = half_even(Fraction(number) * 10**places)
    whole, decimals = divmod(abs(units), 10**places)
    return f"{'-' if units < 0 else ''}{whole}.{decimals:0{places}d}"


def snapped(score: Fraction) -> Fraction:
    """Return a score at ten places: from there it is rounded on to what is written."""
    return Fraction(half_even(score * 10**10), 10**10)
