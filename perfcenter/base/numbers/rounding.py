"""Exact numbers at the places the eye gets: half away from zero (四舍五入), as Excel shows a cell.

What is computed and stored is rounded half-even, by the engine; everything that is shown, on a
page, a slide, a chart or in a workbook, is rounded here. Fractions, Decimals and integers are
exact. A float is good to ten places and is snapped there first, so that a score of 97.005 computed
as 97.00499999999999 still rounds as a tie.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

Number = int | float | Decimal | Fraction

FLOAT_PLACES = 10
UNIT = 10**FLOAT_PLACES


def exact(value: Number) -> Fraction:
    """Return `value` as a Fraction; a float is snapped at ten places.

    >>> exact(0.1)
    Fraction(1, 10)
    """
    if isinstance(value, Fraction):
        return value
    return _snapped(value) if isinstance(value, float) else Fraction(value)


@lru_cache(16_384)
def _snapped(value: float) -> Fraction:
    numerator, denominator = value.as_integer_ratio()
    return Fraction(round(Fraction(numerator * UNIT, denominator)), UNIT)


def units(value: Number, places: int = 0) -> int:
    """Return `value` in units of its last place, ties away from zero.

    >>> units(Fraction(1, 8), 2), units(Fraction(-1, 8), 2), units(Fraction(5, 2))
    (13, -13, 3)
    """
    number = exact(value)
    top, bottom = number.numerator, number.denominator
    if places >= 0:
        top *= 10**places
    else:
        bottom *= 10**-places
    nearest = (2 * abs(top) + bottom) // (2 * bottom)
    return nearest if top >= 0 else -nearest


def rounded(value: Number, places: int = 2) -> Decimal:
    """Return `value` at `places` decimals, ties away from zero; never a negative zero.

    >>> rounded(Fraction(1, 8)), rounded(2.675), rounded(-84.125), rounded(1234567, -2)
    (Decimal('0.13'), Decimal('2.68'), Decimal('-84.13'), Decimal('1234600'))
    """
    return of_units(units(value, places), places)


def apportion(total: Number, parts: Sequence[Number], places: int = 2) -> list[Decimal]:
    """Round `parts` so that they add up to `total` rounded, by largest remainder of the last place.

    Parts that do not make up the total (a composite rounded on the way, a capped bonus) still
    come out adding up to it as long as what is missing is less than one unit a part; beyond
    that they are not parts of it, and each is rounded for itself.

    >>> [str(p) for p in apportion(Fraction("102.23"), [49.352, 27.609, 14.4814, 9.3955, 2.4, -1])]
    ['49.35', '27.61', '14.48', '9.39', '2.40', '-1.00']
    >>> [str(p) for p in apportion(1, [Fraction(1, 3)] * 3)]
    ['0.34', '0.33', '0.33']
    """
    scale = _scale(places)
    scaled = [exact(part) * scale for part in parts]
    whole = [part.numerator // part.denominator for part in scaled]
    missing = units(total, places) - sum(whole)
    if not 0 <= missing <= len(parts):
        return [rounded(part, places) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (whole[i] - scaled[i], i))
    for i in by_remainder[:missing]:
        whole[i] += 1
    return [of_units(unit, places) for unit in whole]


def _scale(places: int) -> Fraction:
    return Fraction(10) ** places


def of_units(units: int, places: int) -> Decimal:
    """Return so many units of the last place as a number.

    >>> of_units(1234, 2), of_units(-5, 1)
    (Decimal('12.34'), Decimal('-0.5'))
    """
    # Read from text: arithmetic on Decimals would round at the context's 28 digits.
    if places <= 0:
        return Decimal(units * 10**-places)
    return Decimal(f"{units}E-{places}")
