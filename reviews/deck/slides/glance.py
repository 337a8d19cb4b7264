"""The year at a glance: four big figures with their completion bars, and where they lead to."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.rounding import exact
from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.findings.base import completion_of
from reviews.deck.formats import Unit, comma, decimal, percent, signed, stop, unit_of
from reviews.deck.slides.page import Press, run_source
from reviews.deck.spacing import spaced
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
from reviews.deck.wrapping import clipped, width
from scoring.sheet import MeasureLine, Sheet

FIGURES = 4
TOP = 1_701_800
BAR_Y, FIRST_ROW_Y, ROW_H = TOP + 1_600_200, TOP + 1_968_500, 514_350
SENTENCE_Y = 5_537_200
TRACK = Fraction(13, 10)
BIG = (44, 36, 30, 24)


def draw(press: Press) -> None:
    data, sheet = press.data, press.data.sheet
    canvas = press.page(findings.glance(sheet), run_source(data))
    shown = figures(sheet)
    if not shown:
        text = _("No measure has a value yet")
        canvas.text(Box(MARGIN, TOP, FULL, 400_050), [paragraph(text, Style(20))])
    for index, measure in enumerate(shown):
        figure(canvas, columns(index * 3, 3, TOP, 0), measure, sheet)
    canvas.rule(MARGIN, SENTENCE_Y, FULL, "rule", 0.75)
    box = Box(MARGIN, SENTENCE_Y + 127_000, FULL, 330_200)
    text = clipped(spaced(sentence(sheet)), 16, FULL / PT)
    canvas.text(box, [paragraph(text, Style(16))], name="Standing")


def figures(sheet: Sheet) -> list[MeasureLine]:
    """The heaviest measures with a plan; the heaviest where lower is better takes the last place."""
    valued = [m for m in sheet.measures if m.value is not None]
    heaviest = sorted(valued, key=lambda m: (completion_of(m) is None, -m.weight))
    risk = next((m for m in heaviest if m.lower_is_better), None) or next(
        (m for m in sorted(valued, key=lambda m: -m.weight) if m.lower_is_better), None
    )
    others = [m for m in heaviest if m is not risk][: FIGURES - (risk is not None)]
    others.sort(key=sheet.measures.index)
    return others + ([risk] if risk is not None else [])


def figure(canvas: Canvas, box: Box, measure: MeasureLine, sheet: Sheet) -> None:
    canvas.rule(box.x, TOP, box.w, "ink", 1)
    name = clipped(spaced(measure.title), SECOND.size, box.w / PT)
    canvas.text(Box(box.x, TOP + 127_000, box.w, 260_350), [paragraph(name, SECOND)], name="Name")
    completion = completion_of(measure)
    is_bad = is_below(measure, completion, sheet)
    unit = unit_of(measure.unit, [measure.value])
    value = Box(box.x, TOP + 444_500, box.w, 56 * PT)
    canvas.text(value, [big(measure, unit, box.w / PT, bad=is_bad)], anchor="bottom", name="Figure")
    completion_bar(canvas, Box(box.x, BAR_Y, box.w * 9 // 10, 76_200), completion, bad=is_bad)
    for index, (left, right) in enumerate(rows(measure, unit, completion, bad=is_bad)):
        row(canvas, Box(box.x, FIRST_ROW_Y + index * ROW_H, box.w, ROW_H), left, right)


def is_below(measure: MeasureLine, completion: Fraction | None, sheet: Sheet) -> bool:
    if completion is not None:
        return completion * 100 < sheet.good_from
    return measure.score is not None and measure.score < sheet.good_from


def big(measure: MeasureLine, unit: Unit, room: float, *, bad: bool) -> Paragraph:
    """The figure at 44 pt, or as large as its column allows, with its unit small beside it."""
    value = unit.figure(measure.value or 0)
    beside = f" {unit.word}" if unit.word else ""
    role = "bad" if bad else "ink"
    size = next(
        (s for s in BIG if width(value, s, bold=True) + width(beside, 14) <= room * 0.97), BIG[-1]
    )
    runs = (Run(value, Style(size, bold=True, role=role)), Run(beside, SECOND))
    return Paragraph(runs[: 2 if beside else 1], leading=56)


def completion_bar(canvas: Canvas, track: Box, completion: Fraction | None, *, bad: bool) -> None:
    """A track to 130% with an ink mark at 100%; beyond it the bar is higher, after a gap."""
    if completion is None:
        canvas.fill(track, None, line="rule", dash="dash", name="No plan")
        return
    canvas.fill(track, "dedt", name="Track")
    hundred = round(track.w / TRACK)
    role = "bad" if bad else "own"
    within = round(hundred * min(max(completion, Fraction(0)), Fraction(1)))
    if within:
        canvas.fill(Box(track.x, track.y, within, track.h), role, name="Completion")
    if completion > 1:
        start = track.x + hundred + 19_050
        end = track.x + min(round(hundred * completion), track.w)
        if end > start:
            canvas.fill(
                Box(start, track.y - 25_400, end - start, track.h + 50_800), role, name="Beyond"
            )
        if completion > TRACK:
            cuts(canvas, end, track)
    canvas.rule(track.x + hundred, track.y - 101_600, 0, "ink", 1.25, h=track.h + 203_200)


def cuts(canvas: Canvas, end: int, track: Box) -> None:
    """Past the track: two cuts."""
    for offset in (88_900, 139_700):
        canvas.fill(
            Box(end - offset, track.y - 25_400, 19_050, track.h + 50_800), "paper", name="Cut"
        )


def rows(
    measure: MeasureLine, unit: Unit, completion: Fraction | None, *, bad: bool
) -> list[tuple[str, Run]]:
    """Plan and completion (or the score), then the year before and the change."""
    role = "bad" if bad else "ink"
    strong = Style(14, bold=True, role=role)
    found = []
    if measure.target is not None and completion is not None:
        bound = "≤ " if measure.lower_is_better else ""
        plan = _("Plan %(value)s") % {"value": bound + unit.figure(measure.target)}
        found.append((plan, Run(("▼ " if bad else "") + percent(completion), strong)))
    elif measure.score is not None:
        score = decimal(measure.score, 1)
        found.append((_("No plan; score"), Run(("▼ " if bad else "") + score, strong)))
    if measure.previous_value is not None and measure.value is not None:
        before = _("Year before %(value)s") % {"value": unit.figure(measure.previous_value)}
        found.append((before, change(measure, unit)))
    return found


def change(measure: MeasureLine, unit: Unit) -> Run:
    """The change with its sign, ▲▼, and a colour that says whether it is for the better."""
    before, now = measure.previous_value or Fraction(0), measure.value or Fraction(0)
    by = now - before
    if measure.unit == "ratio":
        text = _("%(points)s pp") % {"points": signed(by * 100)}
    elif measure.unit == "yuan" and before > 0:
        text = f"{signed(by / before * 100, 1)}%"
    else:
        text = unit.change(by)
    if not by:
        return Run(text, Style(14, bold=True))
    better = (by > 0) != measure.lower_is_better
    mark = "▲ " if by > 0 else "▼ "
    return Run(mark + text, Style(14, bold=True, role="good" if better else "bad"))


def row(canvas: Canvas, box: Box, left: str, right: Run) -> None:
    canvas.rule(box.x, box.y, box.w, "hair", 0.75)
    inner = Box(box.x, box.y + 114_300, box.w, 285_750)
    value = spaced(right.text)
    wide = round((width(value, 14, bold=True) + 6) * PT)
    text = clipped(spaced(left), SECOND.size, (box.w - wide) / PT - 4)
    canvas.text(Box(box.x, inner.y, box.w - wide, inner.h), [paragraph(text, SECOND)])
    at = Box(box.right - wide, inner.y, wide, inner.h)
    canvas.text(at, [Paragraph((Run(value, right.style),), "r")], name="Value")


def sentence(sheet: Sheet) -> str:
    """The composite, where it stands, and how far from the median."""
    if sheet.composite is None:
        return _("No composite score: too little of the weight had data")
    parts = [_("Composite score %(score)s") % {"score": decimal(sheet.composite)}]
    if sheet.peer_rank is not None:
        words = {"line": sheet.line_title, "peers": sheet.peers, "rank": sheet.peer_rank}
        parts.append(_("%(rank)s of %(peers)s in the %(line)s line") % words)
    if sheet.peer_median is not None:
        lead = sheet.composite - exact(sheet.peer_median)
        above, below = (
            _("%(points)s above the peers' median"),
            _("%(points)s below the peers' median"),
        )
        parts.append((above if lead >= 0 else below) % {"points": decimal(abs(lead))})
    return comma().join(parts) + stop()
