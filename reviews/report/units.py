"""Goals are typed in the unit people speak in and kept in the measure's own.

Money is typed in 万元 on a Chinese page and in CNY k on an English one. Which of the two a number
was typed in stays with the form, so that a switch of the language in between changes nothing.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.money import FEN, WAN
from perfcenter.base.numbers.rounding import rounded
from scoring.scheme.measures import AnyMeasure
from scoring.sheet.model import MeasureLine
from scoring.sheet.scales import Scale, scale_of, scales

THOUSAND = 1_000
PLACES = 6
FINEST = 12
"""Places of what was ever typed; all of them come back."""


def money_typed() -> int:
    """Return the yuan in a typed unit of money, on a page of this language."""
    return WAN if formats.in_chinese() else THOUSAND


def typed_per_unit(unit: str, money: int) -> Fraction:
    """Return the measure's units in a typed one: `money` for yuan, % for ratios."""
    return {"yuan": Fraction(money), "ratio": Fraction(1, 100)}.get(unit, Fraction(1))


def typed_places(unit: str, money: int) -> int:
    """Return how many places may be typed; money goes to the fen.

    >>> typed_places("yuan", WAN), typed_places("yuan", THOUSAND)
    (6, 5)
    """
    return len(str(money * FEN)) - 1 if unit == "yuan" else PLACES


def typed_unit(unit: str, money: int) -> str:
    """Return the unit's name beside the field."""
    return {
        "yuan": _money_name(money),
        "ratio": "%",
        "points": _("points"),
        "hours": _("hours"),
        "count": _("pieces"),
        "years": _("years"),
    }[unit]


def _money_name(money: int) -> str:
    if formats.in_chinese():
        return "万元" if money == WAN else "千元"
    return "CNY ×10k" if money == WAN else "CNY k"


def may_be_negative(measure: AnyMeasure) -> bool:
    """Return whether a goal below nothing makes sense.

    Results after cost can be a loss, and an imported amount or rate may be a change; balances,
    fees, sales, hours, marks, years and the rate of bad loans begin at nothing.
    """
    if measure.source is None:
        return True
    metric = measure.source.metric
    if metric == "value":
        return measure.unit in {"yuan", "ratio"}
    return metric in {"rorac", "responsibility_profit"}


def in_unit(typed: Decimal | None, unit: str, money: int) -> Fraction | None:
    """Return a typed number in the measure's unit, exactly.

    >>> in_unit(Decimal("475.5"), "yuan", WAN)
    Fraction(4755000, 1)
    """
    return None if typed is None else Fraction(typed) * typed_per_unit(unit, money)


def as_typed(value: Fraction | None, unit: str, money: int) -> str:
    """Return a value as it would be typed, with all its places.

    >>> as_typed(Fraction(4755000), "yuan", WAN), as_typed(Fraction(1, 100), "yuan", WAN)
    ('475.5', '0.000001')
    """
    if value is None:
        return ""
    text = f"{rounded(value / typed_per_unit(unit, money), FINEST):f}"
    return text.rstrip("0").rstrip(".")


def typed_scale(line: MeasureLine | None, unit: str, money: int) -> Scale:
    """Return how a measure reads beside its goal: money in the unit that is typed."""
    usual = scale_of(line) if line else next(scales(unit))
    if unit != "yuan" or usual.worth == money:
        return usual
    # The page turned to the other language while the goal was being typed.
    places = usual.places + len(str(money)) - len(str(usual.worth))
    return replace(usual, unit=_money_name(money), worth=Fraction(money), places=places)
