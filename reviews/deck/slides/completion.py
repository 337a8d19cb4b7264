"""Plan completion: a native bar for each plan, name and amounts beside it, peers as diamonds."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import with_unit
from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.charts.axes import AxisScale
from reviews.deck.charts.completion import (
    AXIS_H,
    HUNDRED,
    MOST_SHOWN,
    SIDE,
    completion_bars,
    has_median,
)
from reviews.deck.findings.base import planned
from reviews.deck.formats import comma
from reviews.deck.slides.facts import message
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import (
    BODY_TOP,
    FULL,
    LABEL,
    MARGIN,
    PT,
    Box,
    Style,
    columns,
    paragraph,
)
from reviews.deck.wrapping import clipped, width
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import completion_of
from scoring.sheet.scales import scale_of

MOST_ROWS = 8
MOST_ROW_H, PLOT_H = 622_300, 4_114_800
CHART_TOP = BODY_TOP + 254_000
NAMES = columns(0, 4, CHART_TOP, 0)
NAME, AMOUNTS = Style(14, bold=True), Style(12, role="ink2")
DIAMOND = 139_700
TICK = 203_200  # half of the last tick's number
Pair = tuple[MeasureLine, Fraction]


def draw(press: Press) -> None:
    data, sheet = press.data, press.data.sheet
    pairs = planned(sheet)
    finding = findings.completion(sheet, press.said)
    if not pairs:
        canvas = press.page(finding, run_source(data))
        message(canvas, _("No measure has both a plan and a value in this cycle."))
        return
    chunks = evenly(pairs)
    for number, chunk in enumerate(chunks, start=1):
        canvas = press.page(finding, run_source(data), part=(number, len(chunks)))
        one_chart(canvas, chunk, sheet.good_from)


def evenly(pairs: list[Pair]) -> list[list[Pair]]:
    """As few slides as needed, about as many bars on each."""
    count = -(-len(pairs) // MOST_ROWS)
    size = -(-len(pairs) // count)
    return [pairs[i : i + size] for i in range(0, len(pairs), size)]


def one_chart(canvas: Canvas, pairs: list[Pair], good_from: float) -> None:
    measures, completions = [m for m, _c in pairs], [c for _m, c in pairs]
    row_h = min(MOST_ROW_H, PLOT_H // len(pairs))
    right = columns(4, 8, CHART_TOP, row_h * len(pairs))
    plot = Box(right.x, right.y, right.w - TICK, right.h)
    frame = Box(plot.x - SIDE, plot.y, plot.w + 2 * SIDE, plot.h + AXIS_H)
    made = completion_bars(measures, completions, good_from, frame, plot, canvas.language)
    words = [f"{m.title} {completion_of(m)}" for m in measures]
    text = _("Completion of plans: %(list)s") % {"list": comma().join(words)}
    canvas.chart(frame, made.chart, name=_("Plan completion"), description=text)
    canvas.rule(plot.x + round(made.scale.part(HUNDRED) * plot.w), plot.y, 0, "ink", 2, h=plot.h)
    for index, measure in enumerate(measures):
        row = Box(plot.x, plot.y + index * row_h, plot.w, row_h)
        names(canvas, Box(NAMES.x, row.y, NAMES.w, row_h), measure)
        if has_median(measure):
            peer(canvas, row, measure, made.scale)
    keys(canvas, has_peers=any(has_median(m) for m in measures))


def names(canvas: Canvas, box: Box, measure: MeasureLine) -> None:
    scale = scale_of(measure)
    bound = "≤ " if measure.lower_is_better else ""
    both = f"{scale.text(measure.value)} / {bound}{scale.text(measure.target)}"
    amounts = with_unit(both, scale.unit)
    name = measure.title + (" ↓" if measure.lower_is_better else "")
    room = box.w / PT - 8
    lines = [
        paragraph(clipped(name, NAME.size, room, bold=True), NAME),
        paragraph(clipped(amounts, AMOUNTS.size, room), AMOUNTS),
    ]
    canvas.text(box, lines, anchor="middle", name="Measure")


def peer(canvas: Canvas, row: Box, measure: MeasureLine, scale: AxisScale) -> None:
    """A diamond where the peers' median stands, as far as the axis reaches."""
    median = min(max(measure.peer_median or 0.0, scale.low), MOST_SHOWN)
    x, y = row.x + round(scale.part(median) * row.w), row.y + row.h // 2
    box = Box(x - DIAMOND // 2, y - DIAMOND // 2 - 12_700, DIAMOND, DIAMOND + 25_400)
    canvas.fill(box, "paper", line="peer", points=1.25, shape="diamond", name="Peers' median")


def keys(canvas: Canvas, *, has_peers: bool) -> None:
    """The legend at the right: the mark at 100% and the diamond."""
    y = BODY_TOP - 25_400
    x = MARGIN + FULL
    entries = [("diamond", _("Peers' median"))] if has_peers else []
    for shape, word in [*entries, ("mark", _("Plan 100%"))]:
        wide = round(width(word, LABEL.size) * PT)
        box = Box(x - wide, y, wide, LABEL.leading * PT)
        canvas.text(box, [paragraph(word, LABEL)], name="Legend", wrap=False)
        x = box.x - DIAMOND - 76_200
        if shape == "mark":
            canvas.rule(x + DIAMOND // 2, y + 38_100, 0, "ink", 2, h=139_700)
        else:
            box = Box(x, y + 38_100, DIAMOND, DIAMOND + 12_700)
            canvas.fill(box, "paper", line="peer", points=1.25, shape="diamond", name="Sample")
        x -= 203_200
