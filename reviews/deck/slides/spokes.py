"""What stands around a radar: a name and a score at each axis, a number at each ring."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from perfcenter.base.numbers.comparing import is_below
from reviews.deck.canvas import Canvas
from reviews.deck.charts.radar import RADIUS, SCALE, clamped
from reviews.deck.style import LABEL, PT, Box, Style, paragraph
from reviews.deck.wrapping import clipped, wrap
from scoring.sheet.model import MeasureLine
from scoring.sheet.places import score_of

RINGS = (60, 80, 100)
AWAY, STEEP, SIDEWAYS, ROOMY = 95_250, 0.2, 0.7, 9
NAME, SCORE, BAD = Style(12, role="ink2"), Style(12, bold=True), Style(12, bold=True, role="bad")
RING, HUNDRED = Style(10, role="ink3"), Style(10, bold=True)
RING_BOX = (292_100, 165_100)
CLEAR = 5.0  # points of score between a ring's number and the nearest line


def spokes(canvas: Canvas, frame: Box, measures: Sequence[MeasureLine], good_from: float) -> None:
    """The names with their true scores, a bad one in its colour."""
    count = len(measures)
    for index, measure in enumerate(measures):
        angle = 2 * pi * index / count
        align = "ctr" if abs(sin(angle)) < STEEP else "l" if sin(angle) > 0 else "r"
        room = frame.w / 2 - (RADIUS + AWAY) * abs(sin(angle))
        if align == "ctr":  # between the names of the axes beside it
            room = min(2 * room, 2 * RADIUS * sin(2 * pi / count))
        lines = 2 if count <= ROOMY or abs(sin(angle)) > SIDEWAYS else 1
        name = clipped(measure.title, NAME.size, room / PT, lines=lines)
        text = [paragraph(x.strip(), NAME, align) for x in wrap(name, NAME.size, room / PT)]
        style = BAD if is_below(measure.score, good_from) else SCORE
        text.append(paragraph(score_of(measure), style, align))
        high = len(text) * LABEL.leading * PT
        box = _beside(frame, angle, round(room), high, align)
        canvas.text(box, text, name="Axis", wrap=False)


def _beside(frame: Box, angle: float, wide: int, high: int, align: str) -> Box:
    """The frame of an axis' text: outside of the outer ring, in the direction of the axis."""
    x = frame.x + frame.w // 2 + round((RADIUS + AWAY) * sin(angle))
    y = frame.y + frame.h // 2 - round((RADIUS + AWAY + high / 2) * cos(angle))
    left = {"l": x, "r": x - wide, "ctr": x - wide // 2}[align]
    return Box(left, y - high // 2, wide, high)


def rings(canvas: Canvas, frame: Box, measures: Sequence[MeasureLine]) -> None:
    """The rings' numbers on paper, between two axes where no line passes over them."""
    gap = _free_gap(measures)
    angle = 2 * pi * (gap + 0.5) / len(measures)
    inner = cos(pi / len(measures))  # rings are polygons: between two axes they are nearer
    wide, high = RING_BOX
    for ring in RINGS:
        away = RADIUS * SCALE.part(ring) * inner
        x = frame.x + frame.w // 2 + round(away * sin(angle))
        y = frame.y + frame.h // 2 - round(away * cos(angle))
        box = Box(x - wide // 2, y - high // 2, wide, high)
        canvas.fill(Box(box.x + 31_750, box.y, wide - 63_500, high), "paper", name="Ring")
        text = HUNDRED if ring == 100 else RING
        canvas.text(box, [paragraph(str(ring), text, "ctr")], anchor="middle", name="Ring")


def _free_gap(measures: Sequence[MeasureLine]) -> int:
    """The gap nearest to the top whose lines keep clear of the numbers; else the clearest."""
    count = len(measures)
    order = sorted(range(count), key=lambda gap: (min(gap, count - 1 - gap), gap))
    clear = {gap: _clearance(measures[gap], measures[(gap + 1) % count]) for gap in order}
    return next((gap for gap in order if clear[gap] >= CLEAR), max(order, key=clear.__getitem__))


def _clearance(one: MeasureLine, other: MeasureLine) -> float:
    """How far, in points of score, the nearest line passes from a ring's number."""
    pairs = ((one.score, other.score), (one.peer_median, other.peer_median))
    middles = [
        ((clamped(a) or 0) + (clamped(b) or 0)) / 2
        for a, b in pairs
        if a is not None and b is not None
    ]
    return min((abs(ring - middle) for middle in middles for ring in RINGS), default=CLEAR)
