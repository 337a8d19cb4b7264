"""The waterfall lying down, a row a step: for phones."""

from collections.abc import Sequence

from perfcenter.ui.charts.bars import THIN, Bar, ChartStep, bars_of, fill_of
from perfcenter.ui.charts.scale import Scale
from perfcenter.ui.charts.svg import (
    LINE,
    Chart,
    drawing,
    hatch,
    line,
    rect,
    text,
    width_of,
    wrapped,
)

ROW = 34


def waterfall_lying(
    steps: Sequence[ChartStep],
    *,
    key: str,
    title: str,
    desc: str = "",
    width: float = 358,
    head: tuple[str, ...] = (),
    legend: tuple[tuple[str, str], ...] = (),
) -> Chart:
    """Draw the steps as rows, for phones."""
    bars = bars_of(steps)
    low, high = min(0.0, *(b.low for b in bars)), max(0.0, *(b.high for b in bars))
    left = min(max(width_of(step.name) for step in steps) + 14, 98)
    right = max(width_of(step.shown) for step in steps) * 1.06 + 8
    scale = Scale(low, high if high > low else low + 1, left + 2, width - right)
    body = [hatch(key, "inc"), hatch(key, "ded")]
    for i, bar in enumerate(bars):
        y = i * ROW + 8
        body += _lying(bar, key, y, scale)
        lines = wrapped(bar.step.name, left - 8)
        first = y + 9 - (len(lines) - 1) * LINE / 2 + 4
        body += [text(0, first + LINE * j, words, "t2") for j, words in enumerate(lines)]
        body.append(text(width, y + 13, bar.step.shown, "tb end"))
        if i and bar.step.kind != "total":
            body.append(line(scale(bar.start), y - 16, scale(bar.start), y, "joint"))
    height = len(bars) * ROW + 4
    body.append(line(scale(0), 0, scale(0), height, "zero"))
    end = (len(bars) - 1) * ROW + 30
    one, other = sorted([scale(bars[-1].end), scale(0)])
    body += [line(one, end + d, max(other, one + 4), end + d, "zero") for d in (0, 3)]
    return Chart(
        svg=drawing(key, width, height, body, title=title, desc=desc),
        width=width,
        head=head,
        rows=tuple(step.row for step in steps if step.row),
        legend=legend,
    )


def _lying(bar: Bar, key: str, y: float, scale: Scale) -> list[str]:
    parts = []
    for piece in bar.pieces:
        left, right = scale(piece.low), scale(piece.high)
        classes, fill = fill_of(piece.pattern, key)
        top = y + 18 * piece.from_share
        tall = 18 * (piece.to_share - piece.from_share)
        parts.append(rect(left, top, max(right - left, THIN), tall, classes, fill=fill))
    return parts
