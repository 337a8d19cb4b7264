"""How many places a number takes so that it never contradicts what it is compared with.

89.997 under a bound of 90 is not 90.00, and 90.004 beside a median of 89.996 is not at it.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from perfcenter.base.numbers.comparing import differs, is_below
from perfcenter.base.numbers.rounding import FLOAT_PLACES, Number, exact, units

Bounds = Iterable[Number | None]


def places_for(
    value: Number | None,
    *,
    at_least: Bounds = (),
    at_most: Bounds = (),
    apart: Bounds = (),
    places: int = 2,
) -> int:
    """Return the fewest places, `places` at least, at which a number stands as it does exactly.

    `at_least` are bounds that are reached from below, `at_most` those from above: what is short
    of one never reads as if it had reached it. `apart` are numbers rounded alike beside it: of
    two that differ the greater one reads as the greater. Ten places are all that is known.

    >>> places_for(89.997, at_least=[90]), places_for(90.003, at_least=[90])
    (3, 2)
    >>> places_for(0.5004, at_most=[0.5]), places_for(90.004, apart=[89.996])
    (4, 3)
    >>> places_for(90.01, apart=[90]), places_for(90, apart=[90.0])
    (2, 2)
    """
    if value is None:
        return places
    own = exact(value)
    low, high, others = _known(at_least), _known(at_most), _known(apart)
    for some in range(places, FLOAT_PLACES):
        if (
            all(_keeps_below(own, bound, some) for bound in low)
            and all(_keeps_below(-own, -bound, some) for bound in high)
            and all(_keeps_apart(own, other, some) for other in others)
        ):
            return some
    return FLOAT_PLACES


def own_places(value: Number, *, places: int = 2, most: int = 6) -> int:
    """Return the fewest places, `places` at least, at which a number is written whole.

    >>> own_places(Fraction(1, 8)), own_places(90), own_places(Fraction(1, 3))
    (3, 2, 6)
    """
    number = exact(value)
    whole = (some for some in range(places, most) if (number * 10**some).denominator == 1)
    return next(whole, most)


def _known(bounds: Bounds) -> list[Fraction]:
    return [exact(bound) for bound in bounds if bound is not None]


def _keeps_below(value: Fraction, bound: Fraction, places: int) -> bool:
    """Whether a value reads as on the side of a bound that it is on; the bound is written whole."""
    reads_below = units(value, places) * bound.denominator < bound.numerator * _unit(places)
    return reads_below == is_below(value, bound)


def _unit(places: int) -> int:
    return int(10**places)


def _keeps_apart(value: Fraction, other: Fraction, places: int) -> bool:
    return not differs(value, other) or units(value, places) != units(other, places)
