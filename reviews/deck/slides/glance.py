"""The year at a glance: four big figures with their completion bars, and where they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text
from perfcenter.base.numbers.comparing import is_below
from reviews.deck import figures as shown_figures
from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.data import DeckData
from reviews.deck.findings.base import Planned, completion_of
from reviews.deck.formats import comma, stop
from reviews.deck.slides.bars import completion_bar
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import (
    FULL,
    MARGIN,
    PT,
    SECOND,
    Box,
    Paragraph,
    Run,
    Style,
    columns,
    paragraph,
)
from reviews.deck.wrapping import clipped, line_count, width
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.places import completion_of as completed
from scoring.sheet.places import composite_gap, composite_of, score_of
from scoring.sheet.scales import scale_of

FIGURES = 4
TOP = 1_701_800
BAR_Y, FIRST_ROW_Y, ROW_H = TOP + 1_600_200, TOP + 1_968_500, 514_350
SENTENCE_Y = 5_537_200
SMALL = ((14, 14), (13, 14), (12, 14), (11, 14), (11, 12), (10, 11), (10, 10))
BIG, FIGURE_LEADING = (44, 40, 36, 34, 32, 30, 24), 56


def applies(data: DeckData) -> bool:
    return bool(figures(data.sheet))


def draw(press: Press) -> None:
    data, sheet = press.data, press.data.sheet
    shown = figures(sheet)
    canvas = press.page(findings.glance(sheet, shown, press.said), run_source(data))
    size = size_for(shown)
    for index, measure in enumerate(shown):
        figure(canvas, columns(index * 3, 3, TOP, 0), measure, sheet, size)
    canvas.rule(MARGIN, SENTENCE_Y, FULL, "rule", 0.75)
    box = Box(MARGIN, SENTENCE_Y + 127_000, FULL, 330_200)
    text = sentence(sheet)
    size = next((s for s in (16, 14, 12) if line_count(text, s, FULL / PT) == 1), 11)
    canvas.text(box, [paragraph(text, Style(size))], name="Standing")
    press.tell(canvas, text)


def figures(sheet: Sheet) -> list[MeasureLine]:
    """The heaviest measures with a plan; the heaviest one to keep low takes the last place.

    One that has neither a plan nor a year before gives way to any that has.
    """
    valued = [m for m in sheet.measures if m.value is not None]
    heaviest = sorted(
        valued, key=lambda m: (not is_compared(m), completion_of(m) is None, -m.weight)
    )
    risk = next((m for m in heaviest if m.lower_is_better and is_compared(m)), None)
    others = [m for m in heaviest if m is not risk][: FIGURES - (risk is not None)]
    others.sort(key=sheet.measures.index)
    return others + ([risk] if risk is not None else [])


def is_compared(measure: MeasureLine) -> bool:
    """Whether there is a plan, or a year before, to compare a value with."""
    return completion_of(measure) is not None or measure.previous_value is not None


def figure(
    canvas: Canvas,
    box: Box,
    measure: MeasureLine,
    sheet: Planned,
    size: int,
    more: Sequence[tuple[str, Run]] = (),
) -> None:
    """A column: name, figure, completion bar, plan, the year before; `more` follows it."""
    canvas.rule(box.x, TOP, box.w, "ink", 1)
    name = clipped(measure.title, SECOND.size, box.w / PT)
    canvas.text(Box(box.x, TOP + 127_000, box.w, 260_350), [paragraph(name, SECOND)], name="Name")
    completion = completion_of(measure)
    bad = is_bad(measure, completion, sheet)
    value, beside = written(measure)
    role = "bad" if bad else "ink"
    runs = [
        Run(value, Style(size, bold=True, role=role)),
        *([Run(beside, SECOND)] if beside else []),
    ]
    at = Box(box.x, TOP + 444_500, box.w, FIGURE_LEADING * PT)
    line = Paragraph(tuple(runs), leading=FIGURE_LEADING)
    canvas.text(at, [line], anchor="bottom", name="Figure", wrap=False)
    if completion is not None:
        completion_bar(canvas, Box(box.x, BAR_Y, box.w * 9 // 10, 76_200), completion, bad=bad)
    lines = [*rows(measure, completion, bad=bad), *more]
    for index, (left, right) in enumerate(lines):
        row(canvas, Box(box.x, FIRST_ROW_Y + index * ROW_H, box.w, ROW_H), left, right)


def written(measure: MeasureLine) -> tuple[str, str]:
    """The figure, and its unit small beside it."""
    scale = scale_of(measure)
    return scale.text(measure.value), f" {scale.unit}" if scale.unit else ""


def size_for(measures: list[MeasureLine]) -> int:
    """One size for all figures: 44 pt, or the largest at which each fits its column.

    What is measured has its slack already, so that a figure keeps to its column in any typeface.
    """
    room = columns(0, 3, 0, 0).w / PT
    texts = [written(m) for m in measures]
    for size in BIG:
        if all(width(v, size, bold=True) + width(u, SECOND.size) <= room for v, u in texts):
            return size
    return BIG[-1]


def is_bad(measure: MeasureLine, completion: Fraction | None, sheet: Planned) -> bool:
    if completion is not None:
        return is_below(completion * 100, sheet.good_from)
    return is_below(measure.score, sheet.good_from)


def rows(measure: MeasureLine, completion: Fraction | None, *, bad: bool) -> list[tuple[str, Run]]:
    """Plan and completion (or the score), then the year before and the change."""
    strong = Style(14, bold=True, role="bad" if bad else "ink")
    scale = scale_of(measure)
    mark = "▼ " if bad else ""
    found = []
    if completion is not None:
        bound = "≤ " if measure.lower_is_better else ""
        plan = _("Plan %(value)s") % {"value": bound + scale.text(measure.target)}
        found.append((plan, Run(mark + completed(measure), strong)))
    elif measure.score is not None:
        found.append((_("No plan; score"), Run(mark + score_of(measure), strong)))
    if measure.previous_value is not None and measure.value is not None:
        before = scale.text(measure.previous_value)
        found.append((_("Last year %(value)s") % {"value": before}, change(measure)))
    return found


def change(measure: MeasureLine) -> Run:
    """The change with its sign, ▲▼, and a colour that says whether it is for the better."""
    before, now = measure.previous_value or Fraction(0), measure.value or Fraction(0)
    by = now - before
    text = shown_figures.change(scale_of(measure), measure.unit, now, before)
    if measure.unit == "ratio":
        text = _("%(points)s pp") % {"points": text}
    if not by:
        return Run(text, Style(14, bold=True))
    better = (by > 0) != measure.lower_is_better
    mark = "▲ " if by > 0 else "▼ "
    return Run(mark + text, Style(14, bold=True, role="good" if better else "bad"))


def row(canvas: Canvas, box: Box, left: str, right: Run) -> None:
    """A line of two; both are set smaller before either is cut, and words give way to figures."""
    canvas.rule(box.x, box.y, box.w, "hair", 0.75)
    inner = Box(box.x, box.y + 114_300, box.w, 285_750)
    small, large = _sizes(left, right.text, box.w / PT)
    wide = round(width(right.text, large, bold=True) * PT)
    room = (box.w - wide) / PT - 4
    if width(left, small) > room:
        left = left.rpartition(" ")[2]
    text = paragraph(clipped(left, small, room), SECOND._replace(size=small))
    canvas.text(Box(box.x, inner.y, box.w - wide, inner.h), [text], wrap=False)
    at = Box(box.right - wide, inner.y, wide, inner.h)
    style = right.style._replace(size=large)
    line = Paragraph((Run(right.text, style),), "r").levelled()
    canvas.text(at, [line], name="Value", wrap=False)


def _sizes(left: str, right: str, room: float) -> tuple[int, int]:
    """The largest sizes at which both have room side by side."""
    fitting = (
        (small, large)
        for small, large in SMALL
        if line_count(left, small, room - width(right, large, bold=True) - 4) == 1
    )
    return next(fitting, SMALL[-1])


def sentence(sheet: Sheet) -> str:
    """The composite, where it stands, and how far from the median."""
    if sheet.is_withheld:
        return _("The composite score is known at publication")
    if sheet.composite is None:
        return _("No composite score: too little of the weight had data")
    parts = [_("Composite score %(score)s") % {"score": composite_of(sheet)}]
    if sheet.peer_rank is not None:
        words = {"line": sheet.line_title, "peers": sheet.peers, "rank": sheet.peer_rank}
        parts.append(_("%(rank)s of %(peers)s in the %(line)s line") % words)
    lead = composite_gap(sheet)
    if lead is not None:
        parts.append(from_median(lead))
    return comma().join(parts) + stop()


def from_median(lead: Decimal) -> str:
    """How far the composite as shown is from the peers' median as shown."""
    if not lead:
        return _("exactly at the peers' median")
    above, below = _("%(points)s above the peers' median"), _("%(points)s below the peers' median")
    return (above if lead > 0 else below) % {"points": as_text(abs(lead))}
