"""Plan completion as native bars split at 100%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.formats import percent
from reviews.deck.charts.axes import Scale, category_axis, value_axis
from reviews.deck.charts.native import NO_FILL, NativeChart, layout, series_xml, text_properties
from reviews.deck.charts.workbook import Book, Label, Series
from reviews.deck.style import Style, outline, solid
from scoring.sheet import MeasureLine

LEAST_SHOWN, MOST_SHOWN = -50.0, 200.0
HUNDRED, LABEL_ROOM, DIAMOND_ROOM = 100.0, 28.0, 2.5
AXIS_H = 317_500
GAP = 110


@dataclass(frozen=True)
class Completion:
    """The chart and its scale, so that marks can be set on it."""

    chart: NativeChart
    scale: Scale


def scale_of(measures: Sequence[MeasureLine], completions: Sequence[Fraction]) -> Scale:
    """From 0 (or a little below) to past the longest bar, with room for its number."""
    shown = [drawn(c) for c in completions]
    shown += [min(m.peer_median or 0.0, MOST_SHOWN) for m in measures if has_median(m)]
    low = min([0.0, *shown]) // 25 * 25
    high = -(-max([HUNDRED, *shown]) // 25) * 25 + LABEL_ROOM
    return Scale(low, high, 25.0 if high - low <= 180 else 50.0)


def drawn(completion: Fraction) -> float:
    """A completion in percent as it can be drawn; the label and the workbook carry the true one."""
    return min(max(float(completion * 100), LEAST_SHOWN), MOST_SHOWN)


def completion_bars(
    measures: Sequence[MeasureLine],
    completions: Sequence[Fraction],
    good_from: float,
    plot_share: float,
    language: str,
) -> Completion:
    """Draw each measure's completion over the upper `plot_share` of the frame.

    Below `good_from` percent a bar is bad and its number says so by ▼. An invisible stretch up to
    100% and another behind the bar carry the numbers, so that they stand right of the 100% mark.
    """
    scale = scale_of(measures, completions)
    book = Book(tuple(m.title for m in measures))
    is_bad = [c * 100 < good_from for c in completions]
    within = [min(drawn(c), HUNDRED) for c in completions]
    own = tuple(None if bad else v for v, bad in zip(within, is_bad, strict=True))
    short = tuple(v if bad else None for v, bad in zip(within, is_bad, strict=True))
    series = [Series(_("Up to plan"), own, _look("own"))]
    if any(is_bad):
        series.append(Series(_("Far below plan"), short, _look("bad")))
    series += [
        Series(
            _("Missing to plan"), tuple(HUNDRED - max(v, 0.0) or None for v in within), _empty()
        ),
        Series(_("Beyond plan"), tuple(_beyond(c) for c in completions), _look("own")),
        Series(_("Space"), tuple(map(_space, measures, completions)), _empty()),
        Series(
            _("Labels"),
            (LABEL_ROOM - 1,) * len(measures),
            _empty(),
            {
                i: _label(c, bad=bad)
                for i, (c, bad) in enumerate(zip(completions, is_bad, strict=True))
            },
        ),
    ]
    bars = "".join(series_xml(book, one, language) for one in series)
    book.record = [
        (_("Completion in percent"), tuple(float(c * 100) for c in completions)),
        (_("Actual"), tuple(None if m.value is None else float(m.value) for m in measures)),
        (_("Plan"), tuple(None if m.target is None else float(m.target) for m in measures)),
    ]
    plot = (
        f'{layout(0, 0, 1, plot_share)}<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/>'
        f'<c:varyColors val="0"/>{bars}<c:gapWidth val="{GAP}"/><c:overlap val="100"/>'
        f'<c:axId val="1"/><c:axId val="2"/></c:barChart>{_axes(scale)}'
    )
    return Completion(NativeChart(plot, book, language), scale)


def has_median(measure: MeasureLine) -> bool:
    """Only where a score is its completion does the score's median stand on the same axis."""
    return measure.rule == "completion" and measure.peer_median is not None


def _space(measure: MeasureLine, completion: Fraction) -> float | None:
    """Room for the peers' diamond where the number would stand on it."""
    if not has_median(measure):
        return None
    ahead = min(measure.peer_median or 0.0, MOST_SHOWN) - max(drawn(completion), HUNDRED)
    return ahead + DIAMOND_ROOM if -DIAMOND_ROOM < ahead < LABEL_ROOM else None


def _beyond(completion: Fraction) -> float | None:
    return drawn(completion) - HUNDRED if completion > 1 else None


def _label(completion: Fraction, *, bad: bool) -> Label:
    style = Style(14, bold=True, role="bad" if bad else "ink")
    return Label(("▼ " if bad else "") + percent(completion, 1), "inBase", style)


def _axes(scale: Scale) -> str:
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
