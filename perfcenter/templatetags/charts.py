"""Charts in templates; docs/components.md shows how to call them.

The drawings come from perfcenter.charts, which escapes what it writes; here they are only placed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from perfcenter import findings, formats, sheet_charts
from perfcenter.charts import completion as completion_chart
from perfcenter.charts import stacked as stacked_chart
from perfcenter.charts.svg import Chart
from perfcenter.equation import equation_of
from perfcenter.rounding import Number
from perfcenter.shown import ShownSheet
from perfcenter.shown import shown as shown_of

if TYPE_CHECKING:
    from scoring.sheet import Sheet

register = template.Library()

PHONE = 358
# A4 less margins, split 5 to 8, drawn a fifth larger than it is printed: 12 px come out as 7.5 pt.
PRINTED_RADAR, PRINTED_WATERFALL = 318, 508
# Three fifths of the paper: 12 px come out as 8.4 pt.
PRINTED_POSITION = 440


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 perfcenter.charts escapes every text it writes


@register.simple_tag
def shown(sheet: Sheet) -> ShownSheet:
    """{% shown sheet as figures %}: contributions and weights that add up on the page."""
    return shown_of(sheet)


@register.inclusion_tag("components/equation.html")
def equation(sheet: Sheet, links: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The composite across the page; `links` from composite, bonus, deductions, dimensions."""
    built = equation_of(sheet, links)
    terms = [(term, _drawn(term.bar)) for term in built.terms]
    return {"equation": built, "terms": terms}


@register.inclusion_tag("components/chart.html")
def chart(
    drawing: Chart | None,
    *,
    phone: Chart | None = None,
    printed: Chart | None = None,
    table: bool = True,
) -> dict[str, Any]:
    """A chart, its variants for phones and paper, its legend, and the table behind it."""
    return {
        "wide": _drawn(drawing.svg) if drawing else "",
        "phone": _drawn(phone.svg) if phone else "",
        "printed": _drawn(printed.svg) if printed else "",
        "legend": drawing.legend if drawing else (),
        "head": drawing.head if drawing and table else (),
        "rows": drawing.rows if drawing else (),
    }


@register.inclusion_tag("components/chart.html")
def radar(sheet: Sheet) -> dict[str, Any]:
    """The measures against the peers' median; bars below five measures."""
    return chart(
        sheet_charts.radar_of(sheet),
        phone=sheet_charts.radar_of(sheet, key="radar-phone", width=PHONE),
        printed=sheet_charts.radar_of(sheet, key="radar-print", width=PRINTED_RADAR, radius=56),
    )


@register.inclusion_tag("components/chart.html")
def waterfall(sheet: Sheet) -> dict[str, Any]:
    """RORAC from income to what is left; it lies down on phones."""
    drawn = sheet_charts.waterfall_of
    return chart(
        drawn(sheet),
        phone=drawn(sheet, key="waterfall-phone", width=PHONE, lying=True),
        printed=drawn(sheet, key="waterfall-print", width=PRINTED_WATERFALL, height=112),
    )


@register.inclusion_tag("components/position.html")
def position(sheet: Sheet) -> dict[str, Any]:
    """The place among peers with its sentence; nothing below five peers."""
    place = sheet_charts.position_of
    drawn = {
        "wide": place(sheet),
        "phone": place(sheet, key="position-phone", width=PHONE),
        "printed": place(sheet, key="position-print", width=PRINTED_POSITION),
    }
    return {
        **{name: _drawn(one.svg) if one else "" for name, one in drawn.items()},
        "sentence": findings.place_among_peers(sheet),
    }


@register.simple_tag
def radar_finding(sheet: Sheet) -> str:
    """{% radar_finding sheet as said %}: the sentence above the radar."""
    return findings.measures_against_peers(sheet)


@register.simple_tag
def radar_note(sheet: Sheet) -> str:
    """{% radar_note sheet as small %}: which measures the radar shows, where not all."""
    return sheet_charts.left_out(sheet)


@register.simple_tag
def waterfall_finding(sheet: Sheet) -> str:
    """{% waterfall_finding sheet as said %}: the sentence above the waterfall."""
    return findings.what_income_leaves(sheet)


@register.simple_tag
def waterfall_unit(sheet: Sheet) -> str:
    """The unit of the waterfall, for the heading of its section."""
    return sheet_charts.waterfall_unit(sheet).label


@register.inclusion_tag("components/completion.html")
def completion(
    share: Number | None,
    peer: Number | None = None,
    *,
    good_from: float = 90,
    width: int = 150,
    reason: str = "",
    note: str = "",
) -> dict[str, Any]:
    """The bar and its percentage in a table cell; where there is none, `reason` stands alone and
    `note` beside the empty track."""
    value = None if share is None else float(share)
    bar = completion_chart.completion(
        value, peer=None if peer is None else float(peer), good_from=good_from / 100, width=width
    )
    return {
        "bar": _drawn(bar),
        "text": "" if value is None else formats.completion(share),
        "is_bad": value is not None and value < good_from / 100 - 1e-12,
        "reason": reason,
        "note": note,
    }


@register.simple_tag
def stacked(
    counts: Sequence[tuple[str, int]] | Mapping[str, int],
    label: str,
    *,
    strong: bool = False,
) -> SafeString:
    """How many are in each state, as one bar across its place."""
    pairs = list(counts.items()) if isinstance(counts, Mapping) else counts
    bar = stacked_chart.stacked(pairs, label=label, strong=strong)
    return _drawn(f'<div class="chart">{bar}</div>')


SWATCHES = {
    "stock": '<rect y="1" width="12" height="10" class="stock"/>',
    "inc": (
        '<rect x=".5" y="1.5" width="11" height="9" class="inc hatch-inc-ground"/>'
        '<path d="M1 8l6-6M4 10l7-7M9 10l2-2" class="hatch-inc-line thin"/>'
    ),
    "ded": '<rect y="1" width="12" height="10" class="ded"/>',
    "own": '<path d="M0 6h20" class="own-line"/><circle cx="10" cy="6" r="3" class="own-fill"/>',
    "peer": (
        '<path d="M0 6h6M14 6h6" class="peer-line"/>'
        '<rect x="7.5" y="3.5" width="5" height="5" class="peer-mark"/>'
    ),
    "ring": '<path d="M2 6h16" class="ring"/>',
    "target": '<path d="M6 0v12" class="target"/>',
    "diamond": '<path d="M6 1l4 5-4 5-4-5z" class="peer-mark"/>',
}


@register.simple_tag
def swatch(kind: str) -> SafeString:
    """The pattern of a role, as a legend shows it."""
    if kind not in SWATCHES:
        return SafeString("")
    wide = 20 if kind in {"own", "peer", "ring"} else 12
    return _drawn(
        f'<svg class="chart swatch" width="{wide}" height="12" viewBox="0 0 {wide} 12" '
        f'aria-hidden="true">{SWATCHES[kind]}</svg>'
    )
