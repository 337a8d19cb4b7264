"""The waterfall: income, what it cost, what is left. Its axis starts at zero and is never cut."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from perfcenter.base.numbers.writing import whole
from perfcenter.ui.charts.bars import THIN, Bar, ChartStep, bars_of, fill_of
from perfcenter.ui.charts.scale import Scale, ticks
from perfcenter.ui.charts.svg import (
    LINE,
    Chart,
    drawing,
    hatch,
    hyphenated,
    line,
    path,
    rect,
    text,
    width_of,
    wrapped,
)

TickText = Callable[[float], str]
APART = 4
"""The least distance of two names."""


def waterfall(
    steps: Sequence[ChartStep],
    *,
    key: str,
    title: str,
    desc: str = "",
    width: float = 635,
    height: float = 240,
    tick_text: TickText = whole,
    head: tuple[str, ...] = (),
    legend: tuple[tuple[str, str], ...] = (),
) -> Chart:
    """Draw the steps upright; `height` is that of the plot, names come below it."""
    bars = bars_of(steps)
    marks = ticks(min(b.low for b in bars), max(b.high for b in bars))
    left = max(width_of(tick_text(mark)) for mark in marks) + 8
    scale = Scale(marks[0], marks[-1], height, 0)
    column = (width - left) / len(steps)
    breadth = min(column * 0.59, 56)
    body = [hatch(key, "inc"), hatch(key, "ded")]
    body += _axis(marks, scale, left, width, tick_text)
    labels = []
    for i, bar in enumerate(bars):
        middle = left + column * (i + 0.5)
        body += _standing(bar, key, middle - breadth / 2, breadth, scale)
        labels.append((middle, _label_at(bar, scale), bar.step.shown))
    body += _joints(bars, scale, left, column, breadth)
    body.append(line(left, scale(0), width, scale(0), "zero"))
    body += [text(x, y, shown, "tb middle halo") for x, y, shown in labels]
    # An amount under the lowest bar pushes the names down, so that they never meet.
    first_name = max([height, *(y + 4 for _, y, _ in labels)]) + 20
    names, lines = _names(steps, left, column, first_name)
    bottom = first_name + LINE * lines + 8
    return Chart(
        svg=drawing(key, width, bottom + 20, [*body, *names], title=title, desc=desc, top=20),
        width=width,
        head=head,
        rows=tuple(step.row for step in steps if step.row),
        legend=legend,
    )


def _standing(bar: Bar, key: str, x: float, breadth: float, scale: Scale) -> list[str]:
    parts = []
    for piece in bar.pieces:
        top, bottom = scale(piece.high), scale(piece.low)
        classes, fill = fill_of(piece.pattern, key)
        left = x + breadth * piece.from_share
        wide = breadth * (piece.to_share - piece.from_share)
        parts.append(rect(left, top, wide, max(bottom - top, THIN), classes, fill=fill))
    if bar.step.kind == "total":
        foot = max(scale(bar.low), scale(0)) + 4
        parts += [line(x - 3, foot + d, x + breadth + 3, foot + d, "zero") for d in (0, 3)]
    return parts


def _label_at(bar: Bar, scale: Scale) -> float:
    """Return where the amount stands: above its bar; under it where the bar lies below zero."""
    if bar.high <= 0 and bar.low < 0:
        foot = 9 if bar.step.kind == "total" else 0
        return scale(bar.low) + 15 + foot
    return scale(bar.high) - 6


def _axis(
    marks: Sequence[float],
    scale: Scale,
    left: float,
    width: float,
    tick_text: TickText,
) -> list[str]:
    parts = []
    for mark in marks:
        if mark != 0:
            parts.append(line(left, scale(mark), width, scale(mark), "grid"))
        parts.append(text(left - 8, scale(mark) + 4, tick_text(mark), "t3 end"))
    return parts


def _joints(
    bars: Sequence[Bar], scale: Scale, left: float, column: float, breadth: float
) -> list[str]:
    """Dot the running level from bar to bar."""
    parts = []
    for i, (before, _) in enumerate(pairwise(bars)):
        x = left + column * (i + 0.5) + breadth / 2
        y = scale(before.end)
        parts.append(path([(x, y), (x + column - breadth, y)], "joint"))
    return parts


def _names(
    steps: Sequence[ChartStep], left: float, column: float, y: float
) -> tuple[list[str], int]:
    broken = [wrapped(step.name, column - 6) for step in steps]
    widths = [max(map(width_of, lines)) for lines in broken]
    if any((one + other) / 2 > column - APART for one, other in pairwise(widths)):
        broken = [hyphenated(lines, column - APART) for lines in broken]
    most = max(map(len, broken))
    parts = []
    for i, (step, lines) in enumerate(zip(steps, broken, strict=True)):
        x = left + column * (i + 0.5)
        parts += [text(x, y + LINE * j, words, "middle") for j, words in enumerate(lines)]
        if step.symbol and step.symbol != step.name:
            parts.append(text(x, y + LINE * len(lines), step.symbol, "t3 middle"))
    return parts, most
