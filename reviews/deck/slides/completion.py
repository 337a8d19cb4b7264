"""Plan completion: a native bar for each plan, name and amounts beside it, peers as diamonds."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.charts.completion import LEAST, MOST, completion_bars
from reviews.deck.data import DeckData
from reviews.deck.findings.base import planned
from reviews.deck.formats import CUT, comma
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import (
    BODY_TOP,
    FULL,
    LABEL,
    MARGIN,
    NOTE,
    PT,
    Box,
    Style,
    paragraph,
)
from reviews.deck.wrapping import clipped, width
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import completion_of

MOST_ROWS = 8
MOST_ROW_H, PLOT_H = 622_300, 4_114_800
CHART_TOP = BODY_TOP + 254_000
NAMES_W, AXIS_H = 3_556_000, 317_500
NAME = Style(12)
Pair = tuple[MeasureLine, Fraction]


def applies(data: DeckData) -> bool:
    return bool(planned(data.sheet))


def draw(press: Press) -> None:
    """One slide: of more than eight plans the heaviest, the others stand in the appendix."""
    data, sheet = press.data, press.data.sheet
    pairs = shown(planned(sheet))
    source = run_source(data)
    if len(pairs) < len(planned(sheet)):
        template = _("%(source)s. The %(count)s heaviest plans, all of them in the appendix")
        source = template % {"source": source, "count": len(pairs)}
    canvas = press.page(findings.completion(sheet, press.said), source)
    one_chart(canvas, pairs, sheet.good_from)
    press.tell(canvas, *(f"{m.title} {completion_of(m)}" for m, _c in pairs))


def shown(pairs: list[Pair]) -> list[Pair]:
    """The heaviest, furthest ahead first; among them the best and the worst, which titles name."""
    if len(pairs) <= MOST_ROWS:
        return pairs
    ends = [pairs[0], pairs[-1]]
    others = sorted(pairs[1:-1], key=lambda pair: -pair[0].weight)[: MOST_ROWS - len(ends)]
    return [pair for pair in pairs if pair in ends or pair in others]


def one_chart(canvas: Canvas, pairs: list[Pair], good_from: float) -> None:
    measures, completions = [m for m, _c in pairs], [c for _m, c in pairs]
    plot_h = min(MOST_ROW_H, PLOT_H // len(pairs)) * len(pairs)
    frame = Box(MARGIN, CHART_TOP, FULL, plot_h + AXIS_H)
    names = [named(m) for m in measures]
    area = (NAMES_W / FULL, 0.0, 1 - NAMES_W / FULL - 0.01, plot_h / frame.h)
    chart = completion_bars(measures, completions, names, good_from, area)
    words = [f"{m.title} {completion_of(m)}" for m in measures]
    text = _("Completion of plans: %(list)s") % {"list": comma().join(words)}
    canvas.chart(frame, chart, name=_("Plan completion"), description=text)
    keys(canvas, is_cut=any(not LEAST <= c * 100 <= MOST for c in completions))


def named(measure: MeasureLine) -> str:
    """A measure's name on one line beside its bar."""
    name = measure.title + (" ↓" if measure.lower_is_better else "")
    return clipped(name, NAME.size, (NAMES_W - 152_400) / PT)


def keys(canvas: Canvas, *, is_cut: bool) -> None:
    """The legend at the right: the mark at 100%, and what is cut."""
    y = BODY_TOP - 25_400
    word = _("Plan 100%")
    wide = round(width(word, LABEL.size) * PT)
    box = Box(MARGIN + FULL - wide, y, wide, LABEL.leading * PT)
    canvas.text(box, [paragraph(word, LABEL)], name="Legend", wrap=False)
    canvas.rule(box.x - 76_200, y + 38_100, 0, "ink", 2, h=139_700)
    if is_cut:
        word = _("%(mark)s drawn only as far as 200%%, the number is the true one") % {"mark": CUT}
        room = round(width(word, LABEL.size) * PT)
        left = Box(box.x - 304_800 - room, y, room, LABEL.leading * PT)
        canvas.text(left, [paragraph(word, NOTE)], name="Legend", wrap=False)
