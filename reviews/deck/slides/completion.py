"""Plan completion: a native bar for each plan, its name and amounts beside it, peers as diamonds."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.rounding import exact
from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.charts.completion import HUNDRED, MOST_SHOWN, PLOT, completion_bars
from reviews.deck.charts.native import Scale
from reviews.deck.findings.base import planned
from reviews.deck.formats import comma, percent, unit_of
from reviews.deck.slides.facts import message
from reviews.deck.slides.page import Press, run_source
from reviews.deck.spacing import spaced
from reviews.deck.style import (
    BODY_TOP,
    FULL,
    LABEL,
    MARGIN,
    PT,
    Box,
    Paragraph,
    Run,
    Style,
    columns,
    paragraph,
)
from reviews.deck.wrapping import clipped, width
from scoring.sheet import MeasureLine

MOST_ROWS = 8
ROW_H = 584_200
CHART_TOP = BODY_TOP + 254_000
NAMES = columns(0, 4, CHART_TOP, 0)
NAME, AMOUNTS = Style(14, bold=True), Style(12, role="ink2")
DIAMOND = 139_700
Pair = tuple[MeasureLine, Fraction]


def draw(press: Press) -> None:
    data, sheet = press.data, press.data.sheet
    pairs = planned(sheet)
    finding = findings.completion(sheet)
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
    chart, scale = completion_bars(measures, completions, good_from, canvas.language)
    plot_h = len(pairs) * ROW_H
    frame = columns(
        4, 8, CHART_TOP, round(plot_h / PLOT[3]) if len(pairs) > 3 else plot_h + 457_200
    )
    plot = Box(frame.x, frame.y + round(PLOT[1] * frame.h), frame.w, round(PLOT[3] * frame.h))
    words = [f"{m.title} {percent(c)}" for m, c in pairs]
    text = _("Completion of plans: %(list)s") % {"list": comma().join(words)}
    canvas.chart(frame, chart, name=_("Plan completion"), description=text)
    at = plot.x + round(scale.part(HUNDRED) * plot.w)
    canvas.rule(at, plot.y, 0, "ink", 2, h=plot.h)
    row_h = plot.h // len(pairs)
    for index, (measure, completion) in enumerate(pairs):
        names(canvas, plot.y + index * row_h, row_h, measure)
        peer(canvas, plot, plot.y + index * row_h + row_h // 2, measure, completion, scale)
    keys(canvas, has_peers=any(has_median(m) for m in measures))


def names(canvas: Canvas, y: int, row_h: int, measure: MeasureLine) -> None:
    unit = unit_of(measure.unit, [measure.value, measure.target])
    bound = "≤ " if measure.lower_is_better else ""
    amounts = f"{unit.figure(measure.value or 0)} / {bound}{unit.figure(measure.target or 0)}"
    arrow = " ↓" if measure.lower_is_better else ""
    room = NAMES.w / PT - 8
    name = clipped(spaced(measure.title + arrow), NAME.size, room, bold=True)
    lines = [
        paragraph(name, NAME),
        paragraph(clipped(spaced(unit.around(amounts)), 12, room), AMOUNTS),
    ]
    canvas.text(Box(NAMES.x, y, NAMES.w, row_h), lines, anchor="middle", name="Measure")


def has_median(measure: MeasureLine) -> bool:
    """Only where a score is its completion does the score's median stand on the same axis."""
    return measure.rule == "completion" and measure.peer_median is not None


def peer(
    canvas: Canvas,
    plot: Box,
    middle: int,
    measure: MeasureLine,
    _completion: Fraction,
    scale: Scale,
) -> None:
    if not has_median(measure):
        return
    median = float(min(max(exact(measure.peer_median or 0), exact(scale.low)), exact(MOST_SHOWN)))
    x = plot.x + round(scale.part(median) * plot.w)
    box = Box(x - DIAMOND // 2, middle - DIAMOND // 2 - 12_700, DIAMOND, DIAMOND + 25_400)
    canvas.fill(box, "paper", line="peer", points=1.25, shape="diamond", name="Peers' median")


def keys(canvas: Canvas, *, has_peers: bool) -> None:
    """The legend at the right: the mark at 100% and the diamond."""
    y = BODY_TOP - 25_400
    x = MARGIN + FULL
    entries = [("diamond", _("Peers' median"))] if has_peers else []
    for shape, word in [*entries, ("mark", _("Plan 100%"))]:
        word = spaced(word)
        wide = round((width(word, LABEL.size) * 1.05 + 4) * PT)
        x -= wide
        box = Box(x, y, wide, LABEL.leading * PT)
        canvas.text(box, [Paragraph((Run(word, LABEL),), "r")], name="Legend")
        x -= 203_200
        if shape == "mark":
            canvas.rule(x + 114_300, y + 38_100, 0, "ink", 2, h=139_700)
        else:
            box = Box(x + 25_400, y + 38_100, DIAMOND, DIAMOND + 12_700)
            canvas.fill(box, "paper", line="peer", points=1.25, shape="diamond", name="Sample")
        x -= 127_000
