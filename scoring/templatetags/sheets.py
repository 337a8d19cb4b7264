"""Small readings of a score sheet for its templates."""

from collections.abc import Iterable
from fractions import Fraction

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter import formats
from perfcenter.findings import shown_gap
from perfcenter.rounding import Number, rounded
from perfcenter.templatetags.numbers import change
from scoring.selectors.notes import reason_out
from scoring.selectors.titles import code_beside_title, cycle_title
from scoring.sheet import DimensionLine, MeasureLine

register = template.Library()

WITHOUT_TARGET = {
    "value": gettext_lazy("scored by its value"),
    "linear": gettext_lazy("scored between two anchors"),
    "tiers": gettext_lazy("scored by steps"),
    "deduct_per_unit": gettext_lazy("scored by the unit"),
}
"""How a rule that knows no target makes a score."""

FAR = 3
"""Points from the median from which a difference is called good or bad."""


@register.simple_tag
def gap(own: Number | None, median: Number | None) -> SafeString | str:
    """The distance from the peers' median, marked where it is large; — where there is none."""
    if own is None or median is None:
        return formats.MISSING
    return change(shown_gap(own, median), beyond=FAR)


@register.filter
def negated(value: Number) -> Number:
    """Points taken off, with their sign."""
    return -value


@register.filter
def why_no_bar(line: MeasureLine) -> str:
    """Why a measure has no completion: what is missing, or how its rule scores without a target."""
    reason = reason_out(line)
    if reason:
        return _("%(reason)s; weight to its dimension") % {"reason": reason}
    if line.rule != "completion":
        return str(WITHOUT_TARGET.get(line.rule, WITHOUT_TARGET["deduct_per_unit"]))
    if line.status == "zero_target":
        return _("target is not above 0")
    return _("no target") if line.target is None else _("actual is 0")


register.filter("reason_out", reason_out)
register.filter("cycle_title", cycle_title)
register.filter("code_beside_title", code_beside_title)


@register.filter
def peer_share(line: MeasureLine) -> float | None:
    """The peers' median on the completion bar: 100 points are the target."""
    return None if line.peer_median is None else line.peer_median / 100


@register.filter
def is_bad(line: MeasureLine | DimensionLine, good_from: float) -> bool:
    """Whether a score is under what the scheme calls good."""
    return line.score is not None and line.score < good_from - 1e-9


@register.simple_tag
def exact_value(value: Fraction | None, unit: str) -> str:
    """A value as exactly as it can be read: money to the fen, rates with four places."""
    if value is None:
        return formats.MISSING
    if unit == "ratio":
        return formats.percent(value, 4)
    # A difference that two places would hide has to be seen.
    return formats.plain(value, 2 if not value or rounded(value) else 6)


@register.filter
def under(cells: Iterable[str], heads: Iterable[object]) -> list[tuple[object, str]]:
    """A row's cells, each with the head of its column: phones name the few that they show."""
    return list(zip(heads, cells, strict=True))
