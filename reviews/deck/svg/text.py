"""Text as SVG: paragraphs broken into lines by the widths that slides are measured with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviews.deck.style import Paragraph, Run, Style
from reviews.deck.svg.marks import Area, Pen, number, said
from reviews.deck.wrapping import wrap

ANCHORS = {"l": "", "r": ' text-anchor="end"', "ctr": ' text-anchor="middle"'}
CAPITALS = 0.72  # how high they are, in ems


def text(
    pen: Pen, at: Area, paragraphs: Sequence[Paragraph], anchor: str = "top", *, wraps: bool = True
) -> str:
    """Paragraphs in a frame."""
    room = at.w if wraps else 0.0
    laid = [(one, list(_lines(one, room))) for one in paragraphs]
    high = sum(len(lines) * one.line + one.after for one, lines in laid)
    high -= laid[-1][0].after if laid else 0
    y = at.y + {"middle": (at.h - high) / 2, "bottom": at.h - high}.get(anchor, 0.0)
    found = []
    for one, lines in laid:
        x = {"r": at.right, "ctr": at.x + at.w / 2}.get(one.align, at.x)
        for runs in lines:
            found.append(_line(pen, x, y, one, runs))
            y += one.line
        y += one.after
    return "".join(found)


def label(
    pen: Pen, x: float, y: float, written: str, style: Style, align: str = "l", *, up: float = 0.0
) -> str:
    """Lines of a label, the middle of all of them at y; with `up` 1 they end there."""
    lines = written.split("\n")
    top = y - len(lines) * style.leading * (0.5 + up / 2)
    one = Paragraph((Run("", style),), align)
    return "".join(
        _line(pen, x, top + place * style.leading, one, [Run(part, style)])
        for place, part in enumerate(lines)
    )


def _line(pen: Pen, x: float, y: float, one: Paragraph, runs: Sequence[Run]) -> str:
    size = max((run.style.size for run in runs), default=0.0)
    if not any(run.text.strip() for run in runs):
        return ""
    base = y + (one.line + size * CAPITALS) / 2
    spans = "".join(_span(pen, run) for run in runs)
    place = f'x="{number(x)}" y="{number(base)}"{ANCHORS[one.align]}'
    return f"<text {place}>{spans}</text>"


def _span(pen: Pen, run: Run) -> str:
    bold = ' font-weight="600"' if run.style.bold else ""
    look = f'font-size="{number(run.style.size)}"{bold} fill="#{pen.colours[run.style.role]}"'
    return f"<tspan {look}>{said(run.text)}</tspan>"


def _lines(one: Paragraph, room: float) -> Iterator[list[Run]]:
    """The lines of a paragraph, each with the runs on it; without room nothing is broken."""
    size = max((run.style.size for run in one.runs), default=1.0)
    bold = any(run.style.bold for run in one.runs)
    at = 0
    for part in one.text.split("\n"):
        broken = wrap(part, size, room, bold=bold) if room > 0 and part else [part]
        for line in broken:
            yield list(_cut(one.runs, at, at + len(line)))
            at += len(line)
        at += 1  # the line's end


def _cut(runs: Sequence[Run], first: int, last: int) -> Iterator[Run]:
    """The runs between two places of their common text."""
    at = 0
    for run in runs:
        end = at + len(run.text)
        found = run.text[max(first - at, 0) : max(last - at, 0)]
        if found:
            yield Run(found, run.style)
        at = end
