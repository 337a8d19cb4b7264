"""What the manager wrote, over as many slides as it takes: never smaller, never cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.deck.canvas import Canvas
from reviews.deck.findings import Finding
from reviews.deck.slides.facts import SlideFact, draw_facts
from reviews.deck.slides.page import Press, review_source
from reviews.deck.style import (
    BODY_BOTTOM,
    BODY_TOP,
    PT,
    SECOND,
    TEXT,
    Box,
    Style,
    columns,
    paragraph,
)
from reviews.deck.wrapping import split_at, wrap

RULE_DOWN, HEAD_H = 22 * PT, 28 * PT
AFTER = 6
HIGH = (BODY_BOTTOM - BODY_TOP - HEAD_H) // PT
WIDE, HALF, THIRD = (columns(0, span, 0, 0).w / PT for span in (8, 6, 4))
SIZES = (Style(18), Style(16), TEXT)
Pieces = list[str]
Frame = tuple[float, float]  # width and height in points


@dataclass(frozen=True)
class Section:
    """A section of the self-review: its name, its text, what its slides are headed by."""

    name: str
    text: str
    finding: Finding
    facts: Sequence[SlideFact] = ()


def draw_section(press: Press, section: Section) -> None:
    """The first slide with facts beside the text, the rest in two columns."""
    is_wide = bool(section.facts) or fits(section.text, (WIDE, HIGH))
    style = style_for([(section.text, (WIDE, HIGH))]) if is_wide else TEXT
    frames: list[Frame] = [(WIDE, HIGH)] if is_wide else [(HALF, HIGH)] * 2
    placed = flow(section.text, frames, style)
    first, rest = placed[: len(frames)], placed[len(frames) :]
    count = 1 + -(-len(rest) // 2)
    source = review_source(press.data)
    canvas = press.page(section.finding, source, part=(1, count))
    if is_wide:
        column(canvas, columns(0, 8, BODY_TOP, 0), section.name, first[0], style)
        facts_beside(canvas, section.facts)
    else:
        pair(canvas, section.name, first)
    for number in range(2, count + 1):
        canvas = press.page(section.finding, source, part=(number, count))
        pair(canvas, section.name, rest[2 * number - 4 : 2 * number - 2])


def facts_beside(canvas: Canvas, facts: Sequence[SlideFact]) -> None:
    side = columns(8, 4, BODY_TOP, 0)
    draw_facts(canvas, Box(side.x + 228_600, side.y + RULE_DOWN, side.w - 228_600, 0), facts)


def pair(canvas: Canvas, name: str, pieces: list[Pieces]) -> None:
    """Two columns under one head."""
    for index, piece in enumerate(pieces):
        column(canvas, columns(index * 6, 6, BODY_TOP, 0), name if not index else "", piece)


def column(canvas: Canvas, box: Box, name: str, pieces: Pieces, style: Style = TEXT) -> int:
    """A head under a rule, and the text as it was written; returns where it ends."""
    if name:
        canvas.text(Box(box.x, box.y, box.w, SECOND.leading * PT), [paragraph(name, SECOND)])
    canvas.rule(box.x, box.y + RULE_DOWN, box.w, "ink", 0.75)
    top = box.y + HEAD_H
    frame = Box(box.x, top, box.w, round(height(pieces, box.w / PT, style) * PT))
    canvas.text(frame, [paragraph(piece, style, after=AFTER) for piece in pieces], name="Review")
    return frame.bottom


def height(pieces: Pieces, room: float, style: Style = TEXT) -> int:
    """How high a frame of this width must be, in points."""
    lines = sum(len(wrap(piece, style.size, room)) for piece in pieces)
    return lines * style.leading + len(pieces) * AFTER


def fits(text: str, frame: Frame, style: Style = TEXT) -> bool:
    return len(flow(text, [frame], style)) <= 1


def style_for(texts: Sequence[tuple[str, Frame]]) -> Style:
    """14 pt; larger where the texts fit their frames so, for a slide is not to stand half empty."""
    fitting = (s for s in SIZES if all(fits(text, frame, s) for text, frame in texts))
    return next(fitting, TEXT)


def flow(text: str, frames: Sequence[Frame], style: Style = TEXT) -> list[Pieces]:
    """Place paragraphs into frames; past the last given, into halves of a slide."""
    waiting = [line.strip() for line in text.replace("\t", " ").splitlines() if line.strip()]
    placed: list[Pieces] = []
    while waiting:
        room, left = frames[len(placed)] if len(placed) < len(frames) else (HALF, HIGH)
        pieces: Pieces = []
        while waiting:
            broken = wrap(waiting[0], style.size, room)
            lines = int(left // style.leading)
            if len(broken) <= lines:
                pieces.append(waiting.pop(0))
                left -= len(broken) * style.leading + AFTER
                continue
            if lines >= 2 or not pieces:
                head, tail = split_at(waiting[0], broken, max(lines, 1))
                pieces.append(head.rstrip())
                waiting[0] = tail.lstrip()
            break
        placed.append(pieces)
    return placed
