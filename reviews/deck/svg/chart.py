"""A chart as SVG: columns, bars, lines and radars as PowerPoint lays them, from the same book."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin

from reviews.deck.charts.values import Chart, Labels, Marker, Plot, Series
from reviews.deck.style import Stroke, Style
from reviews.deck.svg.marks import Area, Pen
from reviews.deck.svg.scale import Scale, scale_of, written
from reviews.deck.svg.text import label

GRID = Stroke("hair")
NEAR = 4.0  # points between a mark and its label
Corner = tuple[float, float]


def chart(pen: Pen, frame: Area, one: Chart) -> str:
    """The chart in its frame."""
    x, y, w, h = one.area
    plot = Area(frame.x + x * frame.w, frame.y + y * frame.h, w * frame.w, h * frame.h)
    if any(part.kind == "radar" for part in one.plots):
        return "".join(_radar(pen, plot, one))
    scale = scale_of(one)
    is_lying = any(part.kind == "bars" for part in one.plots)
    drawn = [*_axes(pen, plot, one, scale, is_lying=is_lying)]
    for part in one.plots:
        if part.kind == "lines":
            drawn += _lines(pen, plot, one, part, scale)
        else:
            drawn += _bars(pen, plot, one, part, scale, is_lying=is_lying)
    return "".join(drawn)


def _axes(pen: Pen, plot: Area, one: Chart, scale: Scale, *, is_lying: bool) -> Iterator[str]:
    """Lines at each step with their numbers, the zero line, and the categories' names."""
    axis, names = one.values, one.categories
    for tick in scale.ticks:
        share, said = scale.share(tick), written(tick, axis.number)
        if is_lying:
            x = plot.x + share * plot.w
            yield pen.line(x, plot.y, x, plot.bottom, GRID)
            number = label(pen, x, plot.bottom + 10, said, axis.style, "ctr")
        else:
            y = plot.bottom - share * plot.h
            yield pen.line(plot.x, y, plot.right, y, GRID)
            number = label(pen, plot.x - 6, y, said, axis.style, "r")
        yield "" if axis.labels == "none" else number
    zero = scale.share(min(max(0.0, scale.low), scale.high))
    if is_lying:
        x = plot.x + zero * plot.w
        yield pen.line(x, plot.y, x, plot.bottom, names.stroke)
    else:
        y = plot.bottom - zero * plot.h
        yield pen.line(plot.x, y, plot.right, y, names.stroke)
    if names.labels == "none":
        return
    texts = one.book.columns[0].texts
    for row, said in enumerate(texts):
        if is_lying:
            at = plot.y + _middle(one, row) * plot.h
            yield label(pen, plot.x - 6, at, said, names.style, "r")
        else:
            at = plot.x + _middle(one, row) * plot.w
            down = plot.bottom + 4 + (said.count("\n") + 1) * names.style.leading / 2
            yield label(pen, at, down, said, names.style, "ctr")


def _middle(one: Chart, row: int) -> float:
    """Where a category lies along its axis, as a part of it."""
    share = (row + 0.5) / one.book.rows
    is_lying = any(part.kind == "bars" for part in one.plots)
    return share if not is_lying or one.categories.reverse else 1 - share


def _bars(
    pen: Pen, plot: Area, one: Chart, part: Plot, scale: Scale, *, is_lying: bool
) -> Iterator[str]:
    """Columns, or bars that lie; piled up or side by side."""
    along = plot.h if is_lying else plot.w
    band = along / one.book.rows
    count = 1 if part.stacked else len(part.series)
    step = 1 - part.overlap / 100
    wide = band / (1 + (count - 1) * step + part.gap / 100)
    piled: dict[tuple[int, bool], float] = {}
    for place, series in enumerate(part.series):
        values = one.book.columns[series.column].numbers
        shift = 0.0 if part.stacked else (place - (count - 1) / 2) * wide * step
        for row, value in enumerate(values):
            if value is None:
                continue
            key = (row, value >= 0)
            start = piled.get(key, 0.0) if part.stacked else 0.0
            piled[key] = start + value
            middle = _middle(one, row) * along + shift
            at = _bar(plot, scale, middle, wide, (start, start + value), is_lying=is_lying)
            if series.look.fill or series.look.stroke:
                yield pen.area(at, series.look.fill, series.look.stroke)
            yield from _bar_label(pen, at, one, series, row, is_lying=is_lying)


def _bar(
    plot: Area, scale: Scale, middle: float, wide: float, ends: tuple[float, float], *,
    is_lying: bool,
) -> Area:  # fmt: skip
    low, high = sorted(scale.share(end) for end in ends)
    if is_lying:
        left = plot.x + low * plot.w
        return Area(left, plot.y + middle - wide / 2, (high - low) * plot.w, wide)
    left = plot.x + middle - wide / 2
    return Area(left, plot.bottom - high * plot.h, wide, (high - low) * plot.h)


def _bar_label(
    pen: Pen, at: Area, one: Chart, series: Series, row: int, *, is_lying: bool
) -> Iterator[str]:
    said, style = _said(one, series.labels, row)
    if not said or series.labels is None:
        return
    middle = (at.x + at.w / 2, at.y + at.h / 2)
    if not is_lying:
        is_inside = series.labels.position in {"ctr", "inBase", "inEnd"}
        y = middle[1] if is_inside else at.y - style.leading / 2 - 1
        yield label(pen, middle[0], y, said, style, "ctr")
    elif series.labels.position == "ctr":
        yield label(pen, middle[0], middle[1], said, style, "ctr")
    else:
        x = at.x if series.labels.position == "inBase" else at.right
        yield label(pen, x + NEAR, middle[1], said, style)


def _said(one: Chart, labels: Labels | None, row: int) -> tuple[str, Style]:
    if labels is None:
        return "", Style()
    texts = one.book.columns[labels.column].texts
    return texts[row], dict(labels.others).get(row, labels.style)


def _lines(pen: Pen, plot: Area, one: Chart, part: Plot, scale: Scale) -> Iterator[str]:
    for series in part.series:
        values = one.book.columns[series.column].numbers
        corners: list[Corner | None] = [
            None if value is None
            else (plot.x + _middle(one, row) * plot.w, plot.bottom - scale.share(value) * plot.h)
            for row, value in enumerate(values)
        ]  # fmt: skip
        if series.look.stroke:
            yield from (pen.path(run, series.look.stroke) for run in _unbroken(corners))
        for row, corner in enumerate(corners):
            if corner is None:
                continue
            if series.look.marker:
                yield _marker(pen, corner, series.look.marker)
            yield from _point_label(pen, corner, one, series, row)


def _unbroken(corners: list[Corner | None]) -> Iterator[list[Corner]]:
    """The stretches of a line between what is not known."""
    run: list[Corner] = []
    for corner in [*corners, None]:
        if corner is not None:
            run.append(corner)
            continue
        if len(run) > 1:
            yield run
        run = []


def _point_label(pen: Pen, at: Corner, one: Chart, series: Series, row: int) -> Iterator[str]:
    said, style = _said(one, series.labels, row)
    if not said or series.labels is None:
        return
    x, y = at
    position, half = series.labels.position, style.leading / 2
    if position in {"t", "b"}:
        yield label(pen, x, y - half - 1 if position == "t" else y + half + 1, said, style, "ctr")
    elif position in {"r", "l"}:
        side = 1 if position == "r" else -1
        yield label(pen, x + side * 2 * NEAR, y, said, style, "l" if side > 0 else "r")
    else:
        yield label(pen, x, y, said, style, "ctr")


def _marker(pen: Pen, at: Corner, one: Marker) -> str:
    half, (x, y) = one.size / 2, at
    if one.symbol == "triangle":
        corners = [(x, y - half), (x + half, y + half), (x - half, y + half)]
        listed = " ".join(f"{a:.2f},{b:.2f}" for a, b in corners)
        return f'<polygon points="{listed}" {pen.inside(one.fill)}{pen.around(one.stroke)}/>'
    flat = 0.25 if one.symbol == "dash" else 1.0
    kind = {"circle": "ellipse", "diamond": "diamond"}.get(one.symbol, "rect")
    frame = Area(x - half, y - half * flat, 2 * half, 2 * half * flat)
    return pen.area(frame, one.fill, one.stroke, kind)


def _radar(pen: Pen, plot: Area, one: Chart) -> Iterator[str]:
    """Rings and spokes, the names at their ends, and the series around."""
    scale, count = scale_of(one), one.book.rows
    x, y, radius = plot.x + plot.w / 2, plot.y + plot.h / 2, min(plot.w, plot.h) / 2

    def at(row: int, share: float) -> Corner:
        turn = 2 * pi * row / count
        return x + sin(turn) * radius * share, y - cos(turn) * radius * share

    for tick in scale.ticks:
        yield pen.path([at(row, scale.share(tick)) for row in range(count)], GRID, closed=True)
    for row, said in enumerate(one.book.columns[0].texts):
        end = at(row, 1.0)
        yield pen.line(x, y, *end, one.categories.stroke)
        yield _at_spoke(pen, end, (x, y), said, one.categories.style)
    for tick in scale.ticks:
        up = y - radius * scale.share(tick)
        yield label(pen, x - 4, up, written(tick, one.values.number), one.values.style, "r")
    for plot_part in one.plots:
        for series in plot_part.series:
            values = one.book.columns[series.column].numbers
            known = [at(r, scale.share(v)) for r, v in enumerate(values) if v is not None]
            if series.look.stroke and len(known) > 1:
                yield pen.path(known, series.look.stroke, closed=len(known) == count)
            if series.look.marker:
                yield from (_marker(pen, corner, series.look.marker) for corner in known)


def _at_spoke(pen: Pen, end: Corner, middle: Corner, said: str, style: Style) -> str:
    """A name outside of its spoke's end, turned away from the middle."""
    x, y = end
    aside, lines = x - middle[0], said.count("\n") + 1
    if abs(aside) < 2 * NEAR:
        away = (lines * style.leading / 2 + NEAR) * (-1 if y < middle[1] else 1)
        return label(pen, x, y + away, said, style, "ctr")
    radius = max(abs(aside), abs(y - middle[1]), 1.0)
    down = (y - middle[1]) / radius * lines * style.leading / 2
    side = 1 if aside > 0 else -1
    return label(pen, x + side * NEAR, y + down, said, style, "l" if side > 0 else "r")
