"""Balances by month as lines: month ends solid, daily averages dashed; or classes as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from perfcenter.base.formats import usual_unit
from perfcenter.ui.workbooks import yuan
from reviews.deck import amounts
from reviews.deck.charts.book import Draft, number, shown
from reviews.deck.charts.values import (
    CategoryAxis,
    Chart,
    Labels,
    Look,
    Marker,
    Plot,
    Series,
    ValueAxis,
)
from reviews.deck.style import Fill, Stroke, Style

LEFT, RIGHT, TOP = 0.09, 0.13, 0.05
AXIS_H = 254_000  # below the plot, for the names of the months
NEAR = 0.08  # of the axis: labels at ends as near as this would touch
AXIS = Style(12, role="ink3")
WHOLE, PLACES = '#,##0;"−"#,##0', '#,##0.00;"−"#,##0.00'


@dataclass(frozen=True)
class Track:
    """A line or a layer of columns: its name, fen by month (None: not known), its look."""

    name: str
    fen: tuple[int | None, ...]
    look: Look
    is_labelled: bool = False


def end_line(role: str) -> Look:
    """Month ends: a solid line with discs."""
    return Look(stroke=Stroke(role, 2.25), marker=Marker("circle", 6, Fill(role), Stroke(role)))


def average_line(role: str) -> Look:
    return Look(stroke=Stroke(role, 1.5, "sysDash"))


def trend(months: Sequence[str], tracks: Sequence[Track], high: int) -> Chart:
    """Lines over the months in a frame so high; a labelled one says where it ends."""
    return _drawn(months, tracks, high, "lines")


def layers(months: Sequence[str], tracks: Sequence[Track], high: int) -> Chart:
    """Columns piled up by month."""
    return _drawn(months, tracks, high, "columns")


def _drawn(months: Sequence[str], tracks: Sequence[Track], high: int, kind: str) -> Chart:
    draft, unit = Draft(), usual_unit()
    draft.add("month", "", list(months))
    for place, track in enumerate(tracks):
        cells = [None if fen is None else number(yuan(fen)) for fen in track.fen]
        draft.add(f"yuan{place}", _("%(name)s, CNY") % {"name": track.name}, cells)
    series = []
    for place, track in enumerate(tracks):
        values = [None if f is None else float(f) / 100 / unit.yuan for f in track.fen]
        at = draft.computed(f"drawn{place}", track.name, f"[yuan{place}]/{unit.yuan}", values)
        labels = _end(draft, place, tracks) if track.is_labelled else None
        series.append(Series(at, track.look, labels))
    plot = (
        Plot("lines", tuple(series))
        if kind == "lines"
        else Plot("columns", tuple(series), stacked=True, gap=60)
    )
    top = max((float(f or 0) / 100 / unit.yuan for t in tracks for f in t.fen), default=0.0)
    right = RIGHT if kind == "lines" else 0.01
    return Chart(
        (LEFT, TOP, 1 - LEFT - right, 1 - TOP - AXIS_H / high),
        (plot,),
        CategoryAxis(AXIS, Stroke("ink", 1)),
        ValueAxis(AXIS, WHOLE if top >= 5 or not top else PLACES),
        draft.done(),
    )


def _end(draft: Draft, place: int, tracks: Sequence[Track]) -> Labels:
    """A label right of the last point, where there is no mark; above or below one that is near."""
    track, unit = tracks[place], usual_unit()
    last = len(track.fen) - 1
    texts = [amounts.text(fen or 0) if row == last else "" for row, fen in enumerate(track.fen)]
    formula = shown(f"[yuan{place}]/{unit.yuan}", unit.places)
    formulas = [formula if row == last else '""' for row in range(len(track.fen))]
    read = draft.computed(f"text{place}", _("Text"), formulas, texts)
    role = track.look.stroke.role if track.look.stroke else "ink"
    return Labels(read, _position(place, tracks), Style(12, bold=True, role=role))


def _position(place: int, tracks: Sequence[Track]) -> Literal["r", "t", "b"]:
    own = tracks[place].fen[-1] or 0
    others = [t.fen[-1] or 0 for i, t in enumerate(tracks) if t.is_labelled and i != place]
    top = max((fen or 0 for t in tracks for fen in t.fen), default=0)
    near = [other for other in others if abs(own - other) < NEAR * top]
    if not near:
        return "r"
    is_above = own > near[0] or (own == near[0] and place == 0)
    return "t" if is_above else "b"
