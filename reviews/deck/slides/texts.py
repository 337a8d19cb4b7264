"""What the manager wrote, over as many slides as it takes: never smaller, never cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.formats import percent, plain, signed
from reviews.deck import findings
from reviews.deck.canvas import Canvas
from reviews.deck.findings import Finding, peers
from reviews.deck.findings.base import planned
from reviews.deck.slides.facts import Fact, draw_facts, message
from reviews.deck.slides.page import Press, review_source
from reviews.deck.style import BODY_BOTTOM, BODY_TOP, PT, SECOND, TEXT, Box, columns, paragraph
from reviews.deck.wrapping import split_at, wrap
from scoring.sheet import MeasureLine, Sheet

HEAD_H, RULE_DOWN = 26 * PT, 22 * PT
AFTER = 6
LINES = (BODY_BOTTOM - BODY_TOP - HEAD_H) // (TEXT.leading * PT)
WIDE, NARROW = columns(0, 8, 0, 0).w / PT, columns(0, 6, 0, 0).w / PT
Pieces = list[str]


@dataclass(frozen=True)
class Section:
    """A section of the self-review: its name, its text, what its slides are headed by."""

    name: str
    text: str
    finding: Finding
    facts: Callable[[Sheet], list[Fact]]


def draw_achievements(press: Press) -> None:
    data = press.data
    if data.achievements.strip():
        finding = findings.achievements(data.sheet, press.said)
        draw_section(press, Section(_("Achievements"), data.achievements, finding, _best))


def draw_problems(press: Press) -> None:
    """Problems and improvements side by side if both fit on a slide, else one after the other."""
    data = press.data
    names = _("Problems"), _("Improvements")
    texts = data.problems, data.improvements
    if not any(text.strip() for text in texts):
        return
    finding = findings.problems(data.sheet, press.said)
    if all(len(flow(text, [(NARROW, LINES)])) <= 1 for text in texts):
        canvas = press.page(finding, review_source(data))
        for index, (name, text) in enumerate(zip(names, texts, strict=True)):
            pieces = flow(text, [(NARROW, LINES)]) or [[_("Nothing written.")]]
            column(canvas, columns(index * 6, 6, BODY_TOP, 0), name, pieces[0])
        return
    for name, text in zip(names, texts, strict=True):
        if text.strip():
            draw_section(press, Section(name, text, finding, _worst))


def draw_unwritten(press: Press) -> None:
    """One slide that says so, rather than four empty ones."""
    finding = findings.unwritten(press.data)
    if finding is not None:
        canvas = press.page(finding, review_source(press.data))
        message(
            canvas,
            _("Achievements, problems, improvements and next year's goals follow when it is."),
        )


def draw_section(press: Press, section: Section) -> None:
    """The first slide with facts beside the text, the rest in two columns."""
    facts = section.facts(press.data.sheet)
    frames = [(WIDE, LINES)] if facts else [(NARROW, LINES)] * 2
    placed = flow(section.text, frames)
    first, rest = placed[: len(frames)], placed[len(frames) :]
    count = 1 + -(-len(rest) // 2)
    source = review_source(press.data)
    canvas = press.page(section.finding, source, part=(1, count))
    if facts:
        column(canvas, columns(0, 8, BODY_TOP, 0), section.name, first[0])
        side = columns(8, 4, BODY_TOP, 0)
        draw_facts(canvas, Box(side.x + 228_600, side.y + RULE_DOWN, side.w - 228_600, 0), facts)
    else:
        pair(canvas, section.name, first)
    for number in range(2, count + 1):
        canvas = press.page(section.finding, source, part=(number, count))
        pair(canvas, section.name, rest[2 * number - 4 : 2 * number - 2])


def pair(canvas: Canvas, name: str, pieces: list[Pieces]) -> None:
    """Two columns under one head."""
    for index, piece in enumerate(pieces):
        column(canvas, columns(index * 6, 6, BODY_TOP, 0), name if not index else "", piece)


def column(canvas: Canvas, box: Box, name: str, pieces: Pieces) -> None:
    """A head under a rule, and the text as it was written."""
    if name:
        canvas.text(Box(box.x, box.y, box.w, SECOND.leading * PT), [paragraph(name, SECOND)])
    canvas.rule(box.x, box.y + RULE_DOWN, box.w, "ink", 0.75)
    top = box.y + HEAD_H + 2 * PT
    frame = Box(box.x, top, box.w, height(pieces, box.w / PT))
    canvas.text(frame, [paragraph(piece, TEXT, after=AFTER) for piece in pieces], name="Review")


def height(pieces: Pieces, room: float) -> int:
    """How high a frame of this width must be, in EMU."""
    lines = sum(len(wrap(piece, TEXT.size, room)) for piece in pieces)
    return (lines * TEXT.leading + len(pieces) * AFTER) * PT


def flow(text: str, frames: list[tuple[float, int]]) -> list[Pieces]:
    """Place paragraphs into frames of (width, lines); past the last given, into narrow ones."""
    waiting = [line.strip() for line in text.replace("\t", " ").splitlines() if line.strip()]
    placed: list[Pieces] = []
    while waiting:
        room, lines = frames[len(placed)] if len(placed) < len(frames) else (NARROW, LINES)
        left, pieces = float(lines * TEXT.leading), []
        while waiting:
            broken = wrap(waiting[0], TEXT.size, room)
            fits = int(left // TEXT.leading)
            if len(broken) <= fits:
                pieces.append(waiting.pop(0))
                left -= len(broken) * TEXT.leading + AFTER
                continue
            if fits >= 2 or not pieces:
                head, tail = split_at(waiting[0], broken, max(fits, 1))
                pieces.append(head.rstrip())
                waiting[0] = tail.lstrip()
            break
        placed.append(pieces)
    return placed


def _best(sheet: Sheet) -> list[Fact]:
    """The plans beaten by most and the widest lead over peers; failing those, the best scores."""
    facts = [_of_plan(m, c, sheet) for m, c in planned(sheet)[:2] if c >= 1]
    facts += [_against_peers(m, lead) for m, lead in peers.leads(sheet)[:1] if lead > 0]
    if facts:
        return facts
    scored = [m for m in sheet.measures if m.score is not None]
    return [
        Fact(plain(m.score, 1), _("%(measure)s, score") % {"measure": m.title})
        for m in sorted(scored, key=lambda m: -(m.score or 0))[:3]
    ]


def _worst(sheet: Sheet) -> list[Fact]:
    """The plans missed by most, the widest gap to peers."""
    missed = [(m, c) for m, c in planned(sheet)[::-1] if c < 1]
    facts = [_of_plan(m, c, sheet) for m, c in missed[:2]]
    facts += [_against_peers(m, lead) for m, lead in peers.leads(sheet)[-1:] if lead < 0]
    return facts


def _of_plan(measure: MeasureLine, completion: Fraction, sheet: Sheet) -> Fact:
    bad = completion * 100 < sheet.good_from
    text = _("%(measure)s, of plan") % {"measure": measure.title}
    return Fact(("▼ " if bad else "") + percent(completion, 1), text, "bad" if bad else "ink")


def _against_peers(measure: MeasureLine, lead: Fraction) -> Fact:
    text = _("%(measure)s, against the peers' median") % {"measure": measure.title}
    return Fact(signed(lead, 1), text)
