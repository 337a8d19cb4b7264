"""A figure for each of a few names, as columns side by side; the figures are typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from perfcenter.base.formats import plain
from reviews.deck.charts.book import Draft, shown
from reviews.deck.charts.values import (
    CategoryAxis,
    Chart,
    Labels,
    Look,
    Number,
    Plot,
    Series,
    ValueAxis,
)
from reviews.deck.style import PT, Stroke, Style, columns
from reviews.deck.wrapping import width

AXIS_H = 254_000
GAP = 45
ROOM = columns(0, 6, 0, 0).w / PT
SIZES = (12, 11, 10, 9)


@dataclass(frozen=True)
class Counts:
    """A series: its name, a figure a category (None: not of this series), its look and role."""

    name: str
    counts: Sequence[int | Decimal | None]
    look: Look
    role: str


def count_columns(
    names: Sequence[str],
    tracks: Sequence[Counts],
    high: int,
    *,
    places: int = 0,
    over: bool = False,
) -> Chart:
    """Draw the figures in a frame so high; `over` sets the series into one column a name."""
    draft = Draft()
    draft.add("name", "", list(names))
    style = Style(_size(names, tracks, places, 1 if over else len(tracks)), bold=True)
    series = [_series(draft, place, track, places, style) for place, track in enumerate(tracks)]
    figures = [count for track in tracks for count in track.counts if count is not None]
    return Chart(
        (0.01, 0.08, 0.98, 0.92 - AXIS_H / high),
        (Plot("columns", tuple(series), gap=GAP, overlap=100 if over else 0),),
        CategoryAxis(Style(12), Stroke("ink", 1)),
        ValueAxis(
            Style(12, role="ink3"), "0", labels="none", from_zero=min(figures, default=0) >= 0
        ),
        draft.done(),
    )


def _size(names: Sequence[str], tracks: Sequence[Counts], places: int, beside: int) -> int:
    """The largest size at which no label touches the one beside it."""
    texts = [plain(c, places) for track in tracks for c in track.counts if c is not None]
    widest = max((width(text, 1, bold=True) for text in texts), default=1.0)
    room = ROOM / len(names) / (beside + GAP / 100) * (1.2 if beside == 1 else 1.0)
    return next((size for size in SIZES if widest * size <= room), SIZES[-1])


def _series(draft: Draft, place: int, track: Counts, places: int, style: Style) -> Series:
    cells = [None if count is None else Number(float(count)) for count in track.counts]
    at = draft.add(f"count{place}", track.name, cells)
    texts = ["" if count is None else plain(count, places) for count in track.counts]
    formula = f'IF([count{place}]="","",{shown(f"[count{place}]", places)})'
    read = draft.computed(f"text{place}", _("Text"), formula, texts)
    return Series(at, track.look, Labels(read, "outEnd", style._replace(role=track.role)))
