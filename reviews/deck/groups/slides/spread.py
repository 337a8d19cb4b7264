"""How grades and scores are spread: two charts side by side, and what lies in the middle."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import plain
from perfcenter.base.numbers.rounding import exact
from reviews.deck.canvas import Canvas
from reviews.deck.charts.counts import Counts, count_columns
from reviews.deck.charts.values import Look
from reviews.deck.formats import comma
from reviews.deck.groups import findings
from reviews.deck.groups.data import PLACES, GroupData, quantile
from reviews.deck.slides.facts import legend
from reviews.deck.slides.page import PressOf, run_source
from reviews.deck.style import (
    BODY_TOP,
    FULL,
    MARGIN,
    NOTE,
    PT,
    SECOND,
    Box,
    Fill,
    Stroke,
    Style,
    columns,
    paragraph,
)
from scoring.sheet.places import PLACES as SCORE_PLACES

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
MOST_BINS = 9
HEAD = Style(14, bold=True)
CHART_H = 3_302_000
FIGURE = Style(20, bold=True)
NOW, BEFORE = Look(Fill("own")), Look(Fill("paper"), Stroke("peer", 1.25))
FACTS_Y = 5_372_100


@dataclass(frozen=True)
class Bin:
    """Scores from `low` up to, but not reaching, `high`."""

    low: int
    high: int
    count: int

    @property
    def name(self) -> str:
        return f"{self.low}–{self.high}"


def applies(data: GroupData) -> bool:
    return bool(data.scored)


def draw(press: PressOf[GroupData]) -> None:
    data = press.data
    template = _("%(source)s. A range holds its lower bound and not its upper one")
    source = template % {"source": run_source(data)}
    canvas = press.page(findings.spread(data, press.said), source)
    left, right = columns(0, 6, BODY_TOP, 0), columns(6, 6, BODY_TOP, 0)
    told = [draw_grades(canvas, left, data), draw_scores(canvas, right, data)]
    shown = facts(data)
    draw_facts(canvas, shown)
    press.tell(canvas, *told, *(f"{name} {figure}" for name, figure in shown))


def draw_grades(canvas: Canvas, box: Box, data: GroupData) -> str:
    """People by grade, beside the year before where it had the same grades."""
    canvas.text(Box(box.x, box.y, box.w, 266_700), [paragraph(_("People by grade"), HEAD)])
    names = tuple(one.title for one in data.grades)
    tracks = [Counts(_("this year"), tuple(g.now for g in data.grades), NOW, "own")]
    if all(one.before is not None for one in data.grades):
        past = tuple(one.before for one in data.grades)
        tracks.append(Counts(_("last year"), past, BEFORE, "peer"))
    frame = Box(box.x, box.y + 317_500, box.w, CHART_H)
    told = comma().join(f"{g.title} {g.now}" for g in data.grades)
    chart = count_columns(names, tracks, CHART_H)
    canvas.chart(frame, chart, name=_("People by grade"), description=told)
    entries = [("own", None, _("this year")), ("peer", "paper", _("last year"))]
    legend(canvas, Box(box.x, frame.bottom + 25_400, box.w, 0), entries[: len(tracks)])
    return told


def draw_scores(canvas: Canvas, box: Box, data: GroupData) -> str:
    """People by composite score; what is below good stands out."""
    canvas.text(Box(box.x, box.y, box.w, 266_700), [paragraph(_("People by score"), HEAD)])
    found = bins(data)
    good = data.good_from
    is_good = [one.low >= good for one in found]
    tracks = [
        Counts(
            name,
            tuple(b.count if ok is wanted else None for b, ok in zip(found, is_good, strict=True)),
            Look(Fill(role)),
            role,
        )
        for name, role, wanted in (
            (_("Below %(good)s") % {"good": plain(good, 0)}, "bad", False),
            (_("From %(good)s up") % {"good": plain(good, 0)}, "own", True),
        )
    ]
    frame = Box(box.x, box.y + 317_500, box.w, CHART_H)
    told = comma().join(f"{one.name}: {one.count}" for one in found)
    chart = count_columns([one.name for one in found], tracks, CHART_H, over=True)
    canvas.chart(frame, chart, name=_("People by score"), description=told)
    entries = [(track.role, None, track.name) for track in tracks]
    legend(canvas, Box(box.x, frame.bottom + 25_400, box.w, 0), entries)
    return told


def bins(data: GroupData) -> list[Bin]:
    """Ranges of one breadth, one of which begins at what counts as good."""
    scores = [p.composite for p in data.scored if p.composite is not None]
    good = exact(data.good_from)
    whole = good.numerator // good.denominator
    for step in STEPS:
        first = whole + (min(scores) - whole) // step * step
        last = whole + (max(scores) - whole) // step * step
        if (last - first) // step < MOST_BINS:
            break
    return [
        Bin(low, low + step, sum(low <= score < low + step for score in scores))
        for low in range(int(first), int(last) + 1, step)
    ]


def facts(data: GroupData) -> list[tuple[str, str]]:
    """Mean, median, the middle half, the highest and the lowest score."""
    middle, low, high = (quantile(data.scored, Fraction(n, 4)) for n in (2, 1, 3))
    scores = sorted(p.composite for p in data.scored if p.composite is not None)
    between = f"{plain(low, PLACES)}–{plain(high, PLACES)}"
    return [
        (_("Mean"), plain(data.mean, PLACES)),
        (_("Median"), plain(middle, PLACES)),
        (_("The middle half"), between),
        (_("Highest score"), plain(scores[-1], SCORE_PLACES)),
        (_("Lowest score"), plain(scores[0], SCORE_PLACES)),
    ]


def draw_facts(canvas: Canvas, shown: list[tuple[str, str]]) -> None:
    canvas.rule(MARGIN, FACTS_Y, FULL, "ink", 1)
    for index, (name, figure) in enumerate(shown):
        start, span = ((0, 2), (2, 2), (4, 4), (8, 2), (10, 2))[index]
        box = columns(start, span, FACTS_Y + 76_200, 254_000)
        canvas.text(box, [paragraph(name, SECOND)], name="Term", wrap=False)
        at = Box(box.x, box.y + 254_000, box.w, FIGURE.leading * PT)
        canvas.text(at, [paragraph(figure, FIGURE)], name="Figure", wrap=False)


__all__ = ["NOTE", "applies", "draw"]
