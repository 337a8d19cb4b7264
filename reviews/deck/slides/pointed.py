"""Key points of a text under a head: as large as they fit, cut only to be whole in the appendix."""

from __future__ import annotations

from collections.abc import Sequence

from reviews.deck.canvas import Canvas
from reviews.deck.points import Points
from reviews.deck.style import BODY_BOTTOM, PT, SECOND, Box, Style, paragraph
from reviews.deck.wrapping import clipped, line_count

SIZES = (18, 16, 14)
HEAD, RULE_DOWN, AFTER = 28 * PT, 22 * PT, 8
DOT = 203_200


def draw_points(
    canvas: Canvas, box: Box, name: str, points: Points, *, bottom: int = BODY_BOTTOM
) -> int:
    """Points one below the other, each behind a small square; returns where they end."""
    canvas.text(Box(box.x, box.y, box.w, SECOND.leading * PT), [paragraph(name, SECOND)])
    canvas.rule(box.x, box.y + RULE_DOWN, box.w, "ink", 0.75)
    texts = [" ".join(point.text.split()) for point in points.found]
    y, room = box.y + HEAD + 50_800, (box.w - DOT) / PT
    style, most = _fitting(texts, room, (bottom - y) / PT)
    for text in texts:
        said = clipped(text, style.size, room, lines=most)
        lines = line_count(said, style.size, room)
        high = lines * style.leading * PT
        dot = Box(box.x, y + style.leading * PT // 2 - 38_100, 76_200, 76_200)
        canvas.fill(dot, "own", name="Point")
        canvas.text(Box(box.x + DOT, y, box.w - DOT, high), [paragraph(said, style)], name="Review")
        y += high + AFTER * PT
    return y


def _fitting(texts: Sequence[str], room: float, high: float) -> tuple[Style, int]:
    """The largest size at which all fit; else the most lines that each may take at the least."""
    for size in SIZES:
        style = Style(size)
        lines = [line_count(text, size, room) for text in texts]
        if sum(lines) * style.leading + len(texts) * AFTER <= high:
            return style, max(lines, default=1)
    style = Style(SIZES[-1])
    least = max(int((high / max(len(texts), 1) - AFTER) // style.leading), 1)
    return style, least
