"""Scores as bars, where there are too few of them for a radar: own and peers' median."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reviews.deck.charts.axes import AxisScale, category_axis, value_axis
from reviews.deck.charts.native import NativeChart, layout, series_xml, text_properties
from reviews.deck.charts.workbook import ChartWorkbook, Label, Series
from reviews.deck.style import Style, outline, solid
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import median_of, score_of

HUNDRED, STEP = 100.0, 25.0
Scores = tuple[float | None, ...]


def score_bars(measures: Sequence[MeasureLine], plot_share: float, language: str) -> NativeChart:
    """Draw scores over the upper `plot_share` of the frame."""
    own = tuple(m.score for m in measures)
    peers = tuple(m.peer_median for m in measures)
    book = ChartWorkbook(tuple(m.title for m in measures))
    texts = tuple(map(score_of, measures))
    series = [_bars(_("Own"), own, texts, f"<c:spPr>{solid('own')}</c:spPr>", "own")]
    if any(p is not None for p in peers):
        hollow = f"<c:spPr>{solid('paper')}{outline('peer', 1.5)}</c:spPr>"
        texts = tuple(map(median_of, measures))
        series.append(_bars(_("Peers' median"), peers, texts, hollow, "peer"))
    drawn = "".join(series_xml(book, one, language) for one in series)
    axes = category_axis(
        text=text_properties(Style(12)), line=outline("ink", 1), position="l", reverse=True
    ) + value_axis(
        _scale([s for s in (*own, *peers) if s is not None]),
        text=text_properties(Style(12, role="ink3")),
        position="b",
        labels="nextTo",
        crosses="max",
    )
    plot = (
        f'{layout(0.27, 0.0, 0.72, plot_share)}<c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="clustered"/><c:varyColors val="0"/>{drawn}<c:gapWidth val="70"/>'
        f'<c:axId val="1"/><c:axId val="2"/></c:barChart>{axes}'
    )
    return NativeChart(plot, book, language)


def _scale(scores: list[float]) -> AxisScale:
    """From 0, or below, to past the highest score, with room for its number."""
    low = min(0.0, *scores) // STEP * STEP
    high = -(-max(HUNDRED, *scores) // STEP) * STEP + STEP
    return AxisScale(low, high, STEP)


def _bars(name: str, values: Scores, texts: Sequence[str], look: str, role: str) -> Series:
    labels = {
        i: Label(text, "outEnd", Style(12, bold=role == "own", role=role))
        for i, (value, text) in enumerate(zip(values, texts, strict=True))
        if value is not None
    }
    return Series(name, values, f'{look}<c:invertIfNegative val="0"/>', labels)
