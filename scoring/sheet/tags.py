"""A score sheet in templates: its charts, its equation, and small readings of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.base import formats
from perfcenter.base.numbers.comparing import is_below
from perfcenter.base.numbers.places import own_places
from perfcenter.base.numbers.rounding import rounded
from perfcenter.ui.tags.charts import chart, drawn
from perfcenter.ui.tags.numbers import change
from scoring.cycles.titles import code_beside_title, cycle_title
from scoring.sheet import charts, headlines, places, printed, steps
from scoring.sheet.equation import equation_of
from scoring.sheet.model import DimensionLine, MeasureLine, Sheet
from scoring.sheet.notes import reason_out, said_of_override, why_no_composite
from scoring.sheet.scales import scale_of

register = template.Library()

WITHOUT_TARGET = {
    "value": gettext_lazy("scored by its value"),
    "linear": gettext_lazy("scored between two anchors"),
    "tiers": gettext_lazy("scored by steps"),
    "deduct_per_unit": gettext_lazy("scored by the unit"),
    "pass_fail": gettext_lazy("passed or not"),
    "percentile": gettext_lazy("scored by place among others"),
    "pool_share": gettext_lazy("a share of a pool"),
}
"""How a rule that knows no target makes a score."""


@dataclass(frozen=True)
class Cells:
    """A measure's value and target in one unit."""

    value: str
    target: str
    unit: str


FAR = 3
"""Points from the median from which a difference is called good or bad."""


@register.filter
def computed_of(line: MeasureLine) -> str:
    """The computed score beside a reviewer's; — where there is none."""
    return places.computed_of(line) or formats.MISSING


@register.filter
def override_said(line: MeasureLine) -> str:
    """What became of a reviewer's score that does not count."""
    return said_of_override(line)


@register.simple_tag
def gap(line: MeasureLine | DimensionLine) -> SafeString | str:
    """The distance from the peers' median, marked where it is large; — where there is none."""
    return change(places.gap_of(line), beyond=FAR)


@register.simple_tag
def composite_gap(sheet: Sheet) -> SafeString | str:
    """The like for the composite."""
    return change(places.composite_gap(sheet), beyond=FAR)


register.filter("score_of", places.score_of)
register.filter("places_of", places.places_of)


@register.filter
def measure_cells(line: MeasureLine) -> Cells:
    """A measure's .value, .target and .unit in one unit."""
    scale = scale_of(line)
    return Cells(scale.text(line.value), scale.text(line.target), scale.unit)


@register.simple_tag
def card_link(links: Mapping[str, str], code: str) -> str:
    """Where a dimension's number is explained."""
    return links[code]


@register.filter
def hides(sheet: Sheet, node: str) -> bool:
    """Whether the sheet does not tell a number of the scheme's graph before publication."""
    return sheet.hides(node)


@register.filter
def negated(value: Decimal) -> Decimal:
    """Points taken off, with their sign."""
    return -value


@register.filter
def why_no_bar(line: MeasureLine) -> str:
    """Why a measure has no completion: what is missing, or how its rule scores without a target."""
    reason = reason_out(line)
    if line.is_withheld:
        return reason
    if reason:
        return _("%(reason)s; weight to its dimension") % {"reason": reason}
    if line.rule != "completion":
        return str(WITHOUT_TARGET.get(line.rule, WITHOUT_TARGET["deduct_per_unit"]))
    if line.status == "zero_target":
        return _("target is not above 0")
    return _("no target") if line.target is None else _("actual is 0")


register.filter("reason_out", reason_out)
register.filter("why_no_composite", why_no_composite)
register.filter("cycle_title", cycle_title)
register.filter("code_beside_title", code_beside_title)


@register.filter
def peer_share(line: MeasureLine) -> float | None:
    """The peers' median on the completion bar: 100 points are the target."""
    return None if line.peer_median is None else line.peer_median / 100


@register.filter
def is_bad(line: MeasureLine | DimensionLine, good_from: float) -> bool:
    """Whether a score is under what the scheme calls good."""
    return is_below(line.score, good_from)


@register.simple_tag
def exact_value(value: Fraction | None, unit: str) -> str:
    """A value as exactly as it can be read: money to the fen, rates with four places, other numbers
    with those they have, up to six."""
    if value is None:
        return formats.MISSING
    if unit == "ratio":
        return formats.percent(value, 4)
    # A difference that two places would hide has to be seen.
    is_money = unit == "yuan" and (not value or rounded(value))
    return formats.plain(value, 2 if is_money else own_places(value))


@register.filter
def under(cells: Iterable[str], heads: Iterable[object]) -> list[tuple[object, str]]:
    """A row's cells, each with the head of its column: phones name the few that they show."""
    return list(zip(heads, cells, strict=True))


PHONE = 358
# A4 less margins, split 5 to 8, drawn a fifth larger than it is printed: 12 px come out as 7.5 pt.
PRINTED_RADAR, PRINTED_WATERFALL = 318, 508
# A page holds twenty lines beside the smallest radar; each line less makes room for a larger one.
FULL_PAGE, SMALL_RADIUS, LARGE_RADIUS, RADIUS_A_LINE = 20, 56, 92, 9
# Three fifths of the paper: 12 px come out as 8.4 pt.
PRINTED_POSITION = 440


@register.simple_tag
def printed_sheet(sheet: Sheet) -> printed.PrintedSheet:
    """{% printed_sheet sheet as figures %}: contributions and weights that add up on the page."""
    return printed.printed_sheet(sheet)


@register.inclusion_tag("components/equation.html")
def equation(sheet: Sheet, links: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The composite across the page; `links` from composite, bonus, deductions, dimensions."""
    built = equation_of(sheet, links)
    terms = [(term, drawn(term.bar)) for term in built.terms]
    return {"equation": built, "terms": terms}


@register.inclusion_tag("components/chart.html")
def radar(sheet: Sheet) -> dict[str, Any]:
    """The measures against the peers' median; bars below five measures."""
    return chart(
        charts.radar_of(sheet),
        phone=charts.radar_of(sheet, key="radar-phone", width=PHONE),
        printed=charts.radar_of(
            sheet, key="radar-print", width=PRINTED_RADAR, radius=printed_radius(sheet)
        ),
    )


def printed_radius(sheet: Sheet) -> int:
    """Return how large a radar can be beside whose table the page is still one."""
    lines = len(sheet.measures) + len(sheet.bonus) + len(sheet.deductions)
    room = SMALL_RADIUS + RADIUS_A_LINE * (FULL_PAGE - lines)
    return min(max(room, SMALL_RADIUS), LARGE_RADIUS)


@register.inclusion_tag("components/chart.html")
def waterfall(sheet: Sheet) -> dict[str, Any]:
    """RORAC from income to what is left; it lies down on phones."""
    of = charts.waterfall_of
    return chart(
        of(sheet),
        phone=of(sheet, key="waterfall-phone", width=PHONE, lying=True),
        printed=of(sheet, key="waterfall-print", width=PRINTED_WATERFALL, height=112),
    )


@register.inclusion_tag("components/position.html")
def position(sheet: Sheet) -> dict[str, Any]:
    """The place among peers with its sentence; nothing below five peers."""
    place = charts.position_of
    drawings = {
        "wide": place(sheet),
        "phone": place(sheet, key="position-phone", width=PHONE),
        "printed": place(sheet, key="position-print", width=PRINTED_POSITION),
    }
    return {
        **{name: drawn(one.svg) if one else "" for name, one in drawings.items()},
        "sentence": headlines.place_among_peers(sheet),
    }


@register.simple_tag
def radar_finding(sheet: Sheet) -> str:
    """{% radar_finding sheet as said %}: the sentence above the radar."""
    return headlines.measures_against_peers(sheet)


@register.simple_tag
def radar_note(sheet: Sheet) -> str:
    """{% radar_note sheet as small %}: which measures the radar shows, where not all."""
    return charts.left_out(sheet)


@register.simple_tag
def waterfall_finding(sheet: Sheet) -> str:
    """{% waterfall_finding sheet as said %}: the sentence above the waterfall."""
    return headlines.what_income_leaves(sheet)


@register.simple_tag
def waterfall_unit() -> str:
    """The unit of the waterfall, for the heading of its section."""
    return steps.waterfall_unit().label
