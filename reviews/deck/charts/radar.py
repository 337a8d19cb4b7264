"""The scorecard as a radar: own scores solid with discs, peers' medians dashed with hollow squares."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reviews.deck.charts.native import (
    Book,
    Label,
    NativeChart,
    Scale,
    Series,
    category_axis,
    layout,
    series_xml,
    text_properties,
    value_axis,
)
from reviews.deck.formats import decimal
from reviews.deck.style import Style, outline, solid
from scoring.sheet import MeasureLine

SCALE = Scale(40.0, 120.0, 20.0)
LEAST, MOST = 5, 14


def clamped(score: float | None) -> float | None:
    """A score as it can be drawn; the label and the workbook carry the true one."""
    return None if score is None else min(max(score, SCALE.low), SCALE.high)


def radar(measures: Sequence[MeasureLine], language: str) -> NativeChart:
    """Draw the measures' scores; each axis is named with its true score."""
    book = Book(tuple(f"{m.title}\n{_score(m.score)}" for m in measures))
    own = tuple(clamped(m.score) for m in measures)
    peers = tuple(clamped(m.peer_median) for m in measures)
    series = [Series(_("100 points"), (100.0,) * len(measures), _line("ink3", 1, marker=""))]
    if any(p is not None for p in peers):
        series.append(Series(_("Peers' median"), peers, _line("peer", 1.5, "sysDash", _hollow())))
    series.append(Series(_("Own"), own, _line("own", 2.25, marker=_disc())))
    drawn = "".join(series_xml(book, one, language) for one in series)
    book.record = [
        (_("Score, exact"), tuple(m.score for m in measures)),
        (_("Peers' median, exact"), tuple(m.peer_median for m in measures)),
    ]
    axes = category_axis(
        1, 2, text=text_properties(Style(12)), line=outline("hair"), labels="nextTo"
    ) + value_axis(2, 1, SCALE, text=text_properties(Style(10, role="ink3")), number="0")
    plot = (
        f'{layout(0.24, 0.13, 0.52, 0.74)}<c:radarChart><c:radarStyle val="marker"/>'
        f'<c:varyColors val="0"/>{drawn}<c:axId val="1"/><c:axId val="2"/></c:radarChart>{axes}'
    )
    return NativeChart(plot, book, language)


def _score(score: float | None) -> str:
    return "" if score is None else decimal(score, 1)


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


def score_bars(measures: Sequence[MeasureLine], language: str) -> NativeChart:
    """Fewer than five axes are no radar: own and peers' median as bars."""
    top = max([100.0, *(s for m in measures for s in (m.score, m.peer_median) if s is not None)])
    low = min([0.0, *(s for m in measures for s in (m.score, m.peer_median) if s is not None)])
    scale = Scale(float(low // 25 * 25), float(-(-top // 25) * 25 + 25), 25.0)
    book = Book(tuple(m.title for m in measures))
    hollow = f"<c:spPr>{solid('paper')}{outline('peer', 1.5)}</c:spPr>"
    looks = [(_("Own"), [m.score for m in measures], f"<c:spPr>{solid('own')}</c:spPr>", "own")]
    if any(m.peer_median is not None for m in measures):
        looks.append((_("Peers' median"), [m.peer_median for m in measures], hollow, "peer"))
    drawn = "".join(
        series_xml(book, _bars(name, values, look, role), language)
        for name, values, look, role in looks
    )
    axes = category_axis(
        1, 2, text=text_properties(Style(12)), line=outline("ink", 1), position="l", reverse=True
    ) + value_axis(
        2, 1, scale, text=text_properties(Style(12, role="ink3")), position="b", crosses="max"
    )
    plot = (
        f'{layout(0.26, 0.03, 0.7, 0.86)}<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{drawn}<c:gapWidth val="70"/><c:axId val="1"/><c:axId val="2"/>'
        f"</c:barChart>{axes}"
    )
    return NativeChart(plot, book, language)


def _bars(name: str, values: list[float | None], look: str, role: str) -> Series:
    labels = {
        i: Label(decimal(v, 1), "outEnd", Style(12, bold=role == "own", role=role))
        for i, v in enumerate(values)
        if v is not None
    }
    return Series(name, tuple(values), f'{look}<c:invertIfNegative val="0"/>', labels)
