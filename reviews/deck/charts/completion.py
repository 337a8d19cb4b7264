"""Plan completion as native bars split at 100%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import starmap

from django.utils.translation import gettext as _

from perfcenter.base.numbers.comparing import is_below
from perfcenter.ui.workbooks import Figure
from reviews.deck.charts.axes import AxisScale, category_axis, value_axis
from reviews.deck.charts.native import NO_FILL, NativeChart, layout, series_xml, text_properties
from reviews.deck.charts.workbook import ChartWorkbook, Label, Series
from reviews.deck.style import PT, Box, Style, outline, solid
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import completion_of, places_of
from scoring.sheet.workbook import value_of

LEAST_SHOWN, MOST_SHOWN = -50.0, 200.0
HUNDRED, LABEL_SHARE, DIAMOND_ROOM = 100.0, 0.2, 2.5
SPLIT = 0.6  # per cent left free after the mark, before it what was missed ends
LABEL_GAP, MOST_BORDER = 2.0, 0.8
AXIS_H, SIDE = 317_500, 254_000  # room for the axis' numbers, below and beside the plot
GAP = 150
HIGHER = 0.4 / (1 + GAP / 100)  # how much of a row's height the bar beyond the mark has more


@dataclass(frozen=True)
class Completion:
    """The chart and its scale, so that marks can be set on it."""

    chart: NativeChart
    scale: AxisScale


def axis_for(measures: Sequence[MeasureLine], completions: Sequence[Fraction]) -> AxisScale:
    """From 0 (or a little below) to past the longest bar, with room for its number."""
    shown = [drawn(c) for c in completions]
    shown += [min(m.peer_median or 0.0, MOST_SHOWN) for m in measures if has_median(m)]
    low, high = min([0.0, *shown]) // 25 * 25, max([HUNDRED, *shown])
    high = round(high + (high - low) * LABEL_SHARE, 1)
    return AxisScale(low, high, 25.0 if high - low <= 180 else 50.0)


def drawn(completion: Fraction) -> float:
    """A completion in percent as it can be drawn; the label and the workbook carry the true one."""
    return min(max(float(completion * 100), LEAST_SHOWN), MOST_SHOWN)


def completion_bars(
    measures: Sequence[MeasureLine],
    completions: Sequence[Fraction],
    good_from: float,
    frame: Box,
    plot: Box,
    language: str,
) -> Completion:
    """Draw each measure's completion over the part `plot` of the frame.

    Below `good_from` percent a bar is bad and its number says so by ▼. An invisible stretch up to
    100% and another behind the bar carry the numbers, so that they stand right of the mark.
    """
    scale = axis_for(measures, completions)
    book = ChartWorkbook(tuple(m.title for m in measures))
    bad = [is_below(c * 100, good_from) for c in completions]
    series = _series(measures, completions, bad, plot, scale)
    pairs = list(zip(measures, completions, strict=True))
    bars = "".join(series_xml(book, one, language) for one in series)
    book.record = [
        (_("Completion in percent"), tuple(starmap(_in_percent, pairs))),
        (_("Actual"), tuple(value_of(m, m.value) for m in measures)),
        (_("Plan"), tuple(value_of(m, m.target) for m in measures)),
    ]
    x, wide, high = (plot.x - frame.x) / frame.w, plot.w / frame.w, plot.h / frame.h
    xml = (
        f'{layout(x, 0, wide, high)}<c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="stacked"/><c:varyColors val="0"/>{bars}<c:gapWidth val="{GAP}"/>'
        '<c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{_axes(scale)}"
    )
    return Completion(NativeChart(xml, book, language), scale)


def _in_percent(measure: MeasureLine, completion: Fraction) -> Figure:
    return Figure(completion * 100, places_of(measure))


def _series(
    measures: Sequence[MeasureLine],
    completions: Sequence[Fraction],
    bad: Sequence[bool],
    plot: Box,
    scale: AxisScale,
) -> list[Series]:
    """The bars from zero to the mark and beyond it, then a space and the numbers."""
    percent_w = plot.w / PT / (scale.high - scale.low)
    row_h = plot.h / PT / len(measures)
    past = [_past(completion, row_h, percent_w) for completion in completions]
    rows = list(zip(measures, completions, bad, past, strict=True))
    return [
        *_within(completions, bad),
        Series(_("Split"), tuple(p.split or None for p in past), _empty()),
        Series(_("Beyond plan"), tuple(p.length or None for p in past), _higher(past, percent_w)),
        Series(_("Space"), tuple(_space(m, c) + p.border / 2 for m, c, _b, p in rows), _empty()),
        Series(
            _("Labels"),
            (HUNDRED * LABEL_SHARE / 2,) * len(rows),
            _empty(),
            {i: _label(m, bad=is_short) for i, (m, _c, is_short, _p) in enumerate(rows)},
        ),
    ]


def _within(completions: Sequence[Fraction], bad: Sequence[bool]) -> list[Series]:
    """The bars up to the mark; one that missed its plan by little ends visibly before it."""
    drawn_to = [HUNDRED if c >= 1 else min(drawn(c), HUNDRED - SPLIT) for c in completions]
    own = tuple(None if is_short else v for v, is_short in zip(drawn_to, bad, strict=True))
    short = tuple(v if is_short else None for v, is_short in zip(drawn_to, bad, strict=True))
    missing = tuple(HUNDRED - max(v, 0.0) or None for v in drawn_to)
    series = [Series(_("Up to plan"), own, _look("own"))]
    if any(bad):
        series.append(Series(_("Far below plan"), short, _look("bad")))
    return [*series, Series(_("Missing to plan"), missing, _empty())]


@dataclass(frozen=True)
class Past:
    """What is beyond the mark, in percent: free, drawn, and the border drawn around it.

    All bars of a chart are equally high; what makes this one higher is its border, by half of
    which it also reaches to both sides.
    """

    split: float = 0.0
    length: float = 0.0
    border: float = 0.0


def _past(completion: Fraction, row_h: float, percent_w: float) -> Past:
    """Lay a bar from a little after the mark to the completion, border included."""
    whole = drawn(completion) - HUNDRED - SPLIT
    if whole <= 0:
        return Past()
    border = min(row_h * HIGHER / percent_w, whole * MOST_BORDER)
    return Past(SPLIT + border / 2, whole - border, border)


def _higher(past: Sequence[Past], percent_w: float) -> str:
    """The look of each bar beyond the mark, with a border of its own breadth."""
    points = "".join(
        f'<c:dPt><c:idx val="{i}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>'
        f"{solid('own')}{outline('own', one.border * percent_w, join='miter')}</c:spPr></c:dPt>"
        for i, one in enumerate(past)
        if one.length
    )
    return _look("own") + points


def has_median(measure: MeasureLine) -> bool:
    """Only where a score is its completion does the score's median stand on the same axis."""
    return measure.rule == "completion" and measure.peer_median is not None


def _space(measure: MeasureLine, completion: Fraction) -> float:
    """Room between a bar and its number, more where the peers' diamond would stand in it."""
    if not has_median(measure):
        return LABEL_GAP
    ahead = min(measure.peer_median or 0.0, MOST_SHOWN) - max(drawn(completion), HUNDRED)
    is_near = -DIAMOND_ROOM < ahead < HUNDRED * LABEL_SHARE / 2
    return max(ahead + DIAMOND_ROOM, LABEL_GAP) if is_near else LABEL_GAP


def _label(measure: MeasureLine, *, bad: bool) -> Label:
    style = Style(14, bold=True, role="bad" if bad else "ink")
    return Label(("▼ " if bad else "") + completion_of(measure), "inBase", style)


def _axes(scale: AxisScale) -> str:
    text = text_properties(Style(12, role="ink3"))
    return category_axis(
        text=text, line=outline("ink"), position="l", labels="none", reverse=True
    ) + value_axis(
        scale, text=text, position="b", number='0"%";"−"0"%"', crosses="max", labels="nextTo"
    )


def _look(role: str) -> str:
    return f'<c:spPr>{solid(role)}{outline(None)}</c:spPr><c:invertIfNegative val="0"/>'


def _empty() -> str:
    return f'{NO_FILL}<c:invertIfNegative val="0"/>'
