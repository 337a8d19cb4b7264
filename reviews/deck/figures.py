"""How a change and a completion follow from the figures that stand beside them.

Value, target and the year before are written in the measure's scale, as on the score sheet: who
divides what a slide shows gets the completion that it shows.
"""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import with_sign
from perfcenter.base.numbers.rounding import exact
from scoring.sheet.model import MeasureLine
from scoring.sheet.scales import Scale, change_in_percent, change_in_units, scale_of


def change(scale: Scale, kind: str, now: Fraction, before: Fraction) -> str:
    """A change as it can be recomputed: per cent of amounts, else the difference of what is shown.

    What rates differ by are percentage points, and the caller says so.
    """
    if kind == "yuan" and before > 0 and now > 0:
        return f"{with_sign(change_in_percent(exact(before), exact(now)))}%"
    by = change_in_units(scale, before, now)
    return f"+{scale.text_of(by)}" if by > 0 else scale.text_of(by)


def computed(measure: MeasureLine) -> str:
    """How a completion follows from the figures shown."""
    scale = scale_of(measure)
    words = {"value": scale.written(measure.value), "target": scale.written(measure.target)}
    if measure.lower_is_better:
        return _("plan %(target)s ÷ actual %(value)s") % words
    return _("actual %(value)s ÷ plan %(target)s") % words
