"""The scorecard as a radar: own scores solid with discs, medians dashed with hollow squares."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from perfcenter.formats import plain
from reviews.deck.charts.axes import Scale, category_axis, value_axis
from reviews.deck.charts.native import NativeChart, layout, series_xml, text_properties
from reviews.deck.charts.workbook import Book, Series
from reviews.deck.style import PT, Style, outline, solid
from reviews.deck.wrapping import clipped, wrap
from scoring.sheet import MeasureLine

SCALE = Scale(40.0, 120.0, 20.0)
LEAST, ROOMY, MOST = 5, 9, 14
FRAME_W, PLOT = 6_350_000, (0.22, 0.12, 0.56, 0.76)


def clamped(score: float | None) -> float | None:
    """A score as it can be drawn; the label and the workbook carry the true one."""
    return None if score is None else min(max(score, SCALE.low), SCALE.high)


def radar(measures: Sequence[MeasureLine], language: str) -> NativeChart:
    """Draw the measures' scores; each axis is named with its true score."""
    book = Book(tuple(f"{_name(m.title, len(measures))}\n{_score(m.score)}" for m in measures))
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
        text=text_properties(Style(12)), line=outline("hair"), labels="nextTo", spokes=True
    ) + value_axis(SCALE, text=text_properties(Style(10, role="ink3")), number="0")
    plot = (
        f'{layout(*PLOT)}<c:radarChart><c:radarStyle val="marker"/>'
        f'<c:varyColors val="0"/>{drawn}<c:axId val="1"/><c:axId val="2"/></c:radarChart>{axes}'
    )
    return NativeChart(plot, book, language)


def _name(title: str, axes: int) -> str:
    """A measure's name as wide as the room beside the rings, in two lines where they are few."""
    room = FRAME_W / PT * PLOT[0]
    lines = 2 if axes <= ROOMY else 1
    return "\n".join(line.strip() for line in wrap(clipped(title, 12, room, lines=lines), 12, room))


def _score(score: float | None) -> str:
    return "" if score is None else plain(score, 1)


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
