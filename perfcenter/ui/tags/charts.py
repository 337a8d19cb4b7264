"""Charts in templates; docs/components.md shows how to call them.

The drawings come from perfcenter.ui.charts, which escapes what it writes; here
they are only placed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from perfcenter.base import formats
from perfcenter.base.numbers.comparing import is_below
from perfcenter.base.numbers.rounding import Number
from perfcenter.ui.charts import completion as completion_chart
from perfcenter.ui.charts import stacked as stacked_chart
from perfcenter.ui.charts.svg import Chart

register = template.Library()


def drawn(svg: str) -> SafeString:
    """Place a drawing in a page."""
    return mark_safe(svg)  # noqa: S308 perfcenter.ui.charts escapes every text it writes


@register.inclusion_tag("components/chart.html")
def chart(
    drawing: Chart | None,
    *,
    phone: Chart | None = None,
    printed: Chart | None = None,
) -> dict[str, Any]:
    """A chart, its variants for phones and paper, its legend, and the table behind it."""
    return {
        "wide": drawn(drawing.svg) if drawing else "",
        "phone": drawn(phone.svg) if phone else "",
        "printed": drawn(printed.svg) if printed else "",
        "legend": drawing.legend if drawing else (),
        "head": drawing.head if drawing else (),
        "rows": drawing.rows if drawing else (),
    }


@register.inclusion_tag("components/completion.html")
def completion(
    share: Number | None,
    peer: Number | None = None,
    *,
    good_from: float = 90,
    note: str = "",
    places: int | None = None,
) -> dict[str, Any]:
    """The bar and its percentage in a table cell; where there is none, `note` beside the track."""
    value = None if share is None else float(share)
    if share is not None and places is None:
        places = formats.completion_places(share, good_from)
    bar = completion_chart.completion(
        value, peer=None if peer is None else float(peer), good_from=good_from / 100
    )
    return {
        "bar": drawn(bar),
        "text": "" if places is None else formats.percent(share, places),
        "is_bad": is_below(value, good_from / 100),
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
    return drawn(f'<div class="chart">{bar}</div>')


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
    return drawn(
        f'<svg class="chart swatch" width="{wide}" height="12" viewBox="0 0 {wide} 12" '
        f'aria-hidden="true">{SWATCHES[kind]}</svg>'
    )
