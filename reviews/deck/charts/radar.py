"""The scorecard as a radar: own scores solid with discs, medians dashed with hollow squares.

Names, scores and the numbers of the rings are shapes around it (slides/spokes.py): a chart writes
all of its axis alike, and its numbers under its lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from perfcenter.ui.workbooks import figure
from reviews.deck.charts.axes import AxisScale, category_axis, value_axis
from reviews.deck.charts.native import NativeChart, layout, series_xml, text_properties
from reviews.deck.charts.workbook import ChartWorkbook, Series
from reviews.deck.style import Style, outline, solid
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import places_of

SCALE = AxisScale(40.0, 120.0, 20.0)
LEAST, MOST = 5, 14
FRAME_W, FRAME_H = 6_350_000, 4_762_500
RADIUS = 1_720_000  # of the outer ring; the plot is the square around it
PLOT = (
    0.5 - RADIUS / FRAME_W,
    0.5 - RADIUS / FRAME_H,
    2 * RADIUS / FRAME_W,
    2 * RADIUS / FRAME_H,
)


def clamped(score: float | None) -> float | None:
    """A score as it can be drawn; the label and the workbook carry the true one."""
    return None if score is None else min(max(score, SCALE.low), SCALE.high)


def radar(measures: Sequence[MeasureLine], language: str) -> NativeChart:
    """Draw the measures' scores; the workbook records the true ones."""
    book = ChartWorkbook(tuple(m.title for m in measures))
    own = tuple(clamped(m.score) for m in measures)
    peers = tuple(clamped(m.peer_median) for m in measures)
    series = [Series(_("100 points"), (100.0,) * len(measures), _line("ink3", 1, marker=""))]
    if any(p is not None for p in peers):
        series.append(Series(_("Peers' median"), peers, _line("peer", 1.5, "sysDash", _hollow())))
    series.append(Series(_("Own"), own, _line("own", 2.25, marker=_disc())))
    drawn = "".join(series_xml(book, one, language) for one in series)
    book.record = [
        (_("Score, exact"), tuple(figure(m.score, places_of(m)) for m in measures)),
        (_("Peers' median, exact"), tuple(figure(m.peer_median, places_of(m)) for m in measures)),
    ]
    axes = category_axis(
        text=text_properties(Style(12)), line=outline("hair"), labels="none", spokes=True
    ) + value_axis(SCALE, text=text_properties(Style(10, role="ink3")), number="0", labels="none")
    plot = (
        f'{layout(*PLOT)}<c:radarChart><c:radarStyle val="marker"/>'
        f'<c:varyColors val="0"/>{drawn}<c:axId val="1"/><c:axId val="2"/></c:radarChart>{axes}'
    )
    return NativeChart(plot, book, language)


def _line(role: str, points: float, dash: str = "", marker: str = "") -> str:
    symbol = marker or '<c:marker><c:symbol val="none"/></c:marker>'
    return f"<c:spPr>{outline(role, points, dash)}</c:spPr>{symbol}"


def _disc() -> str:
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="7"/><c:spPr>{solid("own")}'
        f"{outline('own')}</c:spPr></c:marker>"
    )


def _hollow() -> str:
    return (
        f'<c:marker><c:symbol val="square"/><c:size val="7"/><c:spPr>{solid("paper")}'
        f"{outline('peer', 1.25)}</c:spPr></c:marker>"
    )
