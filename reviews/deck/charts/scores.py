"""Scores as bars, where there are too few of them for a radar: own and peers' median."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from perfcenter.ui.workbooks import figure
from reviews.deck.charts.book import Draft, number, shown
from reviews.deck.charts.values import CategoryAxis, Chart, Labels, Look, Plot, Series, ValueAxis
from reviews.deck.style import Fill, Stroke, Style
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import median_of, places_of, score_of

OWN, PEERS = Look(Fill("own")), Look(Fill("paper"), Stroke("peer", 1.5))


def score_bars(measures: Sequence[MeasureLine], names: Sequence[str], plot_share: float) -> Chart:
    """Draw scores over the upper `plot_share` of the frame."""
    draft = Draft()
    draft.add("name", "", list(names))
    scores = [number(figure(m.score, places_of(m))) for m in measures]
    draft.add("own", _("Own"), scores)
    series = [_labelled(draft, "own", [score_of(m) for m in measures], measures, OWN)]
    if any(m.peer_median is not None for m in measures):
        medians = [number(figure(m.peer_median, places_of(m))) for m in measures]
        draft.add("peers", _("Peers' median"), medians)
        texts = ["" if m.peer_median is None else median_of(m) for m in measures]
        series.append(_labelled(draft, "peers", texts, measures, PEERS))
    return Chart(
        (0.27, 0.0, 0.72, plot_share),
        (Plot("bars", tuple(series), gap=70),),
        CategoryAxis(Style(12), Stroke("ink", 1), position="l", reverse=True),
        ValueAxis(Style(12, role="ink3"), '0;"−"0', position="b", labels="nextTo", crosses="max"),
        draft.done(),
    )


def _labelled(
    draft: Draft, name: str, texts: Sequence[str], measures: Sequence[MeasureLine], look: Look
) -> Series:
    """A series whose labels follow its numbers."""
    whole = name == "peers"
    places = [0 if whole and not m.median_places else places_of(m) for m in measures]
    formulas = [f'IF([{name}]="","",{shown(f"[{name}]", some)})' for some in places]
    read = draft.computed(f"{name}_text", _("Text"), formulas, list(texts))
    role = "own" if name == "own" else "peer"
    labels = Labels(read, "outEnd", Style(12, bold=name == "own", role=role))
    return Series(draft.place(name), look, labels)
