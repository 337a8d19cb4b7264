"""The scorecard: scores and peers' medians as a radar or bars, the widest differences beside."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from perfcenter.base.formats import percent, with_sign
from perfcenter.base.numbers.rounding import rounded
from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.charts.radar import FRAME_H, LEAST, MOST, radar
from reviews.deck.charts.scores import score_bars
from reviews.deck.data import DeckData
from reviews.deck.findings.peers import NOTABLE, leads
from reviews.deck.formats import comma
from reviews.deck.grid import Column, Grid
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import (
    BODY_TOP,
    LABEL,
    NOTE,
    PT,
    Box,
    Run,
    Style,
    columns,
    paragraph,
)
from reviews.deck.wrapping import clipped, width, wrap
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.places import median_of, score_of
from scoring.sheet.printed import printed_sheet

FRAME = columns(0, 7, BODY_TOP - 50_800, FRAME_H)
SIDE = columns(7, 5, BODY_TOP + 76_200, 0)
EACH = 4
NAME_ROOM, ROOMY = 92, 9  # points of an axis' name, and how many have all of it
BAR_H, AXIS_H = 762_000, 381_000
TABLE_H = 3_302_000
BOLD, SECOND = Style(12, bold=True), Style(12, role="ink2")


def applies(data: DeckData) -> bool:
    return bool(axes(data.sheet))


def draw(press: Press) -> None:
    data, sheet = press.data, press.data.sheet
    drawn = axes(sheet)
    source = run_source(data)
    if sheet.peer_median is not None and sheet.line_title:
        words = {"source": source, "line": sheet.line_title, "count": sheet.peers}
        source = _("%(source)s. Peers are the %(count)s of the %(line)s line") % words
    canvas = press.page(findings.scorecard(sheet, press.said), source)
    is_radar = len(drawn) >= LEAST
    plot_h = len(drawn) * BAR_H
    frame = FRAME if is_radar else columns(0, 7, BODY_TOP, plot_h + AXIS_H)
    if is_radar:
        chart = radar(drawn, [axis_name(m.title, len(drawn)) for m in drawn])
    else:
        chart = score_bars(drawn, [bar_name(m.title) for m in drawn], plot_h / frame.h)
    canvas.chart(frame, chart, name=_("Scorecard"), description=described(drawn))
    keys(canvas, sheet, is_radar=is_radar)
    beside(canvas, sheet)
    press.tell(canvas, described(drawn))


def axes(sheet: Sheet) -> list[MeasureLine]:
    """The scored measures; of more than fourteen the heaviest, in the scheme's order."""
    scored = [m for m in sheet.measures if m.score is not None]
    heaviest = sorted(scored, key=lambda m: -m.weight)[:MOST]
    return [m for m in scored if m in heaviest]


def axis_name(title: str, count: int) -> str:
    """A name in lines that an axis of the radar has room for."""
    room = NAME_ROOM if count <= ROOMY else NAME_ROOM * 0.8
    text = clipped(title, LABEL.size, room, lines=2)
    return "\n".join(line.strip() for line in wrap(text, LABEL.size, room))


def bar_name(title: str) -> str:
    """A name in lines that fit beside the bars."""
    room = FRAME.w * 0.25 / PT
    text = clipped(title, LABEL.size, room, lines=2)
    return "\n".join(line.strip() for line in wrap(text, LABEL.size, room))


def described(measures: list[MeasureLine]) -> str:
    parts = [f"{m.title} {score_of(m)}" for m in measures]
    return _("Scores by measure: %(scores)s") % {"scores": comma().join(parts)}


def keys(canvas: Canvas, sheet: Sheet, *, is_radar: bool) -> None:
    """The legend: a sample of each series as it is drawn, and what the thick ring is."""
    entries = [("own", "ellipse", "own", _("Own"))]
    if any(m.peer_median is not None for m in sheet.measures):
        entries.append(("peer", "rect", "paper", _("Peers' median")))
    x, y = SIDE.x, SIDE.y
    for role, shape, inside, word in entries:
        if is_radar:
            canvas.rule(x, y + 114_300, 203_200, role, 2.25 if role == "own" else 1.5)
        mark = Box(x + 63_500, y + 76_200, 76_200, 76_200)
        shape = shape if is_radar else "rect"
        canvas.fill(mark, inside, line=role, shape=shape, points=1.25, name="Sample")
        wide = round((width(word, LABEL.size) * 1.05 + 4) * PT)
        text = Box(x + 266_700, y, wide, LABEL.leading * PT)
        canvas.text(text, [paragraph(word, LABEL)], name="Legend")
        x = text.right + 177_800
    if is_radar:
        ring = Box(x, y, SIDE.right - x, LABEL.leading * PT)
        canvas.text(ring, [paragraph(_("Thick ring = 100"), NOTE)], name="Legend")


def beside(canvas: Canvas, sheet: Sheet) -> None:
    """The four widest leads and gaps; without peers the four highest and lowest scores."""
    pairs = leads(sheet)
    has_peers = bool(pairs)
    weights = {m.line.code: m.weight for d in printed_sheet(sheet).dimensions for m in d.measures}
    if not has_peers:
        scored = [m for m in sheet.measures if m.score is not None]
        pairs = sorted(((m, rounded(m.score or 0)) for m in scored), key=lambda p: -p[1])
    rows = pairs if len(pairs) <= 2 * EACH else pairs[:EACH] + pairs[-EACH:]
    cells = []
    for measure, lead in rows:
        end = difference(lead) if has_peers else Run(percent(weights[measure.code]), LABEL)
        own, median = Run(score_of(measure), BOLD), Run(median_of(measure), SECOND)
        cells.append((Run(measure.title, LABEL), own, median, end))
    last = _("Lead") if has_peers else _("Weight")
    heads = (Column(_("Own")), Column(_("Median")), Column(last))
    grid = Grid((Column(_("Measure"), "l", part=1), *heads), tuple(cells))
    table = grid.table(SIDE.w, TABLE_H, sizes=(12, 11, 10), lines=1)
    canvas.table(SIDE.x, SIDE.y + 330_200, table, _("Widest differences"))
    note = note_for(sheet, has_peers=has_peers, cut=len(rows) < len(pairs))
    lines = [line.strip() for line in wrap(note, NOTE.size, SIDE.w / PT)]
    top = SIDE.y + 330_200 + table.height + 76_200
    box = Box(SIDE.x, top, SIDE.w, len(lines) * NOTE.leading * PT)
    canvas.text(box, [paragraph("\n".join(lines), NOTE)], name="Note")


def difference(lead: Decimal) -> Run:
    """A lead with its sign and ▲▼; small ones without a colour."""
    text = with_sign(lead)
    if lead >= NOTABLE:
        return Run(f"▲ {text}", Style(12, bold=True, role="good"))
    if lead <= -NOTABLE:
        return Run(f"▼ {text}", Style(12, bold=True, role="bad"))
    return Run(text, LABEL)


def note_for(sheet: Sheet, *, has_peers: bool, cut: bool) -> str:
    scores = [f"{d.title} {score_of(d)}" for d in sheet.dimensions if d.score is not None]
    parts = [_("Dimensions: %(list)s.") % {"list": comma().join(scores)}] if scores else []
    if not has_peers:
        parts.append(_("Peers' medians are shown from five people up."))
    if cut and has_peers:
        parts.append(_("The four furthest ahead of the median and the four furthest behind."))
    elif cut:
        parts.append(_("The four highest and the four lowest scores."))
    if len([m for m in sheet.measures if m.score is not None]) > MOST:
        parts.append(_("The radar shows the %(count)s heaviest measures.") % {"count": MOST})
    return " ".join(parts)
