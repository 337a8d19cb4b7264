"""Goals are typed in the unit people speak in and kept in the measure's own."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

CHINESE = "zh-hans"


def typed_per_unit(unit: str, language: str) -> Fraction:
    """Return the measure's units in a typed one: 万元 or CNY k for yuan, % for ratios."""
    if unit == "yuan":
        return Fraction(10_000 if language == CHINESE else 1_000)
    if unit == "ratio":
        return Fraction(1, 100)
    return Fraction(1)


def typed_unit(unit: str) -> str:
    """Return the unit's name beside the field, in the language of the screen."""
    return {
        "yuan": _("CNY k"),
        "ratio": "%",
        "points": _("points"),
        "hours": _("hours"),
        "count": _("pieces"),
        "years": _("years"),
    }[unit]


def in_unit(typed: Decimal | None, unit: str, language: str) -> Fraction | None:
    """Return a typed number in the measure's unit, exactly.

    >>> in_unit(Decimal("475.5"), "yuan", "zh-hans")
    Fraction(4755000, 1)
    """
    return None if typed is None else Fraction(typed) * typed_per_unit(unit, language)


def as_typed(value: Fraction | None, unit: str, language: str) -> str:
    """Return a value as it would be typed.

    >>> as_typed(Fraction(4755000), "yuan", "zh-hans")
    '475.5'
    """
    if value is None:
        return ""
    typed = value / typed_per_unit(unit, language)
    text = f"{Decimal(typed.numerator) / Decimal(typed.denominator):.6f}"
    return text.rstrip("0").rstrip(".")
