"""Rounding, once and half-even: to integers, by rates, and to fixed places for the eye."""

from fractions import Fraction

import numpy as np

from scoring.engine.columns import IntArray

SNAP_PLACES = 10  # a float good to 1e-9 that should be a tie is a tie again at ten places
MILLION = 1_000_000


def round_half_even(numerator: int, denominator: int) -> int:
    """Round a ratio of integers to the nearest integer, ties to the even one.

    Formula: round(numerator / denominator), exact for integers of any size.
    Args:
        numerator: any integer.
        denominator: any integer but 0.
    Returns:
        The nearest integer.
    Example:
        >>> [round_half_even(n, 2) for n in (1, 3, 5, -1, -3)]
        [0, 2, 2, 0, -2]

    Edge cases: symmetrical about zero, so a negative amount rounds like its absolute value.
    Raises:
        ZeroDivisionError: the denominator is 0.
    Source: IEEE 754 roundTiesToEven.
    """
    return round(Fraction(numerator, denominator))


def times_rate(amounts: IntArray, rates: IntArray, per: int = MILLION) -> IntArray:
    """Multiply amounts by rates, each product rounded once, half-even, without overflow.

    Formula: round_half_even(amount * rate / per), by the quotient and remainder of amount / per.
    Args:
        amounts: fen, shape (N), any sign.
        rates: in units of 1/per (millionths), shape (N) or (1), not negative.
        per: an even number, at most 365,000,000.
    Returns:
        fen, shape (N).
    Example:
        >>> times_rate(np.array([250, 350, -250]), np.array([10_000]))
        array([ 2,  4, -2])

    Edge cases: 0 where amount or rate is 0; a negative amount rounds like its absolute value.
    Raises:
        ValueError: `per` is odd or not positive, or a rate is negative.
        OverflowError: a product could leave 64 bits.
    Source: docs/engine.md, "Numbers".
    """
    if per <= 0 or per % 2:
        raise ValueError(f"per is {per}; expected an even number above 0")
    if np.any(rates < 0):
        raise ValueError("a rate is negative")
    size = np.abs(amounts)
    largest_rate = int(rates.max(initial=0))
    if (int(size.max(initial=0)) // per + 1) * largest_rate >= 2**62 or per * largest_rate >= 2**62:
        raise OverflowError("amount * rate does not fit into 64 bits")
    quotient, rest = size // per, size % per
    whole = quotient * rates
    odd = (whole + rest * rates // per) & 1
    rounded = whole + (rest * rates + per // 2 - 1 + odd) // per
    return np.asarray(np.sign(amounts) * rounded, dtype=np.int64)


def scaled(value: Fraction | float, places: int) -> int:
    """Return a value in units of its last place, half-even, floats snapped first.

    Formula: round_half_even(value * 10**places); a float is first rounded to ten places
    (to `places` where that is more).
    Args:
        value: a Fraction, an integer or a float, any unit.
        places: decimals, 0 or more.
    Returns:
        The integer number of units of 10**-places.
    Example:
        >>> scaled(Fraction(1, 8), 2), scaled(0.1 + 0.2, 1), scaled(0.285, 2)
        (12, 3, 28)

    Edge cases: 0.285 as a float lies below the tie, yet counts as the tie and goes to the even 28.
    Raises:
        ValueError: the value is NaN or infinite, or `places` is negative.
    Source: scores are good to 1e-9, so ten places hold all that is known.
    """
    if places < 0:
        raise ValueError(f"places is {places}; expected 0 or more")
    if isinstance(value, float):
        kept = max(places, SNAP_PLACES)
        if not np.isfinite(value):
            raise ValueError(f"{value} is not a number to show")
        value = Fraction(int(f"{value:.{kept}f}".replace(".", "")), 10**kept)
    return round_half_even(value.numerator * 10**places, value.denominator)


def fixed(value: Fraction | float, places: int) -> str:
    """Write a value with fixed decimals, half-even, floats snapped at ten places first.

    Formula: scaled(value, places) / 10**places, written out.
    Args:
        value: a Fraction, an integer or a float, any unit.
        places: decimals, 0 or more.
    Returns:
        Plain decimal text with an ASCII minus; the zero has no sign.
    Example:
        >>> fixed(Fraction(-1, 3), 2), fixed(-0.001, 2), fixed(1234567, 0)
        ('-0.33', '0.00', '1234567')

    Edge cases: no thousands separators; a value that rounds to zero is written without a minus.
    Raises:
        ValueError: the value is NaN or infinite, or `places` is negative.
    Source: the result files of docs/guide.md.
    """
    units = scaled(value, places)
    digits = f"{abs(units):0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if units < 0 else text
