"""Goals beside this year's actuals: how much more they are."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Change:
    """A goal against this year's actual: in percent of it, for a ratio in points."""

    value: Fraction
    places: int
    suffix: str
    lower_is_better: bool


def change_of(
    actual: Fraction | None, goal: Fraction | None, unit: str, *, lower_is_better: bool
) -> Change | None:
    """Return the change; None where a part is missing or a percentage would say nothing.

    >>> change = change_of(Fraction(50), Fraction(54), "yuan", lower_is_better=False)
    >>> change.value, change.suffix
    (Fraction(8, 1), '%')
    """
    if actual is None or goal is None:
        return None
    if unit == "ratio":
        return Change(100 * (goal - actual), 2, _(" pp"), lower_is_better)
    if actual <= 0:
        return None
    return Change(100 * (goal / actual - 1), 1, "%", lower_is_better)
