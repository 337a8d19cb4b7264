"""How many there are of each kind, as columns side by side or piled up; the counts are typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

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
from reviews.deck.style import Stroke, Style

AXIS_H = 254_000


@dataclass(frozen=True)
class Counts:
    """A series: its name, a count a category (None: not of this series), its look and role."""

    name: str
    counts: tuple[int | None, ...]
    look: Look
    role: str


def count_columns(
    names: Sequence[str], tracks: Sequence[Counts], high: int, *, piled: bool = False
) -> Chart:
    """Draw the counts in a frame so high, each with its number."""
    draft = Draft()
    draft.add("name", "", list(names))
    series = [_series(draft, place, track) for place, track in enumerate(tracks)]
    return Chart(
        (0.01, 0.08, 0.98, 0.92 - AXIS_H / high),
        (Plot("columns", tuple(series), stacked=piled, gap=45, overlap=0),),
        CategoryAxis(Style(12), Stroke("ink", 1)),
        ValueAxis(Style(12, role="ink3"), "0", labels="none"),
        draft.done(),
    )


def _series(draft: Draft, place: int, track: Counts) -> Series:
    cells = [None if count is None else Number(float(count)) for count in track.counts]
    at = draft.add(f"count{place}", track.name, cells)
    texts = ["" if count is None else str(count) for count in track.counts]
    formula = f'IF([count{place}]="","",{shown(f"[count{place}]", 0)})'
    read = draft.computed(f"text{place}", _("Text"), formula, texts)
    return Series(at, track.look, Labels(read, "outEnd", Style(12, bold=True, role=track.role)))
