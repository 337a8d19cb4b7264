"""The completion bar as shapes, beside a figure or in a table's row."""

from __future__ import annotations

from fractions import Fraction

from reviews.deck.canvas import Canvas
from reviews.deck.style import Box

TRACK = Fraction(13, 10)
GAP = 19_050


def completion_bar(
    canvas: Canvas,
    track: Box,
    completion: Fraction | None,
    *,
    bad: bool,
    mark_h: int = 279_400,
) -> None:
    """A track to 130% with an ink mark at 100%; beyond it the bar is higher, after a gap."""
    if completion is None:
        canvas.fill(track, None, line="rule", dash="dash", name="No plan")
        return
    canvas.fill(track, "dedt", name="Track")
    hundred = round(track.w / TRACK)
    role = "bad" if bad else "own"
    within = round(hundred * min(max(completion, Fraction(0)), Fraction(1)))
    if completion < 1:  # what is missed ends before the mark, however little is missing
        within = min(within, hundred - GAP)
    if within:
        canvas.fill(Box(track.x, track.y, within, track.h), role, name="Completion")
    if completion > 1:
        start = track.x + hundred + GAP
        end = track.x + min(round(hundred * completion), track.w)
        if end > start:
            canvas.fill(
                Box(start, track.y - 25_400, end - start, track.h + 50_800), role, name="Beyond"
            )
        if completion > TRACK:
            cuts(canvas, end, track)
    top = track.y + track.h // 2 - mark_h // 2
    canvas.rule(track.x + hundred, top, 0, "ink", 1.25, h=mark_h)


def cuts(canvas: Canvas, end: int, track: Box) -> None:
    """Past the track: two cuts."""
    for offset in (88_900, 139_700):
        canvas.fill(
            Box(end - offset, track.y - 25_400, 19_050, track.h + 50_800), "paper", name="Cut"
        )
