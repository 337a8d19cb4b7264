"""Goals beside this year's actuals: how much more they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from scoring.sheet.scales import Scale, change_in_percent, change_in_units, goal_scale


@dataclass(frozen=True)
class Change:
    """A goal against this year's actual: in percent of it, for a ratio in points."""

    value: Decimal  # as it is shown
    suffix: str
    lower_is_better: bool


def change_of(
    actual: Fraction | None, goal: Fraction | None, scale: Scale, *, lower_is_better: bool
) -> Change | None:
    """Return the change; None where a part is missing or a percentage would say nothing."""
    if actual is None or goal is None:
        return None
    if scale.unit == "%":
        change = change_in_units(goal_scale(scale, goal), actual, goal)
        return Change(change, _(" pp"), lower_is_better)
    if actual <= 0:
        return None
    return Change(change_in_percent(actual, goal), "%", lower_is_better)
