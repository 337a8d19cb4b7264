"""The scorecard as a radar: own scores solid with discs, medians dashed with hollow squares.

Names, scores and rings are the chart's own. What lies beyond the rings is drawn at the last of them
with a triangle, and its name carries the cut mark and the true score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from perfcenter.base.numbers.comparing import is_below
from perfcenter.ui.workbooks import figure
from reviews.deck.charts.book import Draft, number, shown
from reviews.deck.charts.values import (
    CategoryAxis,
    Chart,
    Formula,
    Look,
    Marker,
    Number,
    Plot,
    Series,
    ValueAxis,
)
from reviews.deck.formats import CUT
from reviews.deck.style import Fill, Stroke, Style
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import places_of, score_of

LOWS, HIGHS, STEP = (40.0, 0.0), (120.0, 160.0), 20.0
LEAST, MOST = 5, 14
FRAME_W, FRAME_H = 6_350_000, 4_762_500
PLOT = (0.2, 0.1, 0.6, 0.8)
OWN = Look(stroke=Stroke("own", 2.25), marker=Marker("circle", 7, Fill("own"), Stroke("own")))
PEERS = Look(
    stroke=Stroke("peer", 1.5, "sysDash"),
    marker=Marker("square", 7, Fill("paper"), Stroke("peer", 1.25)),
)
PAST = Look(marker=Marker("triangle", 9, Fill("paper"), Stroke("own", 1.5)))


@dataclass(frozen=True)
class Rings:
    """From which score to which the rings go."""

    low: float
    high: float

    @classmethod
    def around(cls, measures: Sequence[MeasureLine]) -> Rings:
        """From 40 to 120 if that holds all scores, else down to 0 or up to 160."""
        found = [s for m in measures for s in (m.score, m.peer_median) if s is not None]
        lows = (low for low in LOWS if low <= min(found))
        highs = (high for high in HIGHS if high >= max(found))
        return cls(next(lows, LOWS[-1]), next(highs, HIGHS[-1]))

    def drawn(self, score: float) -> float:
        """A score as far as the rings go; the axis' name and the workbook carry the true one."""
        return min(max(score, self.low), self.high)

    def cuts(self, score: float | None) -> bool:
        return score is not None and not self.low <= score <= self.high

    def formula(self, name: str) -> str:
        return f"MIN(MAX([{name}],{self.low}),{self.high})"

    def text(self, measure: MeasureLine, name: str) -> str:
        """What stands at an axis: the name, and the score with the marks it needs."""
        bad = "▼ " if is_below(measure.score, measure.good_from) else ""
        cut = f"{CUT} " if self.cuts(measure.score) else ""
        return f"{name}\n{cut}{bad}{score_of(measure)}"


def radar(measures: Sequence[MeasureLine], names: Sequence[str]) -> Chart:
    """Draw the measures' scores, true as far as the rings go."""
    rings, draft = Rings.around(measures), Draft()
    texts = []
    for measure, name in zip(measures, names, strict=True):
        marks = (
            f'IF(OR([score]<{rings.low},[score]>{rings.high}),"{CUT} ","")'
            f'&IF([score]<{float(measure.good_from)!r},"▼ ","")'
        )
        formula = f"[name]&CHAR(10)&{marks}&{shown('[score]', places_of(measure))}"
        texts.append(Formula(formula, rings.text(measure, name)))
    draft.add("axis", "", texts)
    draft.add("name", _("Measure"), list(names))
    scores = [number(figure(m.score, places_of(m))) for m in measures]
    medians = [number(figure(m.peer_median, places_of(m))) for m in measures]
    draft.add("score", _("Score, exact"), scores)
    draft.add("median", _("Peers' median, exact"), medians)
    hundred = draft.add("hundred", _("100 points"), [Number(100.0)] * len(measures))
    series = [Series(hundred, Look(stroke=Stroke("ink3", 1.5)))]
    if any(m.peer_median is not None for m in measures):
        values = [None if m.peer_median is None else rings.drawn(m.peer_median) for m in measures]
        place = draft.computed("peers", _("Peers' median"), rings.formula("median"), values)
        series.append(Series(place, PEERS))
    own = [rings.drawn(m.score or 0.0) for m in measures]
    series.append(Series(draft.computed("own", _("Own"), rings.formula("score"), own), OWN))
    if any(rings.cuts(m.score) for m in measures):
        past = [rings.drawn(m.score or 0.0) if rings.cuts(m.score) else None for m in measures]
        place = draft.computed(
            "past", _("Cut, true score at the name"), rings.formula("score"), past
        )
        series.append(Series(place, PAST))
    return Chart(
        PLOT,
        (Plot("radar", tuple(series)),),
        CategoryAxis(Style(12), Stroke("hair"), labels="nextTo", spokes=True),
        ValueAxis(
            Style(10, role="ink3"),
            "0",
            labels="nextTo",
            bounds=(rings.low, rings.high),
            step=STEP,
        ),
        draft.done(),
    )
